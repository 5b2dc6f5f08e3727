package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.data.motion.MotionFolder;
import isopose.data.scenario.ScenarioManifest.Clip;
import isopose.data.scenario.ScenarioManifest.Folder;
import isopose.data.sets.DataSets;
import isopose.io.BadInput;
import isopose.io.Sha256;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The benchmark "Bandai to CMU in full" and the two targets on which its settings may be chosen.
 *
 * <p>The source is every clip of {@code bandai-2} that is there. So that a clip means the same
 * samples whether a few others lie beside it or all 2,902, everything random about it (its cameras,
 * whether it is held out, its place in a stream, its bones) is drawn from its file name and {@link
 * #SEED} alone.
 */
public final class Benchmark {
  /** The test target: the stream of {@link Scenarios#BANDAI_CMU}, clip for clip. */
  static final String CMU = "bandai-cmu-full";

  /** A target to choose settings on: other motions and views of the same body. */
  static final String MOTIONS = "bandai-bandai1";

  /** A target to choose settings on: the same, and other bodies. */
  static final String BODIES = "bandai-bandai1-bones";

  /** Each bone of {@link #BODIES} is up to this much longer or shorter; one person a clip. */
  static final double BONES_WITHIN = 0.25;

  private static final long SEED = ManifestGenerator.SEED;
  private static final int SOURCE_STRIDE = 2;
  private static final int TARGET_STRIDE = 12;

  /** One clip of so many is held out from training. */
  private static final int HELD_OUT = 10;

  private Benchmark() {}

  static boolean has(String scenario) {
    return Set.of(CMU, MOTIONS, BODIES).contains(scenario);
  }

  /**
   * Writes a scenario out over the clips that are there.
   *
   * @param source names of the files in {@link DataSets#SOURCE_FOLDER}
   * @param target names of the files in {@link DataSets#VALIDATION_FOLDER}; not used by {@link
   *     #CMU}
   */
  static ScenarioManifest manifest(String scenario, List<String> source, List<String> target) {
    List<Clip> clips =
        source.stream()
            .sorted()
            .map(
                file ->
                    new Clip(file, 0, SOURCE_STRIDE, CameraRules.four(random("laboratory", file))))
            .toList();
    List<String> held = clips.stream().map(Clip::file).filter(Benchmark::isHeldOut).toList();
    if (held.isEmpty() || held.size() == clips.size()) {
      throw new BadInput(
          "%s: its %d clips cannot be split into training and validation; add more of them"
              .formatted(DataSets.SOURCE_FOLDER, clips.size()));
    }
    Folder from = new Folder(DataSets.SOURCE_FOLDER, clips);
    if (scenario.equals(CMU)) {
      ScenarioManifest embedded =
          ScenarioManifest.fromJson(ScenarioManifest.text(ManifestGenerator.BANDAI_CMU));
      return new ScenarioManifest(scenario, SEED, from, held, embedded.target(), embedded.parts());
    }
    return new ScenarioManifest(scenario, SEED, from, held, stream(target), parts(target));
  }

  private static boolean isHeldOut(String file) {
    return Long.remainderUnsigned(number("held out", file), HELD_OUT) == 0;
  }

  /** One camera anywhere around each clip, in an order that a clip more or less does not change. */
  private static Folder stream(List<String> files) {
    return new Folder(
        DataSets.VALIDATION_FOLDER,
        files.stream()
            .sorted(Comparator.comparing(file -> number("order", file)))
            .map(
                file ->
                    new Clip(
                        file, 0, TARGET_STRIDE, CameraRules.anywhere(random("anywhere", file))))
            .toList());
  }

  /** As in the test target: what the source does, too, and what it does not. */
  private static Map<String, Set<String>> parts(List<String> files) {
    Map<String, Set<String>> parts = new LinkedHashMap<>();
    parts.put("new motions", new TreeSet<>());
    parts.put("walking and running", new TreeSet<>());
    for (String file : files) {
      String action = MotionFolder.actionOf(file.substring(0, file.lastIndexOf('.')));
      boolean known = action.matches("(walk|run|dash)(-.*)?");
      parts.get(known ? "walking and running" : "new motions").add(action);
    }
    return parts;
  }

  /** The person of a clip of {@link #BODIES}. */
  static PoseSequence withOtherBones(PoseSequence sequence) {
    double[] person = Bodies.stranger(random("bones", sequence.clip() + ".bvh"), BONES_WITHIN);
    return Bodies.scaled(sequence, () -> person);
  }

  private static Random random(String purpose, String file) {
    return new Random(number(purpose, file));
  }

  /** 64 bits of a hash: the same for a file name on every machine, whatever lies beside it. */
  private static long number(String purpose, String file) {
    String text = SEED + "/" + purpose + "/" + file;
    String hash = Sha256.of(text);
    return ByteBuffer.wrap(HexFormat.of().parseHex(hash)).getLong();
  }
}
