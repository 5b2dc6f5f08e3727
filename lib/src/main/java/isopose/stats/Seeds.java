package isopose.stats;

import java.util.SplittableRandom;

/**
 * Independent random streams from one seed, by purpose and number, so that epoch 7 draws the same
 * whether epochs 0 to 6 ran in this process or before an interrupt.
 */
public final class Seeds {
  private Seeds() {}

  /** The seed of the stream of this purpose and number. */
  public static long of(long seed, String purpose, long number) {
    SplittableRandom mixer = new SplittableRandom(seed);
    long a = mixer.nextLong() ^ purpose.hashCode();
    return new SplittableRandom(new SplittableRandom(a).nextLong() + number).nextLong();
  }

  /** The stream itself. */
  public static SplittableRandom random(long seed, String purpose, long number) {
    return new SplittableRandom(of(seed, purpose, number));
  }
}
