package isopose.experiment;

import isopose.data.PoseFile;
import isopose.data.PoseSequence;
import isopose.data.Scenario;
import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Samples in the order of their arrival, with what is known of each.
 *
 * @param name the scenario's or the file's name
 * @param pose2d (N, 17, 2) pixels: all that adaptation sees
 * @param truth (N, 17, 3) millimetres, for scoring only; null where it is unknown
 * @param clips each sample's clip
 * @param parts each sample's part: what is scored apart
 * @param actions each sample's action
 * @param hashes SHA-256 of the data it was made from, by folder; empty where no scenario is behind
 */
public record TargetStream(
    String name,
    Poses pose2d,
    Poses truth,
    List<String> clips,
    List<String> parts,
    List<String> actions,
    Map<String, String> hashes) {

  /** The target of a scenario. */
  public static TargetStream of(Scenario scenario) {
    return of(
        scenario.name(),
        scenario.target(),
        action -> partOf(scenario.parts(), action),
        scenario.hashes());
  }

  /**
   * The clips held out from the source, as a stream: to see what adaptation does where it need not.
   */
  public static TargetStream ofValidation(Scenario scenario) {
    return of(
        scenario.name() + "-validation",
        scenario.validation(),
        action -> "validation",
        scenario.hashes());
  }

  /** A pose file of the user's own. */
  public static TargetStream of(String name, PoseFile file) {
    return of(name, file.sequences(), action -> "all", Map.of());
  }

  private interface Parts {
    String of(String action);
  }

  private static TargetStream of(
      String name, List<PoseSequence> sequences, Parts partOf, Map<String, String> hashes) {
    List<Poses> inputs = new ArrayList<>();
    List<Poses> truths = new ArrayList<>();
    List<String> clips = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    List<String> actions = new ArrayList<>();
    for (PoseSequence sequence : sequences) {
      inputs.add(sequence.pose2d());
      if (sequence.pose3d() != null) {
        truths.add(sequence.pose3d());
      }
      for (int i = 0; i < sequence.count(); i++) {
        clips.add(sequence.name());
        actions.add(sequence.action());
        parts.add(partOf.of(sequence.action()));
      }
    }
    Poses truth = truths.size() == inputs.size() ? Poses.concatenate(truths, 17, 3) : null;
    return new TargetStream(
        name, Poses.concatenate(inputs, 17, 2), truth, clips, parts, actions, hashes);
  }

  private static String partOf(Map<String, ? extends Iterable<String>> parts, String action) {
    for (var part : parts.entrySet()) {
      for (String member : part.getValue()) {
        if (member.equals(action)) {
          return part.getKey();
        }
      }
    }
    return "other";
  }

  /** The number of samples. */
  public int count() {
    return pose2d.count();
  }

  /** The samples at {@link #subsetPlaces}: where the whole stream would take too long. */
  public TargetStream subset(int size) {
    int[] places = subsetPlaces(size);
    return select(name + "-subset-" + places.length, places);
  }

  /** The samples at these places, in this order, as a stream of its own. */
  public TargetStream select(String newName, int... places) {
    return new TargetStream(
        newName,
        pose2d.select(places),
        truth == null ? null : truth.select(places),
        pick(clips, places),
        pick(parts, places),
        pick(actions, places),
        hashes);
  }

  /** {@code size} places spread evenly over the stream: always the same ones. */
  public int[] subsetPlaces(int size) {
    int n = Math.min(size, count());
    return IntStream.range(0, n).map(i -> (int) ((long) i * count() / n)).toArray();
  }

  private static List<String> pick(List<String> values, int... places) {
    return IntStream.of(places).mapToObj(values::get).toList();
  }

  /** Scores predictions in millimetres, (N, 17, 3), under the protocol "unscaled". */
  public Evaluation evaluate(Poses predictions) {
    return evaluate(predictions, Protocol.US);
  }

  /** Scores predictions in millimetres, (N, 17, 3). */
  public Evaluation evaluate(Poses predictions, Protocol protocol) {
    return Evaluation.of(predictions, truth, protocol);
  }
}
