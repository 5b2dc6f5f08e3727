package isopose.run;

import isopose.data.MissingJoints;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Track;
import isopose.stats.Seeds;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Errors as a 2D detector makes them: noise that grows from the trunk along the limbs, limbs whose
 * left and right side are swapped for a few samples, and joints that are missing for a few samples.
 *
 * <p>The numbers are made up. They were chosen by hand, before any result on them was seen, and are
 * not fitted to a detector: wrists and ankles have the noise of the middle of Table 5 (5 pixels for
 * a person of 200), the trunk less than half of it; about 1.5 % of the samples show the arms
 * swapped, as many the legs, and about 8 % lack a joint. Errors of neighbouring samples are
 * independent except for the spells, and do not depend on the view; a real detector errs more where
 * joints are occluded.
 */
final class DetectorErrors {
  /** Standard deviations of the noise in pixels, for a person of 200 pixels. */
  static final double TRUNK = 2;

  static final double MIDDLE = 3.5;
  static final double END = 5;

  /** Probability that a spell begins at a sample, and its longest duration in samples. */
  static final double SWAP_BEGINS = 0.005;

  static final int LONGEST_SWAP = 5;
  static final double GAP_BEGINS = 0.003;
  static final int LONGEST_GAP = 6;

  private static final Skeleton SKELETON = Skeleton.H36M_17;
  private static final List<Integer> ENDS = joints("right_wrist", "right_ankle");
  private static final List<Integer> MIDDLES = joints("right_elbow", "right_knee");
  private static final int HEAD_TOP = SKELETON.index("head_top");
  private static final List<List<Integer>> LIMBS =
      List.of(
          indices("right_shoulder", "right_elbow", "right_wrist"),
          indices("right_hip", "right_knee", "right_ankle"));

  private DetectorErrors() {}

  /**
   * The stream as the detector sees it; its truth stays. Missing joints are filled by {@link
   * MissingJoints}, and their samples are marked, so that nothing adapts to them.
   */
  static TargetStream add(TargetStream stream, long seed) {
    Poses seen = detected(stream, seed);
    BitSet filled = MissingJoints.rows(MissingJoints.fill(seen, stream.frames()));
    filled.or(stream.filled());
    return stream.withInput("%s-detector-seed%d".formatted(stream.name(), seed), seen, filled);
  }

  /** The stream's 2D poses as the detector sees them; missing joints are NaN. */
  static Poses detected(TargetStream stream, long seed) {
    Poses seen = new Poses(stream.pose2d().values().clone(), stream.pose2d().joints(), 2);
    for (int limb = 0; limb < LIMBS.size(); limb++) {
      SplittableRandom random = Seeds.random(seed, "swaps", limb);
      List<Integer> joints = LIMBS.get(limb);
      spells(stream.frames(), SWAP_BEGINS, LONGEST_SWAP, random).stream()
          .forEach(i -> joints.forEach(j -> swap(seen, i, j)));
    }
    addNoise(seen, stream, seed);
    for (int joint : Stream.of(MIDDLES, ENDS).flatMap(List::stream).toList()) {
      SplittableRandom random = Seeds.random(seed, "gaps", joint);
      spells(stream.frames(), GAP_BEGINS, LONGEST_GAP, random).stream()
          .forEach(i -> IntStream.range(0, 2).forEach(d -> seen.set(i, joint, d, Float.NaN)));
    }
    return seen;
  }

  /** The standard deviation of a joint's noise, pixels for a person of 200. */
  static double sigma(int joint) {
    if (ENDS.contains(joint)) {
      return END;
    }
    return MIDDLES.contains(joint) || joint == HEAD_TOP ? MIDDLE : TRUNK;
  }

  /**
   * Samples within spells. A spell ends with its segment.
   *
   * @param begins probability that a spell begins at a sample outside of one
   * @param longest samples; the duration is uniform from 1
   */
  static BitSet spells(List<FrameId> frames, double begins, int longest, SplittableRandom random) {
    BitSet within = new BitSet();
    int left = 0;
    for (int i = 0; i < frames.size(); i++) {
      if (i > 0 && !frames.get(i).sharesSegment(frames.get(i - 1))) {
        left = 0;
      }
      if (left == 0 && random.nextDouble() < begins) {
        left = 1 + random.nextInt(longest);
      }
      if (left > 0) {
        within.set(i);
        left--;
      }
    }
    return within;
  }

  private static void swap(Poses poses, int i, int joint) {
    int other = SKELETON.mirror().get(joint);
    for (int d = 0; d < 2; d++) {
      float value = poses.get(i, joint, d);
      poses.set(i, joint, d, poses.get(i, other, d));
      poses.set(i, other, d, value);
    }
  }

  private static void addNoise(Poses poses, TargetStream stream, long seed) {
    Map<Track, Double> heights = InputNoise.heights(stream);
    for (int i = 0; i < poses.count(); i++) {
      Random random = new Random(Seeds.of(seed, "detector", i));
      double scale = heights.get(stream.frames().get(i).track()) / InputNoise.PERSON;
      for (int j = 0; j < poses.joints(); j++) {
        for (int d = 0; d < 2; d++) {
          double error = scale * sigma(j) * random.nextGaussian();
          poses.set(i, j, d, (float) (poses.get(i, j, d) + error));
        }
      }
    }
  }

  private static List<Integer> indices(String... names) {
    return Stream.of(names).map(SKELETON::index).toList();
  }

  /** These joints and those of the other side. */
  private static List<Integer> joints(String... names) {
    return indices(names).stream()
        .flatMap(joint -> Stream.of(joint, SKELETON.mirror().get(joint)))
        .toList();
  }
}
