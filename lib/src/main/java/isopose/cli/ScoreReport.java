package isopose.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import isopose.data.arrays.PoseColumn;
import isopose.io.BadInput;
import isopose.io.PlainText;
import isopose.metrics.Annotation;
import isopose.metrics.Evaluation;
import isopose.metrics.Mpjve;
import isopose.metrics.PosePairs;
import isopose.metrics.Protocol;
import isopose.metrics.Scores;
import isopose.skeleton.BodyPart;
import isopose.skeleton.FrameId;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Track;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The scores of predictions against the truth, in all and by sequence, activity, joint and body
 * part.
 *
 * @param evaluation every sample's errors, with their protocol
 * @param mpjve mean velocity error, millimetres a frame; null where no two rows are neighbours
 * @param sequences scores of each sequence; empty where the files name none
 * @param activities scores of each activity; empty where the files name none
 * @param leftOut rows of the predictions that are marked as not valid and have no pose
 */
public record ScoreReport(
    Evaluation evaluation,
    Double mpjve,
    Map<String, Scores> sequences,
    Map<String, Scores> activities,
    int leftOut) {

  public ScoreReport {
    sequences = Collections.unmodifiableMap(new LinkedHashMap<>(sequences));
    activities = Collections.unmodifiableMap(new LinkedHashMap<>(activities));
  }

  /**
   * Scores predictions.
   *
   * @param predicted the poses of a model
   * @param truth as many true poses, row by row
   * @throws BadInput if the rows do not belong to each other, or the protocol asks for joints that
   *     are not there
   */
  public static ScoreReport of(PoseColumn predicted, PoseColumn truth, Protocol protocol) {
    Set<Integer> leftOut = predicted.leftOut();
    if (!leftOut.isEmpty() && predicted.count() + leftOut.size() == truth.count()) {
      return of(predicted, truth.without(leftOut), protocol).leavingOut(leftOut.size());
    }
    if (predicted.count() != truth.count()) {
      throw new BadInput(
          "%s has %d poses, %s %d; expected one prediction for each true pose, in the same order"
              .formatted(predicted.file(), predicted.count(), truth.file(), truth.count()));
    }
    List<String> clips = clips(predicted, truth);
    Protocol labelled = truth.universal() ? protocol.with(Annotation.UNIVERSAL) : protocol;
    // the form with fewer joints is the one that both have
    Skeleton common =
        predicted.skeleton().size() < truth.skeleton().size()
            ? predicted.skeleton()
            : truth.skeleton();
    PosePairs pairs = new PosePairs(truth.count(), common, predicted.as(common), truth.as(common));
    Evaluation evaluation = evaluate(pairs, labelled, truth);
    double velocity = Mpjve.of(pairs, successors(predicted, truth));
    return new ScoreReport(
        evaluation,
        Double.isNaN(velocity) ? null : velocity,
        clips == null ? Map.of() : scores(evaluation.by(clips)),
        truth.activity() == null ? Map.of() : scores(evaluation.by(truth.activity())),
        0);
  }

  private ScoreReport leavingOut(int rows) {
    return new ScoreReport(evaluation, mpjve, sequences, activities, rows);
  }

  private static Evaluation evaluate(PosePairs pairs, Protocol protocol, PoseColumn truth) {
    try {
      return Evaluation.of(pairs, protocol);
    } catch (IllegalArgumentException e) {
      throw new BadInput(truth.file() + ": " + e.getMessage(), e);
    }
  }

  /** The clip of each row, after both files' names were compared; null where neither names one. */
  private static List<String> clips(PoseColumn predicted, PoseColumn truth) {
    if (predicted.frames() == null || truth.frames() == null) {
      PoseColumn named = predicted.frames() == null ? truth : predicted;
      return named.frames() == null ? null : named.frames().stream().map(FrameId::clip).toList();
    }
    for (int i = 0; i < truth.count(); i++) {
      String ofPredicted = predicted.frames().get(i).clip();
      String ofTruth = truth.frames().get(i).clip();
      if (!ofPredicted.equals(ofTruth)) {
        throw new BadInput(
            "row %d is of sequence '%s' in %s and of '%s' in %s; expected the same order"
                .formatted(i, ofPredicted, predicted.file(), ofTruth, truth.file()));
      }
    }
    requireSameFrames(predicted, truth);
    return truth.frames().stream().map(FrameId::clip).toList();
  }

  /** Where both files number their frames, their numbers differ by one amount in each clip. */
  private static void requireSameFrames(PoseColumn predicted, PoseColumn truth) {
    Map<Track, Integer> shifts = new HashMap<>();
    for (int i = 0; i < truth.count(); i++) {
      FrameId own = predicted.frames().get(i);
      FrameId other = truth.frames().get(i);
      if (own.number() == FrameId.UNKNOWN || other.number() == FrameId.UNKNOWN) {
        return;
      }
      int shift = own.number() - other.number();
      if (shifts.computeIfAbsent(other.track(), track -> shift) != shift) {
        throw new BadInput(
            "row %d is frame %d in %s and frame %d in %s; expected the same frames in the same order"
                .formatted(i, own.number(), predicted.file(), other.number(), truth.file()));
      }
    }
  }

  /** Rows are consecutive in time unless a file states otherwise. */
  private static boolean[] successors(PoseColumn predicted, PoseColumn truth) {
    boolean[] successors = new boolean[truth.count()];
    Arrays.fill(successors, true);
    for (PoseColumn column : List.of(predicted, truth)) {
      if (column.frames() != null) {
        boolean[] own = FrameId.successors(column.frames());
        for (int i = 0; i < own.length; i++) {
          successors[i] &= own[i];
        }
      }
    }
    return successors;
  }

  private static Map<String, Scores> scores(Map<String, Evaluation> evaluations) {
    Map<String, Scores> scores = new LinkedHashMap<>();
    evaluations.forEach((name, evaluation) -> scores.put(name, evaluation.scores()));
    return scores;
  }

  /**
   * The scores' keys, then {@code description, mpjve, sequences, activities, per_joint, per_part}.
   */
  public JsonObject toJson() {
    Gson gson = new Gson();
    JsonObject json = gson.toJsonTree(evaluation.scores()).getAsJsonObject();
    json.addProperty("description", evaluation.protocol().describe());
    if (mpjve != null) {
      json.addProperty("mpjve", mpjve);
    }
    if (leftOut > 0) {
      json.addProperty("rows_left_out", leftOut);
    }
    json.add("sequences", gson.toJsonTree(sequences));
    json.add("activities", gson.toJsonTree(activities));
    JsonObject joints = new JsonObject();
    Map<String, Double> pck = evaluation.pckPerJoint();
    evaluation
        .mpjpePerJoint()
        .forEach(
            (joint, error) -> {
              JsonObject one = new JsonObject();
              one.addProperty("mpjpe", error);
              one.addProperty("pck", pck.get(joint));
              joints.add(joint, one);
            });
    json.add("per_joint", joints);
    JsonObject parts = new JsonObject();
    evaluation
        .pckPerPart()
        .forEach((part, share) -> parts.addProperty(part.name().toLowerCase(Locale.ROOT), share));
    json.add("per_part", parts);
    return json;
  }

  /** A readable table. */
  public String toText() {
    StringBuilder text = new StringBuilder(evaluation.protocol().describe()).append('\n');
    text.append(
        "%-24s %8s %7s %7s %9s %9s%n"
            .formatted("", "samples", "PCK %", "AUC %", "MPJPE", "PA-MPJPE"));
    row(text, "all", evaluation.scores());
    sequences.forEach((name, scores) -> row(text, name, scores));
    activities.forEach(
        (name, scores) -> row(text, name.isEmpty() ? "(no activity)" : name, scores));
    if (mpjve != null) {
      text.append("velocity error %.1f mm a frame%n".formatted(mpjve));
    }
    if (leftOut > 0) {
      text.append("%d rows without a predicted pose are left out%n".formatted(leftOut));
    }
    text.append("%n%-24s %16s %17s%n".formatted("joint", "PCK %", "MPJPE"));
    Map<String, Double> pck = evaluation.pckPerJoint();
    evaluation
        .mpjpePerJoint()
        .forEach(
            (joint, error) ->
                text.append("%-24s %16.1f %17.1f%n".formatted(joint, pck.get(joint), error)));
    text.append("%n%-24s %16s%n".formatted("body part (Figure 7)", "PCK %"));
    for (Map.Entry<BodyPart, Double> part : evaluation.pckPerPart().entrySet()) {
      String name = part.getKey().name().toLowerCase(Locale.ROOT);
      text.append("%-24s %16.1f%n".formatted(name, part.getValue()));
    }
    return text.toString().stripTrailing();
  }

  private static void row(StringBuilder text, String name, Scores s) {
    text.append(
        "%-24s %8d %7.1f %7.1f %9.1f %9.1f%n"
            .formatted(
                PlainText.line(name), s.samples(), s.pck(), s.auc(), s.mpjpe(), s.paMpjpe()));
  }
}
