package isopose.data;

import static isopose.data.FakeGitHub.CLIPS;
import static isopose.data.FakeGitHub.COMMIT;
import static isopose.data.FakeGitHub.HOME;
import static isopose.data.FakeGitHub.KNOWN;
import static isopose.data.FakeGitHub.NEW;
import static isopose.data.FakeGitHub.bytes;
import static isopose.data.FakeGitHub.embedded;
import static isopose.data.FakeGitHub.send;
import static isopose.data.NpzTest.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.data.FakeGitHub.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine that answers as GitHub documents it, and as nobody should. */
class FetchTest {
  @TempDir private Path place;
  private FakeGitHub gitHub;

  @BeforeEach
  void start() throws IOException {
    gitHub = new FakeGitHub();
  }

  @AfterEach
  void stop() {
    gitHub.close();
  }

  private Fetch.Result fetch() {
    return new Fetch(HOME, place, gitHub.source(20)).run((done, total, file) -> {});
  }

  private Set<String> there() throws IOException {
    try (Stream<Path> files = Files.list(place.resolve("bandai-2-full"))) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void fetchesEveryClipWithItsLicenceAndNotesDownWhatItWas() throws IOException {
    Fetch.Result result = fetch();
    assertEquals(3, result.fetched());
    assertEquals(Set.of(KNOWN, NEW, "LICENSE", "SHA256SUMS", "ORIGIN"), there());
    Path folder = place.resolve("bandai-2-full");
    assertArrayEquals(embedded(KNOWN), Files.readAllBytes(folder.resolve(KNOWN)));
    assertTrue(
        Files.readString(folder.resolve("SHA256SUMS"))
            .contains(MotionFolder.sha256(bytes("a clip that nobody knows yet")) + "  " + NEW));
    String origin = Files.readString(folder.resolve("ORIGIN"));
    assertTrue(origin.contains(COMMIT) && origin.contains("CC BY-NC 4.0"), origin);
  }

  @Test
  void gitNamesContentsAsGitDoes() {
    // git hash-object of an empty file and of "hello\n"
    assertEquals("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", Fetch.gitHash(new byte[0]));
    assertEquals("ce013625030ba8dba906f756967f9e9ca394464a", Fetch.gitHash(bytes("hello\n")));
  }

  @Test
  void goesOnWhereItWasInterruptedAndReplacesOnlyWhatIsDamaged() throws IOException {
    gitHub.answers.put(NEW, exchange -> send(exchange, 500, bytes("busy")));
    assertOneLine(this::fetch);
    assertEquals(Set.of(KNOWN, "LICENSE", "SHA256SUMS"), there());
    gitHub.answers.clear();
    gitHub.asked.clear();
    assertEquals(1, fetch().fetched());
    assertTrue(
        gitHub.asked.stream().noneMatch(path -> path.endsWith(KNOWN)), gitHub.asked.toString());
    Files.writeString(place.resolve("bandai-2-full").resolve(NEW), "cut off");
    Fetch.Result mended = fetch();
    assertEquals(1, mended.fetched());
    assertEquals(2, mended.kept());
  }

  @Test
  void asksAgainWhereAConnectionBreaks() {
    int[] times = {0};
    gitHub.answers.put(
        NEW,
        exchange -> {
          byte[] whole = bytes("a clip that nobody knows yet");
          if (times[0]++ > 1) {
            send(exchange, 200, whole);
            return;
          }
          exchange.sendResponseHeaders(200, whole.length);
          exchange.getResponseBody().write(whole, 0, 5);
          exchange.close();
        });
    assertEquals(3, fetch().fetched());
    assertEquals(3, times[0]);
  }

  @Test
  void anythingButThePublishedBytesIsRefused() throws IOException {
    List<Answer> wrong =
        List.of(
            exchange -> send(exchange, 200, bytes("a clip that nobody knows yeT")),
            exchange -> send(exchange, 200, bytes("short")),
            exchange -> send(exchange, 200, new byte[0]),
            exchange -> send(exchange, 404, bytes("gone")),
            exchange -> send(exchange, 403, bytes("rate limit")),
            exchange -> {
              exchange.sendResponseHeaders(200, 0); // endless
              try (OutputStream out = exchange.getResponseBody()) {
                for (int k = 0; k < 2000; k++) {
                  out.write(new byte[1 << 16]);
                }
              }
            });
    for (Answer answer : wrong) {
      gitHub.answers.put(NEW, answer);
      assertOneLine(this::fetch);
      assertFalse(there().contains(NEW));
      assertTrue(there().stream().noneMatch(name -> name.endsWith(".part")));
    }
  }

  @Test
  void aFileThatIsKnownMustBeThatFile() throws IOException {
    // the home itself has another file now, of which its own list speaks
    gitHub.repository.put(CLIPS + KNOWN, bytes("changed"));
    String line = assertOneLine(this::fetch);
    assertTrue(line.contains("another SHA-256 than the file that is known"), line);
    assertFalse(there().contains(KNOWN));

    gitHub.repository.put(CLIPS + KNOWN, embedded(KNOWN));
    fetch();
    gitHub.repository.put(CLIPS + NEW, bytes("changed after the first download"));
    Path clip = place.resolve("bandai-2-full").resolve(NEW);
    fetch(); // what is here is what was noted down
    Files.delete(clip);
    assertOneLine(this::fetch);
    assertFalse(Files.exists(clip));
  }

  @Test
  void aSilentServerDoesNotHoldItForEver() throws IOException {
    gitHub.answers.put(
        "HEAD",
        exchange -> {
          try {
            Thread.sleep(20_000);
          } catch (InterruptedException e) {
            exchange.close();
          }
        });
    String line =
        assertOneLine(
            () -> new Fetch(HOME, place, gitHub.source(1)).run((done, total, file) -> {}));
    assertTrue(line.contains("cannot be read"), line);
  }

  @Test
  void listsThatAreNoneAreRefused() {
    for (String list :
        List.of(
            "",
            "[]",
            "{\"tree\": 3}",
            "{\"tree\": [], \"truncated\": true}",
            "{\"tree\": []}",
            "{\"tree\": [{\"type\": \"blob\"}]}",
            "[".repeat(100_000))) {
      gitHub.answers.put(COMMIT, exchange -> send(exchange, 200, bytes(list)));
      assertOneLine(this::fetch);
    }
    gitHub.answers.put("HEAD", exchange -> send(exchange, 200, bytes("{\"sha\": \"../../x\"}")));
    assertOneLine(this::fetch);
  }

  @Test
  void anInterruptEndsItAndWhatIsWholeStays() throws IOException {
    gitHub.answers.put(
        NEW,
        exchange -> {
          try {
            Thread.sleep(5_000);
          } catch (InterruptedException e) {
            exchange.close();
          }
        });
    Thread self = Thread.currentThread();
    assertThrows(
        CancellationException.class,
        () ->
            new Fetch(HOME, place, gitHub.source(20))
                .run(
                    (done, total, file) -> {
                      if (file.equals(KNOWN)) {
                        self.interrupt();
                      }
                    }));
    assertEquals(Set.of(KNOWN, "LICENSE", "SHA256SUMS"), there());
  }
}
