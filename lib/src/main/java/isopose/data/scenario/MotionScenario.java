package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.io.FileHashes;
import isopose.io.Sha256;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The scenarios of motion capture. Everything random in them follows from a fixed seed, and from
 * file names where the number of clips is open.
 */
enum MotionScenario {
  BANDAI_CMU(
      Scenarios.BANDAI_CMU,
      SourceClips.BANDAI,
      TargetClips.CMU,
      TargetPersons.RECORDED,
      "another skeleton, other motions and views"),
  BANDAI_CMU_REAL(
      "bandai-cmu-real",
      SourceClips.BANDAI,
      TargetClips.CMU,
      TargetPersons.EACH_CLIP,
      "the same with a measured person for each clip"),
  BANDAI_CMU_LOW(
      "bandai-cmu-low",
      SourceClips.BANDAI,
      TargetClips.CMU_LOW,
      TargetPersons.RECORDED,
      "the motions of bandai-cmu seen from -10 to 0 degrees"),
  BANDAI_CMU_HIGH(
      "bandai-cmu-high",
      SourceClips.BANDAI,
      TargetClips.CMU_HIGH,
      TargetPersons.RECORDED,
      "the motions of bandai-cmu seen from 30 to 45 degrees"),
  BANDAI_CMU_ONE(
      "bandai-cmu-one",
      SourceClips.BANDAI,
      TargetClips.CMU_DENSE,
      TargetPersons.ONE,
      "one measured person for 5,000 frames"),
  BANDAI_CMU_CHANGING(
      "bandai-cmu-changing",
      SourceClips.BANDAI,
      TargetClips.CMU,
      TargetPersons.CHANGING,
      "another measured person every 100 frames"),
  BANDAI_BANDAI1_REAL(
      "bandai-bandai1-real",
      SourceClips.BANDAI,
      TargetClips.BANDAI1,
      TargetPersons.EACH_CLIP,
      "other motions and views, a measured person for each clip"),
  CMU_BANDAI1(
      "cmu-bandai1",
      SourceClips.CMU,
      TargetClips.BANDAI1,
      TargetPersons.RECORDED,
      "the way back: CMU's clips in four views as source"),
  BANDAI_VALIDATION(
      "bandai-validation",
      SourceClips.BANDAI,
      TargetClips.VALIDATION,
      TargetPersons.RECORDED,
      "no shift: the source's validation clips, for choosing settings"),
  BANDAI_VALIDATION_REAL(
      "bandai-validation-real",
      SourceClips.BANDAI,
      TargetClips.VALIDATION_ANYWHERE,
      TargetPersons.EACH_CLIP,
      "validation clips with a measured validation person for each clip, for choosing settings"),
  BANDAI_VALIDATION_CHANGING(
      "bandai-validation-changing",
      SourceClips.BANDAI,
      TargetClips.VALIDATION_ANYWHERE,
      TargetPersons.CHANGING,
      "the same with another person every 100 frames, for choosing a reset rule"),
  BANDAI_CMU_FULL(
      "bandai-cmu-full",
      SourceClips.BANDAI_FULL,
      TargetClips.CMU,
      TargetPersons.RECORDED,
      "the target of bandai-cmu, with every clip of bandai-2 as source"),
  BANDAI_BANDAI1(
      "bandai-bandai1",
      SourceClips.BANDAI_FULL,
      TargetClips.BANDAI1,
      TargetPersons.RECORDED,
      "other motions and views of the same body, for choosing settings"),
  BANDAI_BANDAI1_BONES(
      "bandai-bandai1-bones",
      SourceClips.BANDAI_FULL,
      TargetClips.BANDAI1,
      TargetPersons.OTHER_BONES,
      "the same with a made-up person for each clip, for choosing settings");

  final String label;
  final SourceClips source;
  final TargetClips target;
  final TargetPersons persons;
  final String description;

  MotionScenario(
      String label,
      SourceClips source,
      TargetClips target,
      TargetPersons persons,
      String description) {
    this.label = label;
    this.source = source;
    this.target = target;
    this.persons = persons;
    this.description = description;
  }

  /** The scenario of this name, if it is one of motion capture. */
  static Optional<MotionScenario> named(String name) {
    return Arrays.stream(values()).filter(scenario -> scenario.label.equals(name)).findFirst();
  }

  /** The names of the data sets that it reads. */
  List<String> dataSets() {
    Set<String> sets = new LinkedHashSet<>(List.of(source.folder, target.folder));
    if (persons.areMeasured()) {
      sets.add(Population.DATA_SET);
    }
    return List.copyOf(sets);
  }

  /** Everything written out: clips, frames, cameras, the validation split. */
  ScenarioManifest manifest(Path data) {
    SourceClips.Source from = source.of(data);
    TargetClips.Target to = target.of(data);
    return new ScenarioManifest(
        label, ScenarioManifest.SEED, from.clips(), from.held(), to.clips(), to.parts());
  }

  /** Source and target. */
  Scenario load(Path data, SourceVariation variation) {
    ScenarioManifest manifest = manifest(data);
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("manifest", Sha256.of(manifest.toJson()));
    List<PoseSequence> views = MotionClips.views(data, manifest.source(), hashes);
    List<PoseSequence> stream = stream(data, manifest.target(), hashes);
    Set<String> held =
        manifest.validation().stream().map(MotionClips::withoutEnding).collect(Collectors.toSet());
    return Scenario.split(label, variation, views, held, stream, manifest.parts(), hashes);
  }

  /** The target alone: the source's data need not be present. */
  Scenario target(Path data) {
    TargetClips.Target to = target.of(data);
    Map<String, String> hashes = new LinkedHashMap<>();
    List<PoseSequence> stream = stream(data, to.clips(), hashes);
    return new Scenario(
        label,
        SourceVariation.NONE,
        List.of(),
        List.of(),
        stream,
        to.parts(),
        hashes,
        "us",
        List.of());
  }

  private List<PoseSequence> stream(
      Path data, ScenarioManifest.Folder clips, Map<String, String> hashes) {
    List<PoseSequence> recorded = MotionClips.views(data, clips, hashes);
    if (!persons.areMeasured()) {
      return persons.apply(recorded, List.of());
    }
    Population population = Population.read(data);
    hashes.putAll(Population.hashes(data, new FileHashes()));
    boolean choosing =
        target == TargetClips.VALIDATION || target == TargetClips.VALIDATION_ANYWHERE;
    return persons.apply(recorded, choosing ? population.validation() : population.test());
  }
}
