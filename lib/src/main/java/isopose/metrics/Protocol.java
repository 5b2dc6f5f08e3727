package isopose.metrics;

import isopose.geometry.Procrustes;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeletons;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The definition of a score, so that only scores of one definition are compared.
 *
 * <p>The variants in circulation have names too: {@code us-16} or {@code us-17} count the root's
 * constant zero (PCK16 = (14 PCK14 + 100 + PCK of the spine) / 16), {@code us-auc200} measures AUC
 * up to 200 mm, {@code pa-reflection} lets Procrustes mirror, {@code us-universal} says that the
 * truth was rescaled, {@code 3dpw} takes every score over 14 joints.
 *
 * @param alignment what the prediction may be changed by
 * @param joints the joints of PCK and AUC
 * @param mpjpeJoints the joints of MPJPE, which are also those that an alignment is fitted on
 * @param threshold millimetres under which a joint counts as right in PCK
 * @param aucMax millimetres; AUC is the mean PCK over the thresholds 0, 5, .. aucMax
 * @param annotation the kind of truth
 */
public record Protocol(
    Alignment alignment,
    JointSet joints,
    JointSet mpjpeJoints,
    double threshold,
    double aucMax,
    Annotation annotation) {

  /** Unscaled, MPI-INF-3DHP's own: PCK and AUC over 14 joints at 150 mm, MPJPE over all. */
  public static final Protocol US =
      new Protocol(Alignment.US, JointSet.FOURTEEN, JointSet.ALL, 150, 150, Annotation.METRIC);

  /** As {@link #US}, after one least-squares scale a pose. */
  public static final Protocol GS = US.with(Alignment.GS);

  /** As {@link #US}, after Procrustes alignment. */
  public static final Protocol PA = US.with(Alignment.PA);

  /** Table 2: PA-MPJPE and PCK over 14 joints; the PCK unscaled. */
  public static final Protocol THREEDPW = US.withMpjpe(JointSet.FOURTEEN);

  private static final double AUC_STEP = 5;

  public Protocol {
    Objects.requireNonNull(alignment);
    Objects.requireNonNull(joints);
    Objects.requireNonNull(mpjpeJoints);
    Objects.requireNonNull(annotation);
    if (!(threshold > 0 && threshold < 1e6) || !(aucMax > 0 && aucMax < 1e6)) {
      throw new IllegalArgumentException("thresholds are positive millimetres");
    }
  }

  /**
   * A protocol by its name: {@code us}, {@code gs}, {@code pa} or {@code 3dpw}, then any of {@code
   * -reflection}, {@code -14}, {@code -16}, {@code -17}, {@code -auc200}, {@code -universal},
   * {@code -smpl}.
   *
   * @throws IllegalArgumentException if a part of the name is unknown
   */
  public static Protocol named(String name) {
    List<String> words = Arrays.asList(name.toLowerCase(Locale.ROOT).split("-", -1));
    Protocol protocol =
        switch (words.get(0)) {
          case "us" -> US;
          case "gs" -> GS;
          case "pa" -> PA;
          case "3dpw" -> THREEDPW;
          default -> throw unknown(name);
        };
    for (String word : words.subList(1, words.size())) {
      protocol =
          switch (word) {
            case "reflection" -> protocol.reflected(name);
            case "14", "16", "17" -> protocol.with(JointSet.named(word));
            case "auc150" -> protocol.withAucMax(150);
            case "auc200" -> protocol.withAucMax(200);
            case "universal" -> protocol.with(Annotation.UNIVERSAL);
            case "smpl" -> protocol.with(Annotation.SMPL_JOINTS);
            default -> throw unknown(name);
          };
    }
    return protocol;
  }

  private Protocol reflected(String name) {
    if (alignment != Alignment.PA) {
      throw unknown(name);
    }
    return with(Alignment.PA_REFLECTION);
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "protocol '"
            + name
            + "': expected us, gs, pa or 3dpw, then any of -16 -17 -auc200 -universal -smpl, and"
            + " -reflection after pa");
  }

  /** This protocol with another alignment. */
  public Protocol with(Alignment other) {
    return new Protocol(other, joints, mpjpeJoints, threshold, aucMax, annotation);
  }

  /** This protocol with other joints for PCK and AUC. */
  public Protocol with(JointSet other) {
    return new Protocol(alignment, other, mpjpeJoints, threshold, aucMax, annotation);
  }

  /** This protocol with other joints for MPJPE and for fitting the alignment. */
  public Protocol withMpjpe(JointSet other) {
    return new Protocol(alignment, joints, other, threshold, aucMax, annotation);
  }

  /** This protocol with AUC up to so many millimetres. */
  public Protocol withAucMax(double millimetres) {
    return new Protocol(alignment, joints, mpjpeJoints, threshold, millimetres, annotation);
  }

  /** This protocol for another kind of truth. */
  public Protocol with(Annotation other) {
    return new Protocol(alignment, joints, mpjpeJoints, threshold, aucMax, other);
  }

  /**
   * The short name, without the joints, which stand beside it in every record: "us", "gs", "pa",
   * with what differs from the standard added, as in "us-auc200".
   */
  public String name() {
    StringBuilder name = new StringBuilder(alignment.label());
    if (threshold != 150) {
      name.append("-pck").append(number(threshold));
    }
    if (aucMax != 150) {
      name.append("-auc").append(number(aucMax));
    }
    if (annotation != Annotation.METRIC) {
      name.append('-').append(annotation.label());
    }
    return name.toString();
  }

  /** One line for captions: everything that the number depends on. */
  public String describe() {
    return "%s, PCK at %s mm and AUC to %s mm over %s joints, MPJPE over %s joints, %s truth"
        .formatted(
            alignment.label(),
            number(threshold),
            number(aucMax),
            joints.label(),
            mpjpeJoints.label(),
            annotation.label());
  }

  /** The thresholds whose mean PCK is AUC: 0, 5, .. aucMax. */
  public double[] aucThresholds() {
    double[] thresholds = new double[(int) Math.floor(aucMax / AUC_STEP) + 1];
    for (int k = 0; k < thresholds.length; k++) {
      thresholds[k] = k * AUC_STEP;
    }
    return thresholds;
  }

  /**
   * The predictions as this protocol compares them with the truth: root-relative and aligned.
   *
   * @param predicted (N, J, 3) millimetres, J = 17 or 16 in Human3.6M's order or 14 in LSP's
   * @param truth (N, J, 3) millimetres, root-relative
   */
  public Poses align(Poses predicted, Poses truth) {
    int[] fitted = mpjpeJoints.indices(Skeletons.ofSize(predicted.joints()));
    PosePairs pairs = PosePairs.of(predicted, truth, Skeletons.ofSize(predicted.joints()));
    Poses aligned = Poses.zeros(predicted.count(), predicted.joints(), 3);
    double[] pose = new double[predicted.stride()];
    double[] target = new double[predicted.stride()];
    Procrustes procrustes = new Procrustes();
    for (int i = 0; i < predicted.count(); i++) {
      pairs.read(i, pose, target);
      alignment.align(pose, target, fitted, procrustes);
      for (int k = 0; k < pose.length; k++) {
        aligned.values()[i * pose.length + k] = (float) pose[k];
      }
    }
    return aligned;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
