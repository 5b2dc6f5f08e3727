package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.data.sets.DataSet;
import isopose.data.sets.DataSets;
import isopose.data.sets.Human36m;
import isopose.io.BadInput;
import isopose.io.FileHashes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The paper's scenarios (Sec. 4.1), of files that users bring: Human3.6M as the source, and as the
 * target another data set's test sequences, each in the order of time; or pictures of people, of
 * which only 2D is known.
 */
final class PublicScenarios {
  /** Held-out subjects are sampled twice a second. */
  private static final int VALIDATION_STRIDE = 25;

  private static final String SOURCE = "human36m";

  private static final Map<String, Target> TARGETS = targets();

  private PublicScenarios() {}

  /** Which data set is the target, the protocol of its scores, and what it is. */
  private record Target(String set, String protocol, String description) {}

  private static Map<String, Target> targets() {
    Map<String, Target> targets = new LinkedHashMap<>();
    targets.put(
        "h36m->3dhp", new Target("mpi_inf_3dhp", "us-universal", "MPI-INF-3DHP's test set"));
    targets.put(
        "h36m->3dhp-spin", new Target("spin", "us-universal", "the same, repacked by SPIN"));
    targets.put(
        "h36m->3dhp-p-stmo", new Target("p-stmo", "us-universal", "the same, repacked by P-STMO"));
    targets.put(
        "h36m->3dhp-poseaug",
        new Target("poseaug", "us-universal", "the same, repacked by PoseAug, without the neck"));
    targets.put("h36m->3dpw", new Target("3dpw", "3dpw-smpl", "3DPW's test set"));
    targets.put("mpii", new Target("mpii", "us", "pictures of MPII, 2D only"));
    targets.put("lsp", new Target("lsp", "us", "pictures of LSP, 2D only"));
    return targets;
  }

  static List<String> names() {
    return List.copyOf(TARGETS.keySet());
  }

  static List<Scenarios.Entry> entries() {
    return TARGETS.entrySet().stream()
        .map(
            target ->
                new Scenarios.Entry(
                    target.getKey(),
                    target.getValue().description(),
                    List.of(SOURCE, target.getValue().set())))
        .toList();
  }

  /**
   * Loads source and target.
   *
   * @throws BadInput if a data set is not there, in the line that {@code data check} has for it
   */
  static Scenario load(String name, Path data, SourceVariation variation, FileHashes known) {
    Scenario target = target(name, data, known);
    Map<String, String> hashes = new LinkedHashMap<>(source(data, known));
    hashes.putAll(target.hashes());
    hashes.putAll(variation.hashes());
    List<PoseSequence> source = new ArrayList<>();
    List<PoseSequence> validation = new ArrayList<>();
    List<String> caveats = new ArrayList<>();
    List<PoseSequence> all = DataSets.named(SOURCE).read(data, caveats);
    for (PoseSequence sequence : all) {
      if (Human36m.TRAIN.contains(sequence.track().subject())) {
        source.add(sequence);
      } else {
        validation.add(everyFew(sequence));
      }
    }
    if (source.isEmpty() || validation.isEmpty()) {
      throw new BadInput(
          "%s: expected subjects to train on (%s) and to validate on (%s)"
              .formatted(data.resolve(SOURCE), Human36m.TRAIN, Human36m.TEST));
    }
    caveats.addAll(0, DataSets.named(SOURCE).shortfall(data, all));
    caveats.addAll(target.caveats());
    return new Scenario(
        name,
        variation,
        source,
        variation.validation(validation),
        target.target(),
        target.parts(),
        hashes,
        target.protocol(),
        caveats);
  }

  /** The target alone, with nothing to train on: for a model that is trained already. */
  static Scenario target(String name, Path data, FileHashes known) {
    Target target = TARGETS.get(name);
    DataSet set = DataSets.named(target.set());
    List<String> caveats = new ArrayList<>();
    List<PoseSequence> stream = set.read(data, caveats);
    caveats.addAll(0, set.shortfall(data, stream));
    return new Scenario(
        name,
        SourceVariation.NONE,
        List.of(),
        List.of(),
        stream,
        Scenarios.everyAction(stream),
        hashes(data, target.set(), known),
        target.protocol(),
        caveats);
  }

  private static PoseSequence everyFew(PoseSequence sequence) {
    return sequence.select(
        IntStream.range(0, sequence.count()).filter(i -> i % VALIDATION_STRIDE == 0).toArray());
  }

  /** SHA-256 of each file, by the data set's name and its own. */
  private static Map<String, String> hashes(Path data, String set, FileHashes known) {
    Map<String, String> hashes = new LinkedHashMap<>();
    DataSets.named(set)
        .hashes(data, known)
        .forEach((file, hash) -> hashes.put(set + "/" + file, hash));
    return hashes;
  }

  /** As {@link Scenarios#source}. */
  static Map<String, String> source(Path data, FileHashes known) {
    DataSets.named(SOURCE).requirePresent(data);
    return hashes(data, SOURCE, known);
  }
}
