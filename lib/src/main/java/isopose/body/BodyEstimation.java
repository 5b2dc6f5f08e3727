package isopose.body;

import isopose.model.Ranges;
import java.util.List;
import java.util.Locale;

/**
 * Which body a lifter is given along a stream, and what adaptation moves beside it.
 *
 * <p>The reset rule is for streams whose persons change and are not named. It is off by default. Of
 * twelve settings (windows of 8, 16 and 32 frames, thresholds 1.5, 2, 3 and 4), a window of 8 and a
 * threshold of 4 had the lowest mean MPJPE over three streams of source validation, with one model
 * of preset quick-body: made-up bodies within 25 % that change with the clip, 41.5 mm for 53.6
 * without the rule; measured persons that change every 100 frames, 31.5 for 31.5; one body, 24.8
 * for 25.0. So it pays where bodies differ much, such as children and adults. On another data set
 * the estimates of one person spread more than on source validation, the rule finds changes that
 * are none, and the gain over single frames becomes smaller.
 *
 * @param scope the frames that the estimate comes from
 * @param ratios the ten numbers of {@link BodyRatios} for {@link Scope#KNOWN}; else null
 * @param resetThreshold in scope STREAM, where persons are not named: the estimate starts again
 *     where a window of frames differs from all frames before it by more than this (root mean
 *     square over the ten numbers), in units of the spread of windows on source validation; 0:
 *     never
 * @param resetWindow frames of that window
 * @param refine what Algorithm 1 moves; null: nothing
 * @param technique what it minimises, which needs a model that was trained with D; null: the
 *     squared errors of eq. 4, without L_adv
 */
public record BodyEstimation(
    Scope scope,
    List<Double> ratios,
    double resetThreshold,
    int resetWindow,
    Refine refine,
    Technique technique) {

  /** The frames of a window unless another number is given. */
  public static final int DEFAULT_WINDOW = 8;

  /** The frames that an estimate comes from. */
  public enum Scope {
    /** The frame itself. */
    OWN,
    /** All frames of the clip so far. */
    CLIP,
    /** All frames of the person so far; where the stream names no persons, all frames so far. */
    STREAM,
    /** None: the user gives the body. */
    KNOWN,
    /** None: the body of the 3D truth, frame by frame; for evaluation only. */
    TRUTH
  }

  /** What adaptation moves; it starts at the estimate and at the trained weights. */
  public enum Refine {
    /** An offset on the ten numbers, and no weight. */
    RATIOS,
    /** The weights of the conditioned extractor, but not those of the body encoder. */
    WEIGHTS
  }

  /** The self-supervised technique of an adaptation. */
  public enum Technique {
    /** Eq. 3. */
    ADVERSARY,
    /** Eq. 4. */
    CYCLE
  }

  /** Without adaptation. */
  public BodyEstimation(Scope scope, List<Double> ratios, double resetThreshold, int resetWindow) {
    this(scope, ratios, resetThreshold, resetWindow, null, null);
  }

  public BodyEstimation {
    ratios = ratios == null ? null : List.copyOf(ratios);
    if (scope == null || (scope == Scope.KNOWN) != (ratios != null)) {
      throw new IllegalArgumentException(
          "body: expected a scope, and ratios if it is known; got %s and %s"
              .formatted(scope, ratios));
    }
    if (ratios != null) {
      Ranges.require("body.ratios", ratios.size(), BodyRatios.COUNT, BodyRatios.COUNT);
      ratios.forEach(ratio -> Ranges.require("body.ratios", ratio, -10, 10));
    }
    if (technique != null && refine == null) {
      throw new IllegalArgumentException("body: technique is for what refine names, which is null");
    }
    Ranges.require("body.resetThreshold", resetThreshold, 0, 1e6);
    Ranges.require("body.resetWindow", resetWindow, 1, 10_000);
  }

  /** The same with Algorithm 1 on these numbers; null: on none. */
  public BodyEstimation refining(Refine newRefine) {
    return refining(newRefine, technique);
  }

  /** The same with Algorithm 1 on these numbers by this technique. */
  public BodyEstimation refining(Refine newRefine, Technique newTechnique) {
    return new BodyEstimation(scope, ratios, resetThreshold, resetWindow, newRefine, newTechnique);
  }

  /** What is refined and how, in names of runs: "ratios", "ratios-adversary". */
  public String refinement() {
    return (technique == null ? "" + refine : refine + "-" + technique).toLowerCase(Locale.ROOT);
  }

  /** From these frames, without a reset rule. */
  public static BodyEstimation of(Scope scope) {
    return new BodyEstimation(scope, null, 0, DEFAULT_WINDOW);
  }

  /** Of a body that is known, (10) as {@link BodyRatios} gives it. */
  public static BodyEstimation known(float... ratios) {
    Double[] values = new Double[ratios.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = (double) ratios[k];
    }
    return new BodyEstimation(Scope.KNOWN, List.of(values), 0, DEFAULT_WINDOW);
  }
}
