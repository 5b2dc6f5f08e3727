package isopose.data.scenario;

import com.google.gson.Gson;
import isopose.data.PoseSequence;
import isopose.data.motion.ClipReading;
import isopose.data.motion.MotionFolder;
import isopose.data.motion.MotionFolder.Motion;
import isopose.data.motion.MotionFolder.Sampling;
import isopose.io.BadInput;
import isopose.io.FileHashes;
import isopose.io.Sha256;
import isopose.io.bvh.BvhClip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The scenarios there are, and how each is loaded. */
public final class Scenarios {
  /** The embedded scenario: Bandai Namco's actors as source, CMU's people as target. */
  public static final String BANDAI_CMU = ScenarioManifest.BANDAI_CMU;

  /** All of bandai-2 that is in {@code data/bandai-2-full} as source, the same target. */
  public static final String BANDAI_CMU_FULL = MotionScenario.BANDAI_CMU_FULL.label;

  /** The same source; target bandai-1: other motions and views, to choose settings on. */
  public static final String BANDAI_BANDAI1 = MotionScenario.BANDAI_BANDAI1.label;

  /** The same source; target bandai-1 with another body a clip, to choose settings on. */
  public static final String BANDAI_BANDAI1_BONES = MotionScenario.BANDAI_BANDAI1_BONES.label;

  /** Two folders of the user's own. */
  public static final String BVH = "bvh";

  /** Frames a second that are kept of a user's clips. */
  private static final double SOURCE_RATE = 15;

  private static final double TARGET_RATE = 7.5;

  private Scenarios() {}

  /**
   * A scenario in a list.
   *
   * @param name on the command line
   * @param description of its target
   * @param dataSets the names of the data sets that it reads
   */
  public record Entry(String name, String description, List<String> dataSets) {}

  /** Every scenario that {@link #load} knows. */
  public static List<Entry> list() {
    return Stream.concat(
            Arrays.stream(MotionScenario.values())
                .map(s -> new Entry(s.label, s.description, s.dataSets())),
            PublicScenarios.entries().stream())
        .toList();
  }

  /** Their names. */
  public static List<String> names() {
    return list().stream().map(Entry::name).toList();
  }

  /**
   * Loads a scenario of motion capture in the project's folders.
   *
   * @param name one of {@link #names}
   * @param data the project's folder {@code data}
   * @throws BadInput if the scenario is unknown, or its folder lacks a file or has a changed one
   */
  public static Scenario load(String name, Path data, SourceSubjects subjects) {
    return load(
        name, data, SourceVariation.of(subjects, SourceCameras.FOUR, data), new FileHashes());
  }

  /** The same with hashes of large files that may be known already. */
  public static Scenario load(String name, Path data, SourceVariation variation, FileHashes known) {
    Optional<MotionScenario> motion = known(name);
    return motion.isPresent()
        ? motion.get().load(data, variation)
        : PublicScenarios.load(name, data, variation, known);
  }

  /**
   * A scenario's target: without its source, so that a model trained elsewhere can be adapted on
   * this machine.
   */
  public static Scenario target(String name, Path data) {
    return target(name, data, new FileHashes());
  }

  /** The same with hashes of large files that may be known already. */
  public static Scenario target(String name, Path data, FileHashes known) {
    Optional<MotionScenario> motion = known(name);
    return motion.isPresent()
        ? motion.get().target(data)
        : PublicScenarios.target(name, data, known);
  }

  /** The scenario of motion capture of this name; empty if it is a public one. */
  private static Optional<MotionScenario> known(String name) {
    if (!names().contains(name)) {
      throw new BadInput(
          "no scenario '%s'; there are '%s', and '%s' for two folders of your own (quote names with >)"
              .formatted(name, String.join("', '", names()), BVH));
    }
    return MotionScenario.named(name);
  }

  /**
   * Makes a scenario of any two folders of BVH files, with the camera rules of {@link #BANDAI_CMU}:
   * four cameras for each source clip, one anywhere for each target clip, which are streamed in a
   * shuffled order. A tenth of the source clips, at least one, is held out for validation. Every
   * action of the target is a part.
   *
   * @throws BadInput if a folder or a file cannot be used, or the source has a single clip
   */
  public static Scenario bvh(
      Path sourceFolder, Path targetFolder, ClipReading reading, SourceVariation variation) {
    Random random = new Random(ScenarioManifest.SEED);
    Map<String, String> hashes = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    List<Motion> sourceClips = everyClip(sourceFolder, SOURCE_RATE, reading, leftOut);
    List<Motion> targetClips =
        new ArrayList<>(everyClip(targetFolder, TARGET_RATE, reading, leftOut));
    hashes.put("source", MotionFolder.hash(sourceClips));
    hashes.put("target", MotionFolder.hash(targetClips));
    if (sourceClips.size() < 2) {
      throw new BadInput(
          sourceFolder + ": holds one clip; two are needed, one to train and one to validate");
    }
    Collections.shuffle(targetClips, random);
    List<PoseSequence> source = new ArrayList<>();
    sourceClips.forEach(c -> source.addAll(MotionClips.views(c, CameraRules.four(random))));
    List<PoseSequence> target = new ArrayList<>();
    targetClips.forEach(c -> target.addAll(MotionClips.views(c, CameraRules.anywhere(random))));
    List<String> clips = new ArrayList<>(sourceClips.stream().map(Motion::clip).toList());
    Collections.shuffle(clips, random);
    Set<String> held = Set.copyOf(clips.subList(0, Math.max(1, clips.size() / 10)));
    return Scenario.split(BVH, variation, source, held, target, everyAction(target), hashes)
        .withCaveats(leftOut);
  }

  /**
   * What decides a scenario's training and validation sequences: hashes of its source's files, and
   * of how cameras and the validation clips are chosen. No pose is read.
   *
   * <p>What {@link Scenario#hashes} has, too, is under the same key and equal.
   *
   * @param source the source's folder, for {@link #BVH} only
   * @param target the target's folder, for {@link #BVH} only
   * @throws BadInput if the scenario or the folder does not exist
   */
  public static Map<String, String> source(
      String name, Path data, String source, String target, FileHashes known) {
    if (name.equals(BVH)) {
      return ownSource(Path.of(source), Path.of(target), known);
    }
    Optional<MotionScenario> motion = known(name);
    if (motion.isEmpty()) {
      return PublicScenarios.source(data, known);
    }
    SourceClips.Source clips = motion.get().source.of(data);
    ScenarioManifest.Folder folder = clips.clips();
    Gson gson = new Gson();
    return Map.of(
        "source and validation clips",
        Sha256.of(gson.toJson(folder) + gson.toJson(clips.held())),
        folder.folder(),
        MotionFolder.hash(MotionClips.folder(data, folder.folder()), folder.files(), known));
  }

  /** One random generator draws for both folders: how many target clips there are counts, too. */
  private static Map<String, String> ownSource(Path source, Path target, FileHashes known) {
    return Map.of(
        "source",
        MotionFolder.hash(source, MotionFolder.list(source), known),
        "number of target clips",
        String.valueOf(MotionFolder.list(target).size()));
  }

  private static List<Motion> everyClip(
      Path folder, double rate, ClipReading reading, List<String> leftOut) {
    Function<BvhClip, Sampling> sampling =
        clip -> new Sampling(0, (int) Math.max(1, Math.round(1 / (clip.frameTime() * rate))));
    return MotionFolder.read(folder, MotionFolder.list(folder), sampling, reading, leftOut);
  }

  /** Every action is a part; "all" where a data set names none. */
  static Map<String, Set<String>> everyAction(List<PoseSequence> target) {
    Map<String, Set<String>> parts = new LinkedHashMap<>();
    target.stream()
        .map(PoseSequence::action)
        .distinct()
        .sorted()
        .forEach(action -> parts.put(action.isEmpty() ? "all" : action, Set.of(action)));
    return parts;
  }
}
