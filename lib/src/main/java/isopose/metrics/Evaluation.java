package isopose.metrics;

import isopose.geometry.Procrustes;
import isopose.skeleton.BodyPart;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The errors of predicted poses under one protocol, kept for each sample and joint, and every score
 * that follows from them.
 *
 * <p>A pose with a number that is not finite counts as wrong in PCK and AUC and makes the mean
 * errors NaN: it is never dropped silently. An empty evaluation's scores are NaN.
 */
public final class Evaluation {
  private static final int CHUNK = 4096;

  private final Protocol protocol;
  private final Skeleton skeleton;
  private final double[] errors; // (N, J) millimetres, after the protocol's alignment
  private final double[] paMpjpe; // (N) millimetres, after Procrustes
  private final int[] pckJoints;
  private final int[] mpjpeJoints;

  private Evaluation(Protocol protocol, Skeleton skeleton, double[] errors, double[] paMpjpe) {
    this.protocol = protocol;
    this.skeleton = skeleton;
    this.errors = errors;
    this.paMpjpe = paMpjpe;
    this.pckJoints = protocol.joints().indices(skeleton);
    this.mpjpeJoints = protocol.mpjpeJoints().indices(skeleton);
  }

  /**
   * Compares poses in the joint order that their number of joints implies.
   *
   * @param predicted (N, J, 3) millimetres, J = 17 or 16 in Human3.6M's order or 14 in LSP's
   * @param truth (N, J, 3) millimetres
   * @throws IllegalArgumentException if the shapes do not fit each other or the protocol
   */
  public static Evaluation of(Poses predicted, Poses truth, Protocol protocol) {
    return of(predicted, truth, Skeletons.ofSize(truth.joints()), protocol);
  }

  /** As {@link #of(Poses, Poses, Protocol)}, for poses of any skeleton with the shared names. */
  public static Evaluation of(Poses predicted, Poses truth, Skeleton skeleton, Protocol protocol) {
    return of(PosePairs.of(predicted, truth, skeleton), protocol);
  }

  /** As {@link #of(Poses, Poses, Skeleton, Protocol)}, from flat (N, J, 3) of double precision. */
  public static Evaluation of(
      double[] predicted, double[] truth, Skeleton skeleton, Protocol protocol) {
    return of(PosePairs.of(predicted, truth, skeleton), protocol);
  }

  /** Compares pairs of poses. */
  public static Evaluation of(PosePairs pairs, Protocol protocol) {
    Skeleton skeleton = pairs.skeleton();
    double[] errors = new double[pairs.count() * skeleton.size()];
    double[] paMpjpe = new double[pairs.count()];
    Evaluation evaluation = new Evaluation(protocol, skeleton, errors, paMpjpe);
    int chunks = (pairs.count() + CHUNK - 1) / CHUNK;
    // every chunk writes its own elements: the result does not depend on the threads
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            c -> evaluation.measure(pairs, c * CHUNK, Math.min(pairs.count(), (c + 1) * CHUNK)));
    return evaluation;
  }

  /** Fills the errors of the pairs from {@code begin} to {@code end}. */
  private void measure(PosePairs pairs, int begin, int end) {
    int joints = skeleton.size();
    Procrustes procrustes = new Procrustes();
    Alignment full =
        protocol.alignment() == Alignment.PA_REFLECTION ? Alignment.PA_REFLECTION : Alignment.PA;
    double[] pose = new double[pairs.stride()];
    double[] original = new double[pairs.stride()];
    double[] truth = new double[pairs.stride()];
    double[] distances = new double[joints];
    for (int i = begin; i < end; i++) {
      pairs.read(i, original, truth);
      System.arraycopy(original, 0, pose, 0, pose.length);
      protocol.alignment().align(pose, truth, mpjpeJoints, procrustes);
      distances(pose, truth, distances);
      System.arraycopy(distances, 0, errors, i * joints, joints);
      if (protocol.alignment() != full) {
        full.align(original, truth, mpjpeJoints, procrustes);
        distances(original, truth, distances);
      }
      paMpjpe[i] = mean(distances, 0, mpjpeJoints);
    }
  }

  private static void distances(double[] pose, double[] truth, double[] distances) {
    for (int j = 0; j < distances.length; j++) {
      double x = pose[3 * j] - truth[3 * j];
      double y = pose[3 * j + 1] - truth[3 * j + 1];
      double z = pose[3 * j + 2] - truth[3 * j + 2];
      distances[j] = Math.sqrt(x * x + y * y + z * z);
    }
  }

  /** The protocol behind every number here. */
  public Protocol protocol() {
    return protocol;
  }

  /** The joints of the poses compared. */
  public Skeleton skeleton() {
    return skeleton;
  }

  /** The number of poses, N. */
  public int samples() {
    return paMpjpe.length;
  }

  /** The distance of joint j of sample i from its truth, millimetres, under the protocol. */
  public double error(int i, int j) {
    return errors[i * skeleton.size() + j];
  }

  /** Mean per joint position error of one sample, millimetres. */
  public double mpjpe(int i) {
    return mean(errors, i * skeleton.size(), mpjpeJoints);
  }

  /** Mean per joint position error of one sample after Procrustes alignment, millimetres. */
  public double paMpjpe(int i) {
    return paMpjpe[i];
  }

  /** Fraction of one sample's joints within the threshold, percent. */
  public double pck(int i) {
    return share(i, pckJoints);
  }

  /** Mean per joint position error under the protocol, millimetres. */
  public double mpjpe() {
    return IntStream.range(0, samples()).mapToDouble(this::mpjpe).average().orElse(Double.NaN);
  }

  /** Mean per joint position error after Procrustes alignment, millimetres. */
  public double paMpjpe() {
    return IntStream.range(0, samples()).mapToDouble(this::paMpjpe).average().orElse(Double.NaN);
  }

  /** Fraction of joints within the threshold, percent. */
  public double pck() {
    return pckOf(pckJoints);
  }

  /** Mean of PCK over the protocol's thresholds, percent. */
  public double auc() {
    double[] thresholds = protocol.aucThresholds();
    long under = 0;
    for (int i = 0; i < samples(); i++) {
      for (int j : pckJoints) {
        under += thresholdsAbove(error(i, j), thresholds);
      }
    }
    return 100.0 * under / ((double) samples() * pckJoints.length * thresholds.length);
  }

  private static int thresholdsAbove(double error, double[] thresholds) {
    int above = 0;
    while (above < thresholds.length && error < thresholds[thresholds.length - 1 - above]) {
      above++;
    }
    return above;
  }

  /** All scores with what they mean. */
  public Scores scores() {
    return new Scores(
        pck(),
        auc(),
        mpjpe(),
        paMpjpe(),
        protocol.name(),
        pckJoints.length,
        mpjpeJoints.length,
        samples());
  }

  /** PCK of each joint, percent, in the skeleton's order. */
  public Map<String, Double> pckPerJoint() {
    Map<String, Double> result = new LinkedHashMap<>();
    for (int j = 0; j < skeleton.size(); j++) {
      result.put(skeleton.joints().get(j), pckOf(j));
    }
    return result;
  }

  /** Mean error of each joint, millimetres, in the skeleton's order. */
  public Map<String, Double> mpjpePerJoint() {
    Map<String, Double> result = new LinkedHashMap<>();
    for (int j = 0; j < skeleton.size(); j++) {
      int joint = j;
      double mean =
          IntStream.range(0, samples())
              .mapToDouble(i -> error(i, joint))
              .average()
              .orElse(Double.NaN);
      result.put(skeleton.joints().get(j), mean);
    }
    return result;
  }

  /** PCK of each body part, percent (Figure 7); parts without a joint here are left out. */
  public Map<BodyPart, Double> pckPerPart() {
    Map<BodyPart, Double> result = new EnumMap<>(BodyPart.class);
    for (BodyPart part : BodyPart.values()) {
      int[] joints = part.indices(skeleton);
      if (joints.length > 0) {
        result.put(part, pckOf(joints));
      }
    }
    return result;
  }

  /** The evaluation of these samples alone, in this order. */
  public Evaluation select(int... samples) {
    int joints = skeleton.size();
    double[] chosen = new double[samples.length * joints];
    double[] chosenPa = new double[samples.length];
    for (int k = 0; k < samples.length; k++) {
      System.arraycopy(errors, samples[k] * joints, chosen, k * joints, joints);
      chosenPa[k] = paMpjpe[samples[k]];
    }
    return new Evaluation(protocol, skeleton, chosen, chosenPa);
  }

  /**
   * One evaluation a group, in the order of first appearance.
   *
   * @param groups the group of each sample, such as its sequence or activity
   */
  public Map<String, Evaluation> by(List<String> groups) {
    if (groups.size() != samples()) {
      throw new IllegalArgumentException(
          groups.size() + " group names for " + samples() + " samples");
    }
    Map<String, List<Integer>> indices = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      indices.computeIfAbsent(groups.get(i), name -> new ArrayList<>()).add(i);
    }
    Map<String, Evaluation> result = new LinkedHashMap<>();
    indices.forEach(
        (name, list) -> result.put(name, select(list.stream().mapToInt(i -> i).toArray())));
    return result;
  }

  private double pckOf(int... joints) {
    return IntStream.range(0, samples())
        .mapToDouble(i -> share(i, joints))
        .average()
        .orElse(Double.NaN);
  }

  private double share(int i, int[] joints) {
    int within = 0;
    for (int j : joints) {
      if (error(i, j) < protocol.threshold()) {
        within++;
      }
    }
    return 100.0 * within / joints.length;
  }

  private static double mean(double[] values, int offset, int[] joints) {
    double sum = 0;
    for (int j : joints) {
      sum += values[offset + j];
    }
    return sum / joints.length;
  }
}
