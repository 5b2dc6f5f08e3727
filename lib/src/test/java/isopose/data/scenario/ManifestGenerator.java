package isopose.data.scenario;

import isopose.data.motion.MotionFolder;
import isopose.data.scenario.ScenarioManifest.Clip;
import isopose.data.scenario.ScenarioManifest.Folder;
import isopose.geometry.CameraPlacement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The rules by which the committed manifest of {@code bandai-cmu} was drawn. */
final class ManifestGenerator {
  /** In these two clips the right leg was not recorded. */
  private static final Set<String> WITHOUT_A_LEG =
      Set.of("cmu_train_basketball_signal_3.bvh", "cmu_train_basketball_signal_4.bvh");

  private static final Map<String, Set<String>> PARTS = parts();

  private ManifestGenerator() {}

  /**
   * Draws the scenario over these files.
   *
   * <p>Source: every second frame. Target: every fourth frame, every sixth of the many walking
   * clips, which makes the two parts equally large. A target clip's first frame is left out, since
   * CMU's clips begin with a rest pose that nobody took, and so are two clips without a leg.
   */
  static ScenarioManifest bandaiCmu(List<String> bandai, List<String> cmu) {
    Random random = new Random(ScenarioManifest.SEED);
    List<Clip> source = new ArrayList<>();
    for (String file : bandai) {
      source.add(new Clip(file, 0, 2, CameraRules.four(random)));
    }
    List<String> stream = new ArrayList<>(cmu);
    stream.removeAll(WITHOUT_A_LEG);
    Collections.shuffle(stream, random);
    List<Clip> target = new ArrayList<>();
    for (String file : stream) {
      List<CameraPlacement> camera = CameraRules.anywhere(random);
      target.add(new Clip(file, 1, action(file).equals("walking") ? 6 : 4, camera));
    }
    return new ScenarioManifest(
        ScenarioManifest.BANDAI_CMU,
        ScenarioManifest.SEED,
        new Folder("bandai-2", source),
        heldOut(bandai, random),
        new Folder("cmu", target),
        PARTS);
  }

  /** One clip of each style, each of another motion. */
  private static List<String> heldOut(List<String> bandai, Random random) {
    Set<String> styles = distinct(bandai, file -> file.replaceAll(".*_([^_]+)_\\d+\\.bvh", "$1"));
    List<String> motions = new ArrayList<>(distinct(bandai, ManifestGenerator::action));
    Collections.shuffle(motions, random);
    List<String> held = new ArrayList<>();
    for (String style : styles) {
      String start = "dataset-2_" + motions.get(held.size()) + "_" + style + "_";
      List<String> candidates = bandai.stream().filter(file -> file.startsWith(start)).toList();
      held.add(candidates.get(random.nextInt(candidates.size())));
    }
    return List.copyOf(held);
  }

  private static Set<String> distinct(List<String> files, Function<String, String> property) {
    Set<String> values = new TreeSet<>();
    files.forEach(file -> values.add(property.apply(file)));
    return values;
  }

  private static String action(String file) {
    return MotionFolder.actionOf(file.substring(0, file.lastIndexOf('.')));
  }

  private static Map<String, Set<String>> parts() {
    Map<String, Set<String>> parts = new LinkedHashMap<>();
    parts.put(
        "new motions",
        new LinkedHashSet<>(List.of("jumping", "basketball signal", "directing traffic")));
    parts.put("walking and running", new LinkedHashSet<>(List.of("walking", "running")));
    return Collections.unmodifiableMap(parts);
  }
}
