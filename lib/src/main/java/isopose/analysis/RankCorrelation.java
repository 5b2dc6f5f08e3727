package isopose.analysis;

import isopose.stats.Bootstrap;
import isopose.stats.Interval;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/** Whether two quantities rise together, in any form: Spearman's rank correlation. */
public final class RankCorrelation {
  private static final int DRAWS = 2000;

  private RankCorrelation() {}

  /**
   * The mean over seeds, with an interval over seeds and clips.
   *
   * @param a for each seed one number a sample, all finite
   * @param b for each seed one number a sample, all finite
   * @param clips (N) each sample's clip
   * @param seed of the draws
   */
  public static Interval of(List<double[]> a, List<double[]> b, List<?> clips, long seed) {
    return Bootstrap.of(
        a.size(),
        clips,
        (seeds, samples) ->
            IntStream.of(seeds)
                .mapToDouble(s -> of(pick(a.get(s), samples), pick(b.get(s), samples)))
                .average()
                .orElseThrow(),
        DRAWS,
        seed);
  }

  /** Of two samples of equal length; NaN where one is constant. */
  public static double of(double[] a, double[] b) {
    return new SpearmansCorrelation().correlation(a, b);
  }

  private static double[] pick(double[] values, int... indices) {
    return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
  }
}
