package isopose.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Made-up points. */
final class Clusters {
  private Clusters() {}

  /** Normally distributed about (centre, centre, ...), deviation 1. */
  static double[][] around(double centre, int count, int dims, long seed) {
    Random random = new Random(seed);
    double[][] points = new double[count][dims];
    for (double[] point : points) {
      for (int d = 0; d < dims; d++) {
        point[d] = centre + random.nextGaussian();
      }
    }
    return points;
  }

  /** Two sets of points, the first of which is wanted. */
  static Neighbours labelled(double[][] wanted, double[][] others) {
    List<String> clips = new ArrayList<>(Collections.nCopies(wanted.length, "a"));
    clips.addAll(Collections.nCopies(others.length, "b"));
    boolean[] labels = new boolean[wanted.length + others.length];
    Arrays.fill(labels, 0, wanted.length, true);
    return new Neighbours(
        Stream.of(wanted, others).flatMap(Stream::of).toArray(double[][]::new), clips, labels);
  }
}
