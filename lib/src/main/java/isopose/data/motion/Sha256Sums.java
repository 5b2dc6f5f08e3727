package isopose.data.motion;

import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Lists of files' SHA-256 by their names, in the form of the program sha256sum. */
public final class Sha256Sums {
  private static final int DIGITS = 64;

  private Sha256Sums() {}

  /** A folder's own list; empty where there is none. */
  public static Map<String, String> read(Path file) {
    return Files.exists(file)
        ? parse(InputFile.bytes(file, Limits.TEXT_BYTES), file.toString())
        : Map.of();
  }

  /** Of the bytes of a list; {@link BadInput} if they are none. */
  public static Map<String, String> parse(byte[] list, String where) {
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

  /**
   * Refuses a file that is not the one in the list beside it.
   *
   * @param hash the file's SHA-256
   * @param tracked the path of its folder in the project, for the advice
   */
  public static void requireListed(Path file, String hash, String tracked) {
    Path list = file.resolveSibling(ClipFiles.SUMS);
    if (!hash.equals(read(list).get(String.valueOf(file.getFileName())))) {
      throw new BadInput(
          "%s: is not the file that %s lists; get it again (git checkout -- %s)"
              .formatted(file, ClipFiles.SUMS, tracked));
    }
  }

  /** The list as {@link #read} takes it. */
  public static String text(Map<String, String> sums) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(sums)
        .forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
    return text.toString();
  }
}
