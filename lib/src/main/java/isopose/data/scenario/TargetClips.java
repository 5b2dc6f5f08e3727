package isopose.data.scenario;

import isopose.data.motion.MotionFolder;
import isopose.data.scenario.ScenarioManifest.Clip;
import isopose.data.scenario.ScenarioManifest.Folder;
import isopose.data.sets.DataSets;
import isopose.geometry.CameraPlacement;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The unlabelled clips of a scenario of motion capture, in the order of the stream. */
enum TargetClips {
  /** The stream of the embedded scenario: one camera for each clip, from anywhere around. */
  CMU("cmu") {
    @Override
    Target of(Path data) {
      return cmu(clip -> clip);
    }
  },

  /** The same with cameras from 10 degrees below the pelvis to its height. */
  CMU_LOW("cmu") {
    @Override
    Target of(Path data) {
      return cmu(clip -> elevated(clip, -10, 0));
    }
  },

  /** The same with cameras 30 to 45 degrees up. */
  CMU_HIGH("cmu") {
    @Override
    Target of(Path data) {
      return cmu(clip -> elevated(clip, 30, 45));
    }
  },

  /** The same with twice as many frames. */
  CMU_DENSE("cmu") {
    @Override
    Target of(Path data) {
      return cmu(clip -> new Clip(clip.file(), clip.first(), clip.stride() / 2, clip.cameras()));
    }
  },

  /** Every clip of bandai-1 that is present, at every twelfth frame, seen by one camera. */
  BANDAI1(DataSets.VALIDATION_FOLDER) {
    @Override
    Target of(Path data) {
      return bandai1(MotionFolder.list(MotionClips.folder(data, folder)));
    }
  },

  /** The clips that the embedded source holds out for validation, with their four cameras. */
  VALIDATION("bandai-2") {
    @Override
    Target of(Path data) {
      return validation(clip -> clip);
    }
  },

  /** The same, seen by four cameras from anywhere around. */
  VALIDATION_ANYWHERE("bandai-2") {
    @Override
    Target of(Path data) {
      return validation(
          clip ->
              new Clip(
                  clip.file(), clip.first(), clip.stride(), anywhere(clip, clip.cameras().size())));
    }
  };

  private static final int BANDAI1_STRIDE = 12;

  final String folder;

  TargetClips(String folder) {
    this.folder = folder;
  }

  /** The clips, and the parts that are scored apart: the actions of each. */
  record Target(Folder clips, Map<String, Set<String>> parts) {}

  /** Lists the clips; {@link isopose.io.BadInput} if their folder is needed and missing. */
  abstract Target of(Path data);

  private static Target cmu(UnaryOperator<Clip> change) {
    ScenarioManifest embedded = ScenarioManifest.embedded();
    Folder clips = embedded.target();
    return new Target(
        new Folder(clips.folder(), clips.clips().stream().map(change).toList()), embedded.parts());
  }

  /** The same azimuth and distance from another height. */
  private static Clip elevated(Clip clip, double lowest, double highest) {
    CameraPlacement before = clip.cameras().get(0);
    double share = FileDraws.random("elevation", clip.file()).nextDouble();
    double elevation = Math.round(10 * (lowest + (highest - lowest) * share)) / 10.0;
    return new Clip(
        clip.file(),
        clip.first(),
        clip.stride(),
        List.of(new CameraPlacement(before.azimuth(), elevation, before.distance())));
  }

  private static List<CameraPlacement> anywhere(Clip clip, int count) {
    Random random = FileDraws.random("anywhere", clip.file());
    return Stream.generate(() -> CameraRules.anywhere(random).get(0)).limit(count).toList();
  }

  private static Target validation(UnaryOperator<Clip> change) {
    ScenarioManifest embedded = ScenarioManifest.embedded();
    Set<String> held = Set.copyOf(embedded.validation());
    List<Clip> clips =
        embedded.source().clips().stream()
            .filter(clip -> held.contains(clip.file()))
            .map(change)
            .toList();
    Map<String, Set<String>> parts = new LinkedHashMap<>();
    clips.forEach(clip -> parts.put(action(clip.file()), Set.of(action(clip.file()))));
    return new Target(new Folder(embedded.source().folder(), clips), parts);
  }

  /** One camera for each clip, in an order that other clips do not change. */
  static Target bandai1(List<String> files) {
    List<Clip> clips =
        files.stream()
            .sorted(Comparator.comparing(file -> FileDraws.number("order", file)))
            .map(
                file ->
                    new Clip(
                        file,
                        0,
                        BANDAI1_STRIDE,
                        CameraRules.anywhere(FileDraws.random("anywhere", file))))
            .toList();
    return new Target(new Folder(DataSets.VALIDATION_FOLDER, clips), bandai1Parts(files));
  }

  /** Motions that the source has, too, and those that it has not. */
  private static Map<String, Set<String>> bandai1Parts(List<String> files) {
    Map<String, Set<String>> parts = new LinkedHashMap<>();
    parts.put("new motions", new TreeSet<>());
    parts.put("walking and running", new TreeSet<>());
    for (String file : files) {
      boolean known = action(file).matches("(walk|run|dash)(-.*)?");
      parts.get(known ? "walking and running" : "new motions").add(action(file));
    }
    return parts;
  }

  private static String action(String file) {
    return MotionFolder.actionOf(MotionClips.withoutEnding(file));
  }
}
