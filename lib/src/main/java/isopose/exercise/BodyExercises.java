package isopose.exercise;

import isopose.body.BodyRatios;
import isopose.notebook.Exercise;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.SplittableRandom;

/** The exercises of notebook 14: the ten numbers of a body, and pooling along a stream. */
public final class BodyExercises {
  private static final Skeleton SKELETON = Skeleton.H36M_17;

  /** The joints at the ends of each bone of {@link BodyRatios#BONES}, of both sides. */
  private static final int[][] ENDS = {
    {1, 4}, {2, 5}, {3, 6}, {7}, {8}, {9}, {10}, {11, 14}, {12, 15}, {13, 16}
  };

  private static final int RIGHT_KNEE = 2;
  private static final int RIGHT_ANKLE = 3;
  private static final int LEFT_KNEE = 5;
  private static final double[][] FEATURES = {{1, 2}, {3, -4}, {-5, 6}};

  private BodyExercises() {}

  /** The ten numbers of one pose. */
  @FunctionalInterface
  public interface RatiosAnswer {
    /**
     * For each bone ln(16 b / B).
     *
     * @param pose (J, 3), any unit
     * @param parents each joint's parent; the root is its own
     * @param ends for each bone the joint at which it ends, or the two joints of a paired bone
     * @return (10)
     */
    double[] ratios(double[][] pose, int[] parents, int[][] ends);
  }

  /** One frame is added to the running sums. */
  @FunctionalInterface
  public interface PoolingAnswer {
    /**
     * The sums after a frame.
     *
     * @param sums (F + 1) weighted features, then the weights; zeros before the first frame
     * @param features (F) of the frame
     * @param score of the frame, not limited yet
     * @return (F + 1)
     */
    double[] updated(double[] sums, double[] features, double score);
  }

  /** 14.1: the proportions of a pose. */
  public static Exercise<RatiosAnswer> ratios() {
    return Exercise.<RatiosAnswer>named("14.1 The ten numbers")
        .expect("Ten numbers are expected, one for each bone.", f -> of(f, pose(1)).length == 10)
        .expect(
            "All 16 bones have length 1: each number is the logarithm of 1.",
            f -> VanillaExercises.same(new double[10], of(f, pose(1))))
        .expect(
            "The same pose in another unit: is each length divided by the sum of all 16 bones?",
            f -> VanillaExercises.same(new double[10], of(f, pose(1000))))
        .expect(
            "Both thighs are longer: do paired bones count twice in the sum?",
            f -> same(f, stretched(stretched(pose(1), RIGHT_KNEE, 1), LEFT_KNEE, 1)))
        .expect(
            "One thigh is longer than the other: is b the mean of both lengths?",
            f -> same(f, stretched(pose(1), RIGHT_KNEE, 1)))
        .expect(
            "The right shin is longer: does each bone use its own joints?",
            f -> same(f, stretched(pose(1), RIGHT_ANKLE, 1)))
        .expect("A pose with random bones.", f -> same(f, randomPose()));
  }

  /** 14.2: attention pooling, frame by frame. */
  public static Exercise<PoolingAnswer> pooling() {
    double[] none = new double[3];
    return Exercise.<PoolingAnswer>named("14.2 Streaming pooling")
        .expect(
            "Two features and their weight: the state has three numbers after every frame.",
            f -> f.updated(none.clone(), FEATURES[0].clone(), 0).length == 3)
        .expect(
            "A score of 0: which weight does the first frame have?",
            f ->
                VanillaExercises.same(
                    new double[] {1, 2, 1}, f.updated(none.clone(), FEATURES[0].clone(), 0)))
        .expect(
            "A score of ln 2: are the features multiplied by the weight before they are added?",
            f ->
                VanillaExercises.same(
                    new double[] {2, 4, 2},
                    f.updated(none.clone(), FEATURES[0].clone(), Math.log(2))))
        .expect(
            "Three frames: does each start from the sums of the frames before it?",
            f -> VanillaExercises.same(new double[] {-1, 4, 3}, streamed(f, 0, 0, 0)))
        .expect(
            "A score of 100: one frame must not outweigh all others; which limit does a score have?",
            f -> VanillaExercises.same(pooled(6, 0, 0), pooled(streamed(f, 100, 0, 0))))
        .expect(
            "A score of -100: is there a lower limit, too?",
            f -> VanillaExercises.same(pooled(-6, 0, 0), pooled(streamed(f, -100, 0, 0))))
        .expect(
            "The features of a frame must not change: the lifter still needs them.",
            f -> {
              double[] features = FEATURES[1].clone();
              f.updated(none.clone(), features, 1);
              return VanillaExercises.same(FEATURES[1], features);
            });
  }

  private static double[] of(RatiosAnswer answer, Poses pose) {
    double[][] joints = new double[SKELETON.size()][3];
    for (int k = 0; k < pose.values().length; k++) {
      joints[k / 3][k % 3] = pose.values()[k];
    }
    int[] parents = SKELETON.parents().stream().mapToInt(Integer::intValue).toArray();
    int[][] ends = new int[ENDS.length][];
    for (int k = 0; k < ends.length; k++) {
      ends[k] = ENDS[k].clone();
    }
    return answer.ratios(joints, parents, ends);
  }

  private static boolean same(RatiosAnswer answer, Poses pose) {
    float[] expected = BodyRatios.of(pose, 0);
    double[] actual = of(answer, pose);
    boolean same = actual.length == expected.length;
    for (int k = 0; same && k < expected.length; k++) {
      same = Math.abs(expected[k] - actual[k]) < 1e-5;
    }
    return same;
  }

  /** Every bone has this length and runs along x. */
  private static Poses pose(double length) {
    Poses pose = Poses.zeros(1, SKELETON.size(), 3);
    for (int j = 1; j < SKELETON.size(); j++) {
      pose.set(0, j, 0, (float) (pose.get(0, SKELETON.parents().get(j), 0) + length));
    }
    return pose;
  }

  /** The bone that ends in this joint is longer by so much, along x. */
  private static Poses stretched(Poses pose, int joint, double by) {
    Poses stretched = new Poses(pose.values().clone(), pose.joints(), 3);
    boolean[] moves = new boolean[SKELETON.size()];
    for (int j = 1; j < moves.length; j++) {
      moves[j] = j == joint || moves[SKELETON.parents().get(j)];
      stretched.set(0, j, 0, (float) (pose.get(0, j, 0) + (moves[j] ? by : 0)));
    }
    return stretched;
  }

  private static Poses randomPose() {
    SplittableRandom random = new SplittableRandom(14);
    Poses pose = Poses.zeros(1, SKELETON.size(), 3);
    for (int k = 3; k < pose.values().length; k++) {
      pose.values()[k] = (float) random.nextDouble(-500, 500);
    }
    return pose;
  }

  /** The sums after all frames with these scores. */
  private static double[] streamed(PoolingAnswer answer, double... scores) {
    double[] sums = new double[FEATURES[0].length + 1];
    for (int i = 0; i < scores.length; i++) {
      sums = answer.updated(sums, FEATURES[i].clone(), scores[i]);
    }
    return sums;
  }

  private static double[] pooled(double[] sums) {
    return new double[] {sums[0] / sums[2], sums[1] / sums[2]};
  }

  /** The weighted mean, from all frames at once. */
  private static double[] pooled(double first, double second, double third) {
    double[] scores = {first, second, third};
    double[] sums = new double[3];
    for (int i = 0; i < scores.length; i++) {
      for (int d = 0; d < 2; d++) {
        sums[d] += Math.exp(scores[i]) * FEATURES[i][d];
      }
      sums[2] += Math.exp(scores[i]);
    }
    return pooled(sums);
  }
}
