package isopose.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points with a label, among which nearest neighbours are looked for: the number beside the picture
 * of Figure 6. It is taken in the hidden space itself, not on t-SNE's map.
 *
 * @param points (N, D)
 * @param clips each point's clip
 * @param wanted whether each point counts, e.g. is a target truth
 */
@SuppressWarnings("ArrayRecordComponent") // columns of numbers, never compared
public record Neighbours(double[][] points, List<String> clips, boolean[] wanted) {

  public Neighbours {
    if (points.length != clips.size() || points.length != wanted.length) {
      throw new IllegalArgumentException(
          "%d points, %d clips, %d labels".formatted(points.length, clips.size(), wanted.length));
    }
  }

  /**
   * The percentage of wanted points among a point's k nearest neighbours. Points of its own clip
   * are left out: a prediction's own truth would else be its neighbour, and say nothing of how it
   * lies to the others.
   *
   * @param point (D)
   * @param clip its clip
   */
  public double share(double[] point, String clip, int k) {
    double[] distances = new double[points.length];
    Arrays.setAll(distances, i -> squaredDistance(point, points[i]));
    int[] others =
        IntStream.range(0, points.length).filter(i -> !clips.get(i).equals(clip)).toArray();
    if (k < 1 || k > others.length) {
      throw new IllegalArgumentException(
          k + " neighbours asked for; there are " + others.length + " points of other clips");
    }
    long count =
        IntStream.of(others)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distances[i]))
            .limit(k)
            .filter(i -> wanted[i])
            .count();
    return 100.0 * count / k;
  }

  /** The mean of {@link #share} over many points. */
  public double meanFraction(double[][] many, List<String> clipsOfMany, int k) {
    return IntStream.range(0, many.length)
        .mapToDouble(i -> share(many[i], clipsOfMany.get(i), k))
        .average()
        .orElse(Double.NaN);
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }
}
