package isopose.body;

import java.util.function.BiFunction;

/**
 * A person along a stream: the frames so far, and the most recent of them separately if a reset
 * rule compares the two.
 */
final class PersonState {
  private final RunningBody past;
  private final RunningBody window;
  private final RunningBody both;
  private final int windowFrames;

  /**
   * Of no frame.
   *
   * @param windowFrames how many frames the rule compares; 0: there is no rule
   */
  PersonState(int sums, int maxima, int windowFrames) {
    past = new RunningBody(sums, maxima);
    window = new RunningBody(sums, maxima);
    both = new RunningBody(sums, maxima);
    this.windowFrames = windowFrames;
  }

  /**
   * Adds a frame.
   *
   * @param isAnother whether a window's frames show another person than the frames before them
   * @return whether the frames before the window were dropped
   */
  boolean add(
      float[] summed,
      float[] compared,
      int i,
      BiFunction<RunningBody, RunningBody, Boolean> isAnother) {
    window.add(summed, compared, i);
    if (window.frames() < Math.max(1, windowFrames)) {
      return false;
    }
    boolean another = windowFrames > 0 && past.frames() > 0 && isAnother.apply(past, window);
    if (another) {
      past.clear();
    }
    past.add(window);
    window.clear();
    return another;
  }

  /** All frames since the last reset. */
  RunningBody all() {
    both.clear();
    both.add(past);
    both.add(window);
    return both;
  }
}
