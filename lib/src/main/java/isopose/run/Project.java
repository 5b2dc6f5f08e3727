package isopose.run;

import isopose.io.BadInput;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the project's folders. */
public final class Project {
  private Project() {}

  /**
   * The project's top folder: the nearest one above the working directory, or above this library,
   * that holds {@code data/} and {@code notebooks/}.
   *
   * @throws BadInput if there is none
   */
  public static Path find() {
    Path start = Path.of("").toAbsolutePath();
    Path found = above(start);
    if (found == null) {
      found = above(library());
    }
    if (found == null) {
      throw new BadInput(
          start
              + ": is not inside the project; run from its folder, which holds data/ and notebooks/, or name folders with --runs and --data");
    }
    return found;
  }

  private static Path above(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("data"))
          && Files.isDirectory(folder.resolve("notebooks"))) {
        return folder;
      }
    }
    return null;
  }

  /** The jar, or the folder of classes, that this library was loaded from. */
  public static Path library() {
    try {
      return Path.of(Project.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this library is not a file on disk", e);
    }
  }
}
