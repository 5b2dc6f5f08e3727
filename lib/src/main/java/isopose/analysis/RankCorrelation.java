package isopose.analysis;

import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/** Whether two quantities rise together, in any form: Spearman's rank correlation. */
public final class RankCorrelation {
  private static final int DRAWS = 1000;

  private RankCorrelation() {}

  /**
   * With an interval over clips.
   *
   * @param a one number a sample, all finite
   * @param b one number a sample, all finite
   * @param clips each sample's clip
   */
  public static ClipBootstrap of(double[] a, double[] b, List<String> clips, long seed) {
    return ClipBootstrap.of(
        clips, places -> spearman(pick(a, places), pick(b, places)), DRAWS, seed);
  }

  private static double spearman(double[] a, double[] b) {
    return new SpearmansCorrelation().correlation(a, b);
  }

  private static double[] pick(double[] values, int... places) {
    return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
  }
}
