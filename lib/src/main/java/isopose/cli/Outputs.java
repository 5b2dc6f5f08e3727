package isopose.cli;

import isopose.io.AtomicFile;
import isopose.io.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks, before anything is computed, that results can be written where the user wants them. */
final class Outputs {
  private Outputs() {}

  /**
   * Checks a file.
   *
   * @param overwrite whether an existing file may be replaced
   * @param inputs files that the command reads: none of them is ever replaced, under any name
   * @throws BadInput if it cannot or must not be written
   */
  static void requireFile(String option, Path file, boolean overwrite, List<Path> inputs) {
    for (Path input : inputs) {
      if (isSame(file, input)) {
        throw new BadInput(
            "%s %s: is the input %s itself; name another file".formatted(option, file, input));
      }
    }
    if (Files.isDirectory(file)) {
      throw new BadInput("%s %s: is a folder; expected a file".formatted(option, file));
    }
    if (Files.exists(file.toAbsolutePath().resolveSibling("run.json"))) {
      throw new BadInput(
          "%s %s: is in the folder of a record; name another path".formatted(option, file));
    }
    if (Files.exists(file) && !overwrite) {
      throw new BadInput(
          "%s %s: is there already; replace it with --overwrite, or name another file"
              .formatted(option, file));
    }
    AtomicFile.requireWritable(file);
  }

  /** Symbolic and hard links are the same file, too. */
  private static boolean isSame(Path file, Path input) {
    try {
      return Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input);
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be compared with " + input + " (" + e + ")", e);
    }
  }

  /**
   * Checks a folder into which files are written; null if none was named.
   *
   * @throws BadInput if it cannot be written
   */
  static void requireFolder(String option, Path folder) {
    if (folder == null) {
      return;
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInput("%s %s: is a file; expected a folder".formatted(option, folder));
    }
    AtomicFile.requireWritable(folder.resolve("results"));
  }
}
