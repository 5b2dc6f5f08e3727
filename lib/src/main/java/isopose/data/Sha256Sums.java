package isopose.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Lists of files' SHA-256 by their names, in the form of the program sha256sum. */
final class Sha256Sums {
  /** Bytes of a list: far more than any data set here needs. */
  static final int LARGEST_LIST = 64 << 20;

  private static final int DIGITS = 64;

  private Sha256Sums() {}

  /** Of published files that this project has seen. */
  static Map<String, String> published() {
    String resource = "published.sha256";
    try (InputStream in = Sha256Sums.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its resource " + resource);
      }
      return parse(in.readAllBytes(), resource);
    } catch (IOException e) {
      throw new IllegalStateException("the library's resource " + resource + " is damaged", e);
    }
  }

  /** A folder's own list; empty where there is none. */
  static Map<String, String> read(Path file) {
    return Files.exists(file)
        ? parse(InputFile.bytes(file, LARGEST_LIST), file.toString())
        : Map.of();
  }

  /** Of the bytes of a list; {@link BadInput} if they are none. */
  static Map<String, String> parse(byte[] list, String where) {
    Map<String, String> sums = new TreeMap<>();
    for (String line : new String(list, StandardCharsets.UTF_8).lines().toList()) {
      if (!line.matches("[0-9a-f]{64} [ *][A-Za-z0-9._-]{1,200}")) {
        throw new BadInput(
            where
                + ": expected lines of a SHA-256 and a file name; get the list again, or delete it");
      }
      sums.put(line.substring(DIGITS + 2), line.substring(0, DIGITS));
    }
    return sums;
  }

  /** The list as {@link #read} takes it. */
  static String text(Map<String, String> sums) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(sums)
        .forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
    return text.toString();
  }
}
