package isopose.run;

import isopose.EmbeddedClips;
import isopose.config.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Two small folders of the embedded clips, and a configuration that trains on them in a second. */
public final class SmallProject {
  private static final List<String> SOURCE =
      List.of(
          "dataset-2_walk_normal_001.bvh",
          "dataset-2_run_normal_001.bvh",
          "dataset-2_wave-both-hands_normal_001.bvh");
  private static final List<String> TARGET = List.of("cmu_test_jumping_1.bvh");

  private SmallProject() {}

  /** Makes the folders in {@code folder}; three epochs, width 16. */
  public static Configuration in(Path folder) throws IOException {
    copy("bandai-2", SOURCE, folder.resolve("source"));
    copy("cmu", TARGET, folder.resolve("target"));
    return configuration(folder);
  }

  /** The same, of folders that are there. */
  public static Configuration configuration(Path folder) {
    return Configuration.smoke()
        .with("scenario", "bvh")
        .with("source", folder.resolve("source"))
        .with("target", folder.resolve("target"))
        .with("width", 16)
        .with("batch", 64)
        .with("epochs", 3);
  }

  private static void copy(String set, List<String> names, Path to) throws IOException {
    for (String name : names) {
      EmbeddedClips.copy(set, name, to.resolve(name));
    }
  }
}
