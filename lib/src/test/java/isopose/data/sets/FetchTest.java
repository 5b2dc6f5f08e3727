package isopose.data.sets;

import static isopose.BadInputs.assertOneLine;
import static isopose.data.sets.FakeServer.bytes;
import static isopose.data.sets.FakeServer.send;
import static isopose.data.sets.FakeServer.zip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import isopose.data.motion.MotionFolder;
import isopose.io.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server on this machine, and from copies, whole and damaged. */
@Timeout(60)
class FetchTest extends FetchSetup {

  @Test
  void makesOneArchiveWithLicenceAndHashes() throws IOException {
    Fetch.Result result = run(server.address());
    assertEquals(3, result.files());
    assertEquals(3, result.fetched());
    assertEquals(Set.of("bandai-2-full.zip", "SHA256SUMS", "ORIGIN"), there());
    assertArrayEquals(EmbeddedClips.bytes("bandai-2", KNOWN), fetched(KNOWN));
    assertArrayEquals(bytes("CC BY-NC 4.0"), fetched("LICENSE"));
    Path folder = root.resolve("bandai-2-full");
    String sums = Files.readString(folder.resolve("SHA256SUMS"));
    assertTrue(sums.contains(Sha256.of(fetched(NEW)) + "  " + NEW), sums);
    assertArrayEquals(bytes(sums), fetched("SHA256SUMS"));
    String origin = Files.readString(folder.resolve("ORIGIN"));
    assertTrue(origin.contains(server.address()) && origin.contains("CC BY-NC 4.0"), origin);
    assertEquals(List.of(KNOWN, NEW), MotionFolder.list(folder));
    int requests = server.asked.size();
    assertEquals(3, run(server.address()).kept());
    assertEquals(requests, server.asked.size(), "what is there is not downloaded again");
  }

  /** A killed fetch leaves a draft; the next one has the lock, so that nobody writes on it. */
  @Test
  void theDraftOfAKilledFetchIsRemoved() throws IOException {
    Path folder = Files.createDirectories(root.resolve("bandai-2-full"));
    Files.write(folder.resolve("bandai-2-full.zip.0123.part"), bytes("half an archive"));
    run(server.address());
    assertEquals(Set.of("bandai-2-full.zip", "SHA256SUMS", "ORIGIN"), there());
  }

  @Test
  void aSecondFetchAtTheSameTimeIsRefusedInOneLine() throws IOException {
    Path folder = Files.createDirectories(root.resolve("bandai-2-full"));
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertTrue(held.isValid());
      assertTrue(assertOneLine(() -> run(server.address())).contains("another process fetches"));
    }
    assertEquals(3, run(server.address()).fetched());
  }

  @Test
  void anythingButThePublishedBytesIsRefusedAndNothingChanges() throws IOException {
    run(server.address());
    byte[] before = Files.readAllBytes(root.resolve("bandai-2-full/bandai-2-full.zip"));
    byte[] whole = server.content;
    Map<String, byte[]> changed = new TreeMap<>(repository);
    changed.put(SET + "data/dataset-2_run_normal_001.bvh", bytes("not what the list has"));
    List<FakeServer.Answer> wrong =
        List.of(
            exchange -> send(exchange, 200, zip(changed)),
            exchange -> send(exchange, 200, bytes("<html>a page</html>")),
            exchange -> send(exchange, 200, java.util.Arrays.copyOf(whole, whole.length / 2)),
            exchange -> send(exchange, 200, zip(Map.of("README.md", bytes("no clip")))),
            exchange -> send(exchange, 404, bytes("gone")),
            exchange -> send(exchange, 403, bytes("too many requests")),
            exchange -> {
              exchange.sendResponseHeaders(200, 0); // without end
              try (OutputStream out = exchange.getResponseBody()) {
                for (int k = 0; k < 2000; k++) {
                  out.write(new byte[1 << 16]);
                }
              }
            });
    for (int k = 0; k < wrong.size(); k++) {
      server.answer = wrong.get(k);
      String address = server.address() + "?" + k;
      assertOneLine(() -> run(address));
      assertEquals(Set.of("bandai-2-full.zip", "SHA256SUMS", "ORIGIN"), there(), "answer " + k);
      assertArrayEquals(
          before, Files.readAllBytes(root.resolve("bandai-2-full/bandai-2-full.zip")));
    }
  }

  @Test
  void aClipIsHeldAgainstWhatIsKnownOfIt() throws IOException {
    run(server.address());
    Path archive = root.resolve("bandai-2-full/bandai-2-full.zip");
    repository.put(SET + "data/" + NEW, bytes("changed after the first download"));
    Path copy = Files.write(root.resolve("copy.zip"), zip(repository));
    assertEquals(3, run(copy.toString()).kept());
    Files.delete(archive);
    String line = assertOneLine(() -> run(copy.toString()));
    assertTrue(line.contains("another SHA-256 than the file that is known"), line);
    assertFalse(Files.exists(archive));

    // a list in the source counts where nothing else is known
    Files.delete(root.resolve("bandai-2-full/SHA256SUMS"));
    repository.put(SET + "SHA256SUMS", bytes("0".repeat(64) + "  " + NEW + "\n"));
    Files.write(copy, zip(repository));
    assertOneLine(() -> run(copy.toString()));
  }

  @Test
  void damagedClipsAreReplacedAndOthersStay() throws IOException {
    Path copy = Files.createDirectories(root.resolve("copy"));
    Files.write(copy.resolve(KNOWN), EmbeddedClips.bytes("bandai-2", KNOWN));
    assertEquals(1, run(copy.toString()).fetched());
    Fetch.Result more = run(server.address());
    assertEquals(1, more.kept());
    assertEquals(2, more.fetched());
    Path archive = root.resolve("bandai-2-full/bandai-2-full.zip");
    Files.write(
        archive,
        zip(Map.of("x/" + KNOWN, bytes("damaged"), "x/" + NEW, bytes("a clip that no list has"))));
    assertEquals(1, run(copy.toString()).fetched());
    assertArrayEquals(EmbeddedClips.bytes("bandai-2", KNOWN), fetched(KNOWN));
    assertArrayEquals(bytes("a clip that no list has"), fetched(NEW));
  }

  @Test
  void aCopyIsAFolderOrAnArchiveWithoutLinksAndBombs() throws IOException {
    Path copy = Files.createDirectories(root.resolve("copy/deep"));
    Files.write(copy.resolve(KNOWN), EmbeddedClips.bytes("bandai-2", KNOWN));
    Files.write(copy.resolveSibling("LICENSE"), bytes("CC BY-NC 4.0"));
    Path secret = Files.write(root.resolve("secret"), bytes("of another folder"));
    Files.createSymbolicLink(copy.resolve(NEW), secret);
    Files.createSymbolicLink(copy.resolve("up"), root);
    Fetch.Result result = run(copy.getParent().toString());
    assertEquals(2, result.files(), "links lead out of the copy and are left out");
    assertEquals(2, run(copy.getParent().toString()).kept());

    Files.write(copy.resolveSibling(KNOWN), bytes("a second one of that name"));
    assertTrue(
        assertOneLine(() -> run(copy.getParent().toString())).contains("two different files"));
    Map<String, byte[]> hostile =
        Map.of(
            "../../../" + NEW,
            bytes("is in the archive"),
            "../../../evil.sh",
            bytes("is nowhere"),
            "x/dataset-2_a_..\\..\\b_1.bvh",
            bytes("is no clip's name"));
    assertEquals(1, runOther(zip(hostile)).fetched());
    assertArrayEquals(bytes("is in the archive"), fetched(NEW));
    String bomb =
        assertOneLine(() -> runOther(zip(Map.of("dataset-2_a_b_1.bvh", new byte[69 << 20]))));
    assertTrue(bomb.contains("more than the 64 MiB"), bomb);
    assertOneLine(() -> runOther(bytes("no archive")));
    assertOneLine(() -> run(root.resolve("nowhere").toString()));
    Files.write(root.resolve("bandai-2-full").resolve(KNOWN), bytes("a single file"));
    assertTrue(assertOneLine(() -> run(copy.toString())).contains("single files"));
  }

  private Fetch.Result runOther(byte[] archive) throws IOException {
    return run(Files.write(root.resolve("other.zip"), archive).toString());
  }

  @Test
  void whatMustBeRegisteredForIsSaidInOneLine() {
    String line = assertOneLine(() -> Fetch.run("human36m", root, null, (done, total, f) -> {}));
    assertTrue(line.contains("register at") && line.contains("data check human36m"), line);
    assertOneLine(() -> Fetch.run("nothing", root, null, (done, total, f) -> {}));
    assertTrue(
        assertOneLine(() -> Fetch.run("bandai-2", root, null, (done, total, f) -> {}))
            .contains("part of this project"));
  }

  /** The addresses are of the form that GitHub documents, at full commits. */
  @Test
  void everyPublicArchiveIsPinned() {
    for (String set : List.of("bandai-2-full", "bandai-1", "cmu-mocap")) {
      String address = PublicArchive.of(set).orElseThrow().address().toString();
      assertTrue(
          address.matches("https://codeload\\.github\\.com/[\\w-]+/[\\w-]+/zip/[0-9a-f]{40}"),
          address);
    }
  }
}
