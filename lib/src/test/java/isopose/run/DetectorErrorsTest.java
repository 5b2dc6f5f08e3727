package isopose.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.config.InputSettings;
import isopose.config.InputSettings.Detector;
import isopose.metrics.Protocol;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Track;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DetectorErrorsTest {
  private static final int CLIPS = 40;
  private static final int FRAMES = 200;
  private static final int COUNT = CLIPS * FRAMES;

  /** A person of 400 pixels who does not move, so that every difference is an error. */
  private static final float[] X = {
    0, -30, -30, -30, 30, 30, 30, 0, 0, 0, 0, 40, 60, 80, -40, -60, -80
  };

  private static final float[] Y = {
    0, 0, 100, 200, 0, 100, 200, -60, -120, -160, -200, -120, -70, -20, -120, -70, -20
  };

  private static TargetStream still;
  private static TargetStream seen;

  @BeforeAll
  static void detect() {
    Poses pose2d = Poses.zeros(COUNT, 17, 2);
    List<FrameId> frames = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < 17; j++) {
        pose2d.set(i, j, 0, X[j]);
        pose2d.set(i, j, 1, Y[j]);
      }
      frames.add(new FrameId(Track.of("clip" + i / FRAMES), 0, i % FRAMES));
    }
    List<String> all = Collections.nCopies(COUNT, "all");
    still =
        new TargetStream(
            "still",
            pose2d,
            null,
            frames,
            all,
            all,
            Protocol.US,
            Map.of(),
            List.of(),
            new BitSet());
    seen = Inputs.of(InputSettings.whole().with(Detector.REALISTIC, 3), still);
  }

  private static double error(int i, int j, int d) {
    return seen.pose2d().get(i, j, d) - still.pose2d().get(i, j, d);
  }

  /** Whether a joint lies nearer to where the other side's is. */
  private static boolean isSwapped(int i, int j) {
    int other = Skeleton.H36M_17.mirror().get(j);
    return Math.abs(seen.pose2d().get(i, j, 0) - X[other]) < Math.abs(error(i, j, 0));
  }

  /** Of samples with all joints and both sides right; the median is not moved by the others. */
  @Test
  void noiseGrowsFromTheTrunkAlongTheLimbs() {
    double[] expected = new double[17];
    for (int j = 0; j < 17; j++) {
      expected[j] = 2 * DetectorErrors.sigma(j); // a person of 400 pixels
      double square = 0;
      int n = 0;
      for (int i = 0; i < COUNT; i++) {
        if (seen.seen(i) && Math.abs(error(i, j, 1)) < 6 * expected[j]) {
          square += error(i, j, 1) * error(i, j, 1); // swapped joints are at the same height
          n++;
        }
      }
      assertEquals(expected[j], Math.sqrt(square / n), 0.05 * expected[j], "joint " + j);
    }
    assertTrue(expected[0] < expected[12] && expected[12] < expected[13], "trunk, elbow, wrist");
    assertEquals(expected[3], expected[6]);
  }

  @Test
  void sidesAreSwappedForWholeLimbsAndShortSpells() {
    int swapped = 0;
    int longest = 0;
    for (int i = 0, run = 0; i < COUNT; i++) {
      // wrists are 160 pixels apart with errors of 10: a swap cannot be mistaken
      boolean now = seen.seen(i) && isSwapped(i, 13);
      assertTrue(!now || isSwapped(i, 16), "both wrists");
      assertTrue(!now || isSwapped(i, 11), "and the shoulders");
      run = now ? run + 1 : 0;
      longest = Math.max(longest, run);
      swapped += now ? 1 : 0;
    }
    assertEquals(0.015 * COUNT, swapped, 0.006 * COUNT);
    assertTrue(longest > 1 && longest <= 2 * DetectorErrors.LONGEST_SWAP, "spells: " + longest);
  }

  @Test
  void samplesWithAMissingJointAreMarkedAndFilled() {
    assertEquals(0.08 * COUNT, seen.filled().cardinality(), 0.025 * COUNT);
    assertFalse(seen.seen(seen.filled().nextSetBit(0)), "never adapted on");
    for (float value : seen.pose2d().values()) {
      assertTrue(Float.isFinite(value));
    }
  }

  @Test
  void spellsEndWithTheirSegment() {
    List<FrameId> frames = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      frames.add(new FrameId(Track.of("clip" + i / 3), 0, i % 3));
    }
    BitSet within = DetectorErrors.spells(frames, 0.1, 50, new SplittableRandom(1));
    int first = 0;
    int last = 0;
    for (int i = 0; i < 3000; i += 3) {
      first += within.get(i) ? 1 : 0;
      last += within.get(i + 2) ? 1 : 0;
    }
    assertEquals(100, first, 40, "a first sample is in a spell only if one begins there");
    assertEquals(1000 * (1 - 0.9 * 0.9 * 0.9), last, 50, "nearly all last to the end");
  }

  @Test
  void errorsFollowFromTheSeedAndNotFromTheSubset() {
    InputSettings realistic = InputSettings.whole().with(Detector.REALISTIC, 3);
    assertArrayEquals(seen.pose2d().values(), Inputs.of(realistic, still).pose2d().values());
    TargetStream part = Inputs.of(InputSettings.target(80).with(Detector.REALISTIC, 3), still);
    assertArrayEquals(seen.subset(80).pose2d().values(), part.pose2d().values());
    assertEquals(seen.subset(80).filled(), part.filled());
    TargetStream other = Inputs.of(InputSettings.whole().with(Detector.REALISTIC, 4), still);
    assertFalse(other.contentHash().equals(seen.contentHash()));
  }
}
