package isopose.data.sets;

import static isopose.data.sets.FakeServer.bytes;
import static isopose.data.sets.FakeServer.zip;

import isopose.EmbeddedClips;
import isopose.io.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on this machine with the archive of a data set. */
abstract class FetchSetup {

  static final String ROOT = "Bandai-Namco-Research-Motiondataset-0123/dataset/";

  static final String SET = ROOT + "Bandai-Namco-Research-Motiondataset-2/";

  static final String KNOWN = "dataset-2_walk_normal_001.bvh";

  static final String NEW = "dataset-2_walk_normal_999.bvh";

  @TempDir Path root;

  final Map<String, byte[]> repository = new TreeMap<>();

  FakeServer server;

  @BeforeEach
  void start() throws IOException {
    repository.put(ROOT + "README.md", bytes("no clip"));
    repository.put(SET + "LICENSE", bytes("CC BY-NC 4.0"));
    repository.put(ROOT + "Bandai-Namco-Research-Motiondataset-1/LICENSE", bytes("of another set"));
    repository.put(SET + "data/" + KNOWN, EmbeddedClips.bytes("bandai-2", KNOWN));
    repository.put(SET + "data/" + NEW, bytes("a clip that no list has"));
    repository.put(SET + "data/dataset-2_walk_normal_999.json", bytes("{}"));
    server = new FakeServer(zip(repository));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  Fetch fetch(Duration patience, long most) {
    return new Fetch(
        PublicArchive.of("bandai-2-full").orElseThrow(),
        root,
        new Download(most, patience, Duration.ofMillis(1)));
  }

  Fetch.Result run(String from) {
    return fetch(Duration.ofSeconds(20), 1 << 24).run(from, (done, total, what) -> {});
  }

  Set<String> there() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("bandai-2-full"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  byte[] fetched(String name) {
    Path archive = root.resolve("bandai-2-full/bandai-2-full.zip");
    try (FileTree files = FileTree.archive(archive)) {
      return files.bytes("bandai-2-full/" + name, 1 << 24);
    }
  }
}
