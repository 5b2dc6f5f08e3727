package isopose.body;

import isopose.model.Ranges;
import java.util.List;

/**
 * Which body a lifter is given along a stream.
 *
 * @param scope the frames that the estimate comes from
 * @param ratios the ten numbers of {@link BodyRatios} for {@link Scope#KNOWN}; else null
 * @param resetThreshold in scope STREAM: the estimate starts again where a window of frames differs
 *     from all frames before it by more than this, in units of the spread of windows on source
 *     validation; 0: never
 * @param resetWindow frames of that window
 */
public record BodyEstimation(
    Scope scope, List<Double> ratios, double resetThreshold, int resetWindow) {

  /** The frames of a window unless another number is given. */
  public static final int DEFAULT_WINDOW = 16;

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
    /** None: the body of the 3D truth, frame by frame; an upper bound, for evaluation only. */
    TRUTH
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
    Ranges.require("body.resetThreshold", resetThreshold, 0, 1e6);
    Ranges.require("body.resetWindow", resetWindow, 1, 10_000);
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
