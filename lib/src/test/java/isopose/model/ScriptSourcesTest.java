package isopose.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed TorchScript files were built from the sources as they are: see build.py. */
class ScriptSourcesTest {
  private static final Path SOURCES = Path.of("src/main/torchscript");
  private static final Path FILES = Path.of("src/main/resources/isopose/model/torchscript");

  static List<Path> files() throws IOException {
    return list(FILES, ".pt");
  }

  private static List<Path> list(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void wasBuiltFromTheSources(Path file) throws IOException, NoSuchAlgorithmException {
    String name = file.getFileName().toString().replace(".pt", "");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(name + "/extra/sources.sha256");
      assertNotNull(entry, "no hash of the sources inside");
      assertEquals(
          hashOfSources(),
          new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8),
          "the sources have changed since " + file + " was built: run build.py");
    }
  }

  @Test
  void everyScriptThatIsLoadedIsThere() throws IOException {
    assertEquals(
        List.of("adaptation_step", "dropout", "frozen", "fused_adam", "joint_step", "residual"),
        files().stream().map(f -> f.getFileName().toString().replace(".pt", "")).toList());
  }

  private static String hashOfSources() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path source : list(SOURCES, ".py")) {
      String text = Files.readString(source).replace("\r\n", "\n");
      digest.update((source.getFileName() + "\n" + text).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
