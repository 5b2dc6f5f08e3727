package isopose.bench;

import java.util.stream.DoubleStream;

/** Times of the repetitions of one step, milliseconds. */
final class Clock {
  private final DoubleStream.Builder laps = DoubleStream.builder();
  private long last = System.nanoTime();

  /** Starts a lap without counting what was before. */
  void start() {
    last = System.nanoTime();
  }

  /** Ends a lap of so many steps and starts the next one. */
  void lap(int steps) {
    long now = System.nanoTime();
    laps.add((now - last) / 1e6 / steps);
    last = now;
  }

  double[] laps() {
    return laps.build().toArray();
  }
}
