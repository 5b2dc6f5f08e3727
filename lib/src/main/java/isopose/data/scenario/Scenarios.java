package isopose.data.scenario;

import com.google.gson.Gson;
import isopose.data.PoseSequence;
import isopose.data.motion.ClipFiles;
import isopose.data.motion.MotionFolder;
import isopose.data.motion.MotionFolder.Motion;
import isopose.data.motion.MotionFolder.Sampling;
import isopose.data.scenario.ScenarioManifest.Clip;
import isopose.data.sets.DataSets;
import isopose.geometry.CameraPlacement;
import isopose.io.BadInput;
import isopose.io.FileHashes;
import isopose.io.InputFile;
import isopose.io.Sha256;
import isopose.io.bvh.BvhClip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scenarios there are, and how each is loaded. */
public final class Scenarios {
  /** The embedded scenario: Bandai Namco's actors as source, CMU's people as target. */
  public static final String BANDAI_CMU = ManifestGenerator.BANDAI_CMU;

  /** All of bandai-2 that is in {@code data/bandai-2-full} as source, the same target. */
  public static final String BANDAI_CMU_FULL = Benchmark.CMU;

  /** The same source; target bandai-1: other motions and views, to choose settings on. */
  public static final String BANDAI_BANDAI1 = Benchmark.MOTIONS;

  /** The same source; target bandai-1 with another body a clip, to choose settings on. */
  public static final String BANDAI_BANDAI1_BONES = Benchmark.BODIES;

  /** Two folders of the user's own. */
  public static final String BVH = "bvh";

  /** Data sets that come with the project, each with its list of hashes. */
  private static final Set<String> EMBEDDED = Set.of("bandai-2", "cmu");

  /** Frames a second that are kept of a user's clips. */
  private static final double SOURCE_RATE = 15;

  private static final double TARGET_RATE = 7.5;

  private Scenarios() {}

  /** Every scenario that {@link #load} knows. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    names.addAll(List.of(BANDAI_CMU, BANDAI_CMU_FULL, BANDAI_BANDAI1, BANDAI_BANDAI1_BONES));
    names.addAll(PublicScenarios.names());
    return List.copyOf(names);
  }

  /**
   * Loads a scenario of motion capture in the project's folders.
   *
   * @param name one of {@link #names}
   * @param data the project's folder {@code data}
   * @throws BadInput if there is no such scenario, or the folder lacks a file or has another
   */
  public static Scenario load(String name, Path data, SourceSubjects subjects) {
    return load(
        name, data, SourceVariation.of(subjects, SourceCameras.FOUR, data), new FileHashes());
  }

  /** The same with hashes of large files that may be known already. */
  public static Scenario load(String name, Path data, SourceVariation variation, FileHashes known) {
    requireKnown(name);
    if (PublicScenarios.names().contains(name)) {
      return PublicScenarios.load(name, data, variation, known);
    }
    String text = manifest(name, data);
    ScenarioManifest manifest = ScenarioManifest.fromJson(text);
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("manifest", Sha256.of(text));
    List<PoseSequence> source = views(data, manifest.source(), hashes);
    List<PoseSequence> target = views(data, manifest.target(), hashes);
    if (name.equals(BANDAI_BANDAI1_BONES)) {
      target = target.stream().map(Benchmark::withOtherBones).toList();
    }
    Set<String> held =
        manifest.validation().stream().map(Scenarios::withoutEnding).collect(Collectors.toSet());
    return assemble(name, variation, source, held, target, manifest.parts(), hashes);
  }

  /**
   * A scenario's target: without its source where that is another data set, so that a model trained
   * elsewhere can be adapted on this machine.
   */
  public static Scenario target(String name, Path data) {
    return target(name, data, new FileHashes());
  }

  /** The same with hashes of large files that may be known already. */
  public static Scenario target(String name, Path data, FileHashes known) {
    requireKnown(name);
    if (name.equals(BANDAI_CMU_FULL)) { // the target of the embedded scenario: no source needed
      Scenario same = load(BANDAI_CMU, data, SourceSubjects.RECORDED);
      return new Scenario(
          name,
          same.variation(),
          List.of(),
          List.of(),
          same.target(),
          same.parts(),
          same.hashes(),
          same.protocol(),
          same.caveats());
    }
    return PublicScenarios.names().contains(name)
        ? PublicScenarios.target(name, data, known)
        : load(name, data, SourceSubjects.RECORDED);
  }

  private static void requireKnown(String name) {
    if (!names().contains(name)) {
      throw new BadInput(
          "no scenario '%s'; there are '%s', and '%s' for two folders of your own (quote names with >)"
              .formatted(name, String.join("', '", names()), BVH));
    }
  }

  /** The committed manifest of the embedded scenario; the benchmark's follow from its rules. */
  private static String manifest(String name, Path data) {
    if (name.equals(BANDAI_CMU)) {
      return ScenarioManifest.text(name);
    }
    List<String> source = MotionFolder.list(folder(data, DataSets.SOURCE_FOLDER));
    List<String> target =
        name.equals(BANDAI_CMU_FULL)
            ? List.of()
            : MotionFolder.list(folder(data, DataSets.VALIDATION_FOLDER));
    return Benchmark.manifest(name, source, target).toJson();
  }

  /**
   * Makes a scenario of any two folders of BVH files, with the camera rules of {@link #BANDAI_CMU}:
   * four cameras for each source clip, one anywhere for each target clip, which are streamed in a
   * shuffled order. A tenth of the source clips, at least one, is held out for validation. Every
   * action of the target is a part.
   *
   * @throws BadInput if a folder or a file cannot be used, or the source has a single clip
   */
  public static Scenario bvh(Path sourceFolder, Path targetFolder, SourceVariation variation) {
    Random random = new Random(ManifestGenerator.SEED);
    Map<String, String> hashes = new LinkedHashMap<>();
    List<Motion> sourceClips = everyClip(sourceFolder, SOURCE_RATE);
    List<Motion> targetClips = new ArrayList<>(everyClip(targetFolder, TARGET_RATE));
    hashes.put("source", MotionFolder.hash(sourceClips));
    hashes.put("target", MotionFolder.hash(targetClips));
    if (sourceClips.size() < 2) {
      throw new BadInput(
          sourceFolder + ": holds one clip; two are needed, one to train and one to validate");
    }
    Collections.shuffle(targetClips, random);
    List<PoseSequence> source = new ArrayList<>();
    sourceClips.forEach(clip -> source.addAll(views(clip, CameraRules.four(random))));
    List<PoseSequence> target = new ArrayList<>();
    targetClips.forEach(clip -> target.addAll(views(clip, CameraRules.anywhere(random))));
    List<String> clips = new ArrayList<>(sourceClips.stream().map(Motion::clip).toList());
    Collections.shuffle(clips, random);
    Set<String> held = Set.copyOf(clips.subList(0, Math.max(1, clips.size() / 10)));
    return assemble(BVH, variation, source, held, target, everyAction(target), hashes);
  }

  /**
   * What decides a scenario's training and validation sequences: hashes of its source's files, and
   * of how cameras and the validation clips are chosen. No pose is read.
   *
   * <p>What {@link Scenario#hashes} has, too, is under the same key and equal.
   *
   * @param source the source's folder, for {@link #BVH} only
   * @param target the target's folder, for {@link #BVH} only
   * @throws BadInput if there is no such scenario, or no such folder
   */
  public static Map<String, String> source(
      String name, Path data, String source, String target, FileHashes known) {
    if (name.equals(BVH)) {
      return ownSource(Path.of(source), Path.of(target), known);
    }
    requireKnown(name);
    if (PublicScenarios.names().contains(name)) {
      return PublicScenarios.source(data, known);
    }
    ScenarioManifest manifest = ScenarioManifest.fromJson(manifest(name, data));
    ScenarioManifest.Folder folder = manifest.source();
    Gson gson = new Gson();
    return Map.of(
        "source and validation clips",
        Sha256.of(gson.toJson(folder) + gson.toJson(manifest.validation())),
        folder.folder(),
        MotionFolder.hash(folder(data, folder.folder()), folder.files(), known));
  }

  /** One random generator draws for both folders: how many target clips there are counts, too. */
  private static Map<String, String> ownSource(Path source, Path target, FileHashes known) {
    return Map.of(
        "source",
        MotionFolder.hash(source, MotionFolder.list(source), known),
        "number of target clips",
        String.valueOf(MotionFolder.list(target).size()));
  }

  private static List<Motion> everyClip(Path folder, double rate) {
    Function<BvhClip, Sampling> sampling =
        clip -> new Sampling(0, (int) Math.max(1, Math.round(1 / (clip.frameTime() * rate))));
    return MotionFolder.read(folder, MotionFolder.list(folder), sampling);
  }

  private static List<PoseSequence> views(
      Path data, ScenarioManifest.Folder folder, Map<String, String> hashes) {
    Path path = folder(data, folder.folder());
    Map<String, Sampling> samplings = new LinkedHashMap<>();
    for (Clip clip : folder.clips()) {
      samplings.put(withoutEnding(clip.file()), new Sampling(clip.first(), clip.stride()));
    }
    List<Motion> motions =
        MotionFolder.read(path, folder.files(), clip -> samplings.get(clip.name()));
    hashes.put(folder.folder(), MotionFolder.hash(motions));
    List<PoseSequence> views = new ArrayList<>();
    for (int c = 0; c < motions.size(); c++) {
      views.addAll(views(motions.get(c), folder.clips().get(c).cameras()));
    }
    return views;
  }

  private static Path folder(Path data, String name) {
    Path path = data.resolve(name);
    boolean embedded = EMBEDDED.contains(name);
    if (!Files.isDirectory(path)) {
      throw new BadInput(
          embedded
              ? path + ": is missing; run inside the project, whose folder data/ holds it"
              : path + ": is missing; get it with: data fetch " + name);
    }
    if (embedded) {
      InputFile.require(
          path.resolve(ClipFiles.SUMS)); // with a list, every clip is compared with it
    }
    return path;
  }

  /** A clip as each of its cameras sees it. */
  private static List<PoseSequence> views(Motion clip, List<CameraPlacement> cameras) {
    List<PoseSequence> views = new ArrayList<>();
    for (CameraPlacement placement : cameras) {
      String view = String.valueOf(views.size() + 1);
      views.add(clip.sequence(view, placement, CameraRules.CAMERA));
    }
    return views;
  }

  private static Scenario assemble(
      String name,
      SourceVariation variation,
      List<PoseSequence> source,
      Set<String> held,
      List<PoseSequence> target,
      Map<String, Set<String>> parts,
      Map<String, String> hashes) {
    Map<Boolean, List<PoseSequence>> split =
        source.stream().collect(Collectors.partitioningBy(view -> held.contains(view.clip())));
    List<PoseSequence> validation = variation.validation(split.get(true));
    hashes.putAll(variation.hashes());
    return new Scenario(
        name, variation, split.get(false), validation, target, parts, hashes, "us", List.of());
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

  private static String withoutEnding(String file) {
    return file.substring(0, file.lastIndexOf('.'));
  }
}
