package isopose.body;

import ai.djl.ndarray.NDArray;
import isopose.io.BadInput;
import isopose.model.Lifter;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;

/**
 * How the features of a person's frames become one vector, in constant memory: numbers of each
 * frame are added up, others are compared by their maximum, and the summary is computed from both.
 * The order of the frames has no influence.
 *
 * <p>An implementation without parameters needs {@link #summary} alone: by default, the features
 * themselves are added up.
 */
public interface Pooling {
  /** What the names of a pooling's parameters start with. */
  String PREFIX = Lifter.EXTRACTOR + "body.pooling.";

  /**
   * The pooling of this name.
   *
   * @throws BadInput if there is none
   */
  static Pooling named(String name) {
    return switch (name) {
      case "attention" -> new AttentionPooling();
      case "mean-max" -> new MeanMaxPooling();
      default -> throw new BadInput("pooling '%s': expected attention or mean-max".formatted(name));
    };
  }

  /** Its parameters, by names that start with {@link #PREFIX}; by default none. */
  default void declare(Network.Declarations declare, int width) {}

  /** What is added up: features (N, F) to (N, S). */
  default NDArray summed(Parameters parameters, NDArray features) {
    return features;
  }

  /** What the maximum is taken of: features (N, F) to (N, M); by default nothing, null. */
  default NDArray compared(NDArray features) {
    return null;
  }

  /**
   * The summary of some frames.
   *
   * @param sums (N, S)
   * @param maxima (N, M), or null
   * @param frames (N, 1), how many frames each row has
   * @return (N, {@link #summaryWidth})
   */
  NDArray summary(NDArray sums, NDArray maxima, NDArray frames);

  /** The length of a summary for features of this width; by default the same. */
  default int summaryWidth(int width) {
    return width;
  }
}
