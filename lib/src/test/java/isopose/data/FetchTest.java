package isopose.data;

import static isopose.data.NpzTest.assertOneLine;
import static isopose.data.ScenarioManifestTest.DATA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine that answers as GitHub documents it, and as nobody should. */
class FetchTest {
  private static final PublicHome HOME = PublicHome.of("bandai-2-full").orElseThrow();
  private static final String REPOSITORY = "/" + HOME.repository() + "/";
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String FOLDER = "dataset/Bandai-Namco-Research-Motiondataset-2/";
  private static final String KNOWN = "dataset-2_walk_normal_001.bvh";
  private static final String NEW = "dataset-2_walk_normal_999.bvh";

  @TempDir private Path place;
  private HttpServer server;
  private final Map<String, byte[]> repository = new LinkedHashMap<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
    repository.put("README.md", bytes("no clip"));
    repository.put(FOLDER + "LICENSE", bytes("CC BY-NC 4.0"));
    repository.put(FOLDER + "data/data/" + KNOWN, embedded(KNOWN));
    repository.put(FOLDER + "data/data/" + NEW, bytes("a clip that nobody knows yet"));
    repository.put(FOLDER + "data/data/dataset-2_walk_normal_999.json", bytes("{}"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] embedded(String clip) throws IOException {
    return Files.readAllBytes(DATA.resolve("bandai-2").resolve(clip));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (answers.containsKey(name)) {
      answers.get(name).to(exchange);
    } else if (path.endsWith("/commits/HEAD")) {
      send(exchange, 200, bytes("{\"sha\": \"" + COMMIT + "\"}"));
    } else if (path.contains("/git/trees/")) {
      send(exchange, 200, bytes(tree()));
    } else {
      byte[] file = repository.get(path.replace(REPOSITORY + COMMIT + "/", ""));
      send(exchange, file == null ? 404 : 200, file == null ? bytes("not found") : file);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private String tree() {
    List<Map<String, Object>> files = new ArrayList<>();
    files.add(Map.of("path", "dataset", "type", "tree", "sha", COMMIT));
    repository.forEach(
        (path, content) ->
            files.add(
                Map.of(
                    "path",
                    path,
                    "type",
                    "blob",
                    "size",
                    content.length,
                    "sha",
                    Fetch.gitHash(content))));
    return new Gson().toJson(Map.of("sha", COMMIT, "tree", files, "truncated", false));
  }

  private FileSource gitHub(int seconds) {
    URI here = URI.create("http://localhost:" + server.getAddress().getPort());
    return new GitHubSource(
        here, here, HOME.repository(), Duration.ofSeconds(seconds), Duration.ofMillis(1));
  }

  private Fetch.Result fetch() {
    return new Fetch(HOME, place, gitHub(20)).run((done, total, file) -> {});
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
    answers.put(NEW, exchange -> send(exchange, 500, bytes("busy")));
    assertOneLine(this::fetch);
    assertEquals(Set.of(KNOWN, "LICENSE", "SHA256SUMS"), there());
    answers.clear();
    asked.clear();
    assertEquals(1, fetch().fetched());
    assertTrue(asked.stream().noneMatch(path -> path.endsWith(KNOWN)), asked.toString());
    Files.writeString(place.resolve("bandai-2-full").resolve(NEW), "cut off");
    Fetch.Result mended = fetch();
    assertEquals(1, mended.fetched());
    assertEquals(2, mended.kept());
  }

  @Test
  void asksAgainWhereAConnectionBreaks() {
    int[] times = {0};
    answers.put(
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
      answers.put(NEW, answer);
      assertOneLine(this::fetch);
      assertFalse(there().contains(NEW));
      assertTrue(there().stream().noneMatch(name -> name.endsWith(".part")));
    }
  }

  @Test
  void aFileThatIsKnownMustBeThatFile() throws IOException {
    // the home itself has another file now, of which its own list speaks
    repository.put(FOLDER + "data/data/" + KNOWN, bytes("changed"));
    String line = assertOneLine(this::fetch);
    assertTrue(line.contains("another SHA-256 than the file that is known"), line);
    assertFalse(there().contains(KNOWN));

    repository.put(FOLDER + "data/data/" + KNOWN, embedded(KNOWN));
    fetch();
    repository.put(FOLDER + "data/data/" + NEW, bytes("changed after the first download"));
    Path clip = place.resolve("bandai-2-full").resolve(NEW);
    fetch(); // what is here is what was noted down
    Files.delete(clip);
    assertOneLine(this::fetch);
    assertFalse(Files.exists(clip));
  }

  @Test
  void aSilentServerDoesNotHoldItForEver() throws IOException {
    answers.put(
        "HEAD",
        exchange -> {
          try {
            Thread.sleep(20_000);
          } catch (InterruptedException e) {
            exchange.close();
          }
        });
    String line =
        assertOneLine(() -> new Fetch(HOME, place, gitHub(1)).run((done, total, file) -> {}));
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
      answers.put(COMMIT, exchange -> send(exchange, 200, bytes(list)));
      assertOneLine(this::fetch);
    }
    answers.put("HEAD", exchange -> send(exchange, 200, bytes("{\"sha\": \"../../x\"}")));
    assertOneLine(this::fetch);
  }

  @Test
  void pathsNeverLeaveTheFolder() throws IOException {
    Path archive = place.resolve("mirror.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("../../../" + NEW));
      zip.write(bytes("lands in the folder"));
      zip.putNextEntry(new ZipEntry("../../../evil.sh"));
      zip.write(bytes("lands nowhere"));
      zip.putNextEntry(new ZipEntry("x/dataset-2_a_..\\..\\b_1.bvh"));
      zip.putNextEntry(new ZipEntry("x/LICENSE"));
    }
    Path data = place.resolve("deep/er/data");
    Fetch.Result result = Fetch.run("bandai-2-full", data, archive, (done, total, file) -> {});
    assertEquals(1, result.files());
    try (Stream<Path> all = Files.walk(place)) {
      assertEquals(
          Set.of("mirror.zip", NEW, "SHA256SUMS", "ORIGIN"),
          all.filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toSet()));
    }
    assertTrue(Files.exists(data.resolve("bandai-2-full").resolve(NEW)));
  }

  @Test
  void aMirrorIsAFolderOrAnArchiveAndABombIsNeither() throws IOException {
    Path mirror = Files.createDirectories(place.resolve("mirror/data"));
    Files.write(mirror.resolve(KNOWN), embedded(KNOWN));
    Files.write(mirror.resolveSibling("LICENSE"), bytes("CC BY-NC 4.0"));
    Fetch.Result first =
        Fetch.run("bandai-2-full", place, mirror.getParent(), (done, total, file) -> {});
    assertEquals(2, first.fetched());
    assertEquals(
        2, Fetch.run("bandai-2-full", place, mirror.getParent(), (done, total, file) -> {}).kept());

    Files.write(mirror.resolveSibling(KNOWN), bytes("a second one of that name"));
    assertOneLine(
        () -> Fetch.run("bandai-2-full", place, mirror.getParent(), (done, total, file) -> {}));
    assertOneLine(() -> Fetch.run("bandai-1", place, mirror, (done, total, file) -> {}));
    Path none = Files.write(place.resolve("none.zip"), bytes("no archive"));
    assertOneLine(() -> Fetch.run("bandai-1", place, none, (done, total, file) -> {}));

    Path bomb = place.resolve("bomb.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("dataset-1_bow_happy_007.bvh"));
      for (int k = 0; k < 1100; k++) {
        zip.write(new byte[1 << 16]); // 69 MB of zeros
      }
    }
    String line =
        assertOneLine(() -> Fetch.run("bandai-1", place, bomb, (done, total, file) -> {}));
    assertTrue(line.contains("larger than 64 MB"), line);
    assertFalse(Files.exists(place.resolve("bandai-1/dataset-1_bow_happy_007.bvh")));
  }

  @Test
  void whatMustBeRegisteredForIsSaidInOneLine() {
    String line =
        assertOneLine(() -> Fetch.run("human36m", place, null, (done, total, file) -> {}));
    assertTrue(line.contains("register at") && line.contains("data check human36m"), line);
    assertOneLine(() -> Fetch.run("nothing", place, null, (done, total, file) -> {}));
    assertTrue(
        assertOneLine(() -> Fetch.run("bandai-2", place, null, (done, total, file) -> {}))
            .contains("part of this project"));
  }

  @Test
  void anInterruptEndsItAndWhatIsWholeStays() throws IOException {
    answers.put(
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
            new Fetch(HOME, place, gitHub(20))
                .run(
                    (done, total, file) -> {
                      if (file.equals(KNOWN)) {
                        self.interrupt();
                      }
                    }));
    assertEquals(Set.of(KNOWN, "LICENSE", "SHA256SUMS"), there());
  }
}
