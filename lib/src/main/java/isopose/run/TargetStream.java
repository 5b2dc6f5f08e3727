package isopose.run;

import isopose.config.InputSettings;
import isopose.data.PoseFile;
import isopose.data.PoseSequence;
import isopose.data.detect.DetectionFile;
import isopose.data.detect.Detections;
import isopose.data.scenario.Scenario;
import isopose.io.BadInput;
import isopose.io.Sha256;
import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Samples in the order of their arrival.
 *
 * @param name the scenario's or the file's name
 * @param pose2d (N, 17, 2) pixels: all that adaptation sees
 * @param truth (N, 17, 3) millimetres, for scoring only; null where it is unknown
 * @param frames each sample's subject, clip, view, segment and frame number
 * @param parts each sample's part: what is scored apart
 * @param actions each sample's action
 * @param protocol under which it is scored
 * @param hashes SHA-256 of the data it was made from, by folder; empty where no scenario is behind
 * @param caveats as in {@link Scenario}
 * @param filled the samples with a joint that was filled in because it was missing, bit i
 */
public record TargetStream(
    String name,
    Poses pose2d,
    Poses truth,
    List<FrameId> frames,
    List<String> parts,
    List<String> actions,
    Protocol protocol,
    Map<String, String> hashes,
    List<String> caveats,
    BitSet filled) {

  /** The target of a scenario. */
  public static TargetStream of(Scenario scenario) {
    return of(
        scenario.name(),
        scenario.target(),
        action -> partOf(scenario.parts(), action),
        Protocol.named(scenario.protocol()),
        scenario.hashes(),
        scenario.caveats());
  }

  /** The clips held out from the source, as a stream. */
  public static TargetStream ofValidation(Scenario scenario) {
    return of(
        scenario.name() + "-validation",
        scenario.validation(),
        action -> "validation",
        Protocol.US,
        scenario.hashes(),
        List.of());
  }

  /** A user's pose file. */
  public static TargetStream of(String name, PoseFile file) {
    return of(name, file.sequences(), action -> "all", Protocol.US, Map.of(), List.of());
  }

  private interface Parts {
    String of(String action);
  }

  private static TargetStream of(
      String name,
      List<PoseSequence> sequences,
      Parts partOf,
      Protocol protocol,
      Map<String, String> hashes,
      List<String> caveats) {
    List<Poses> inputs = new ArrayList<>();
    List<Poses> truths = new ArrayList<>();
    List<FrameId> frames = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    List<String> actions = new ArrayList<>();
    BitSet filled = new BitSet();
    for (PoseSequence sequence : sequences) {
      int begin = frames.size();
      sequence.filled().stream().forEach(i -> filled.set(begin + i));
      inputs.add(sequence.pose2d());
      if (sequence.pose3d() != null) {
        truths.add(sequence.pose3d());
      }
      frames.addAll(sequence.frames());
      actions.addAll(Collections.nCopies(sequence.count(), sequence.action()));
      parts.addAll(Collections.nCopies(sequence.count(), partOf.of(sequence.action())));
    }
    Poses truth = truths.size() == inputs.size() ? Poses.concatenate(truths, 17, 3) : null;
    return new TargetStream(
        name,
        Poses.concatenate(inputs, 17, 2),
        truth,
        frames,
        parts,
        actions,
        protocol,
        hashes,
        caveats,
        filled);
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

  /**
   * One person's 2D detections: the rows that can be lifted. Samples with filled joints are not
   * adapted on.
   */
  public static TargetStream of(String name, Detections detections) {
    int[] whole = detections.whole();
    PoseFile rows = detections.poses();
    if (whole.length < rows.count()) {
      rows = new PoseFile(rows.pose2d().select(whole), null, pick(rows.frames(), whole));
    }
    return of(name, rows).withInput(name, rows.pose2d(), pick(detections.filledRows(), whole));
  }

  /**
   * The people in a file or folder of 2D detections, a stream each; see {@link DetectionFile}.
   * People without a frame that can be lifted are left out.
   *
   * @throws BadInput if the file is damaged, of no known format, or its joints' order cannot be
   *     told
   */
  public static List<TargetStream> of(Path file, DetectionFile detections) {
    String name = String.valueOf(file.getFileName());
    return detections.people().stream()
        .filter(person -> person.whole().length > 0)
        .map(
            person ->
                of(detections.people().size() == 1 ? name : name + " " + person.person(), person))
        .toList();
  }

  /** The same samples with other 2D poses, (N, 17, 2): for example noisy ones. */
  public TargetStream withInput(String otherName, Poses other) {
    return withInput(otherName, other, filled);
  }

  /** The same samples as a detector sees them; each of them must be one that can be lifted. */
  public TargetStream withInput(String otherName, Detections detections) {
    return withInput(otherName, detections.poses().pose2d(), detections.filledRows());
  }

  /** The same samples without their subjects, which no method then knows. */
  TargetStream withoutSubjects() {
    List<FrameId> unknown = frames.stream().map(FrameId::withoutSubject).toList();
    return with(name + "-subjects-hidden", pose2d, unknown, filled);
  }

  /** The same samples with other 2D poses, of which some have joints that are filled, bit i. */
  TargetStream withInput(String otherName, Poses other, BitSet otherFilled) {
    return with(otherName, other, frames, otherFilled);
  }

  private TargetStream with(
      String newName, Poses newPose2d, List<FrameId> newFrames, BitSet newFilled) {
    return new TargetStream(
        newName, newPose2d, truth, newFrames, parts, actions, protocol, hashes, caveats, newFilled);
  }

  /** Whether every joint of sample i was observed: adaptation learns from such samples only. */
  public boolean seen(int i) {
    return !filled.get(i);
  }

  /** Each sample's clip: what intervals resample. */
  public List<String> clips() {
    return frames.stream().map(FrameId::clip).toList();
  }

  /** Each sample's track: one person in one clip, seen by one camera. */
  public List<Track> tracks() {
    return frames.stream().map(FrameId::track).toList();
  }

  /** The number of samples. */
  public int count() {
    return pose2d.count();
  }

  /**
   * SHA-256 of everything that a record of this stream depends on: 2D poses, truth, frames, parts,
   * actions, filled samples, their order and the protocol. The stream's name is not part of it.
   */
  public String contentHash() {
    return new Sha256()
        .add(protocol.toString())
        .add(pose2d.values())
        .add(truth == null ? null : truth.values())
        .add(frames.stream().map(FrameId::toString).toList())
        .add(parts)
        .add(actions)
        .add(caveats)
        .add(filled.toString())
        .hex();
  }

  /** The samples that input settings choose from this whole stream. */
  public TargetStream select(InputSettings settings) {
    return Inputs.of(settings, this);
  }

  /** The samples at {@link #subsetIndices}: where the whole stream would take too long. */
  public TargetStream subset(int size) {
    int[] indices = subsetIndices(size);
    return select(name + "-subset-" + indices.length, indices);
  }

  /** The samples at these indices, in this order, as a stream. */
  public TargetStream select(String newName, int... indices) {
    return new TargetStream(
        newName,
        pose2d.select(indices),
        truth == null ? null : truth.select(indices),
        pick(frames, indices),
        pick(parts, indices),
        pick(actions, indices),
        protocol,
        hashes,
        caveats,
        pick(filled, indices));
  }

  /** {@code size} indices, evenly spaced over the stream; always the same. */
  public int[] subsetIndices(int size) {
    return InputSettings.spread(count(), size);
  }

  private static BitSet pick(BitSet marks, int... indices) {
    BitSet picked = new BitSet();
    IntStream.range(0, indices.length).forEach(k -> picked.set(k, marks.get(indices[k])));
    return picked;
  }

  private static <T> List<T> pick(List<T> values, int... indices) {
    return IntStream.of(indices).mapToObj(values::get).toList();
  }

  /** Scores predictions in millimetres, (N, 17, 3), under the stream's protocol. */
  public Evaluation evaluate(Poses predictions) {
    return evaluate(predictions, protocol);
  }

  /**
   * Scores predictions in millimetres, (N, 17, 3).
   *
   * @throws BadInput if the truth is not known
   */
  public Evaluation evaluate(Poses predictions, Protocol chosen) {
    if (truth == null) {
      throw new BadInput(name + ": is known in 2D only; there is nothing to score against");
    }
    return Evaluation.of(predictions, truth, chosen);
  }
}
