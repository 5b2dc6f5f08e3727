package isopose.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Percentile bootstrap (Efron and Tibshirani, 1993) that resamples seeds and clusters with
 * replacement, and never single frames: frames of one clip resemble each other, and resampling them
 * one by one makes every interval far too narrow. A cluster is a clip, or a subject.
 *
 * <p>Seeds and clusters are crossed (every seed saw every cluster), so each draw takes some seeds
 * and, independently, some clusters with all their samples. With one seed, or one cluster, only the
 * other is resampled. Three seeds span few combinations: read the interval beside the seeds' own
 * spread.
 *
 * <p>The p-value is twice the smaller fraction of draws on either side of zero, with one added to
 * numerator and denominator (Davison and Hinkley, 1997, Sec. 4.2), so that it is never 0.
 */
public final class Bootstrap {
  /** The number of draws where a draw is cheap. */
  public static final int DRAWS = 10_000;

  private Bootstrap() {}

  /** A statistic of some seeds' samples. */
  @FunctionalInterface
  public interface Statistic {
    /**
     * Of one draw.
     *
     * @param seeds indices of seeds, each as often as it was drawn
     * @param samples indices of samples, each as often as its cluster was drawn
     * @return the statistic; a draw for which it is not finite does not count
     */
    double of(int[] seeds, int[] samples);
  }

  /**
   * The interval of any statistic.
   *
   * @param seeds how many there are
   * @param clusters (N) the cluster of each sample
   * @param draws how many; at least 2,000 where the p-value is to be corrected for other tests
   * @param seed of the draws
   */
  public static Interval of(
      int seeds, List<?> clusters, Statistic statistic, int draws, long seed) {
    List<int[]> members = members(clusters);
    return draw(
        seeds,
        members.size(),
        (someSeeds, some) ->
            statistic.of(
                someSeeds,
                IntStream.of(some).mapToObj(members::get).flatMapToInt(Arrays::stream).toArray()),
        draws,
        seed);
  }

  /**
   * The interval of the mean over seeds and samples, for example of paired differences.
   *
   * @param values for each seed one value a sample
   * @param clusters (N) the cluster of each sample
   * @param seed of the draws
   */
  public static Interval ofMean(List<double[]> values, List<?> clusters, long seed) {
    List<int[]> members = members(clusters);
    double[][] sums = new double[values.size()][members.size()];
    for (int s = 0; s < sums.length; s++) {
      for (int c = 0; c < members.size(); c++) {
        for (int i : members.get(c)) {
          sums[s][c] += values.get(s)[i];
        }
      }
    }
    return draw(
        sums.length,
        members.size(),
        (seeds, some) -> {
          double sum = 0;
          long count = 0;
          for (int cluster : some) {
            count += members.get(cluster).length;
            for (int s : seeds) {
              sum += sums[s][cluster];
            }
          }
          return sum / (count * seeds.length);
        },
        DRAWS,
        seed);
  }

  /** The samples of each cluster, in the order of first appearance. */
  private static List<int[]> members(List<?> clusters) {
    Map<Object, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < clusters.size(); i++) {
      members.computeIfAbsent(clusters.get(i), cluster -> new ArrayList<>()).add(i);
    }
    return members.values().stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private static Interval draw(
      int seeds, int clusters, ToDoubleBiFunction<int[], int[]> statistic, int draws, long seed) {
    SplittableRandom random = Seeds.random(seed, "bootstrap", 0);
    double[] values = new double[draws];
    for (int d = 0; d < draws; d++) {
      int[] someSeeds = random.ints(seeds, 0, seeds).toArray();
      values[d] = statistic.applyAsDouble(someSeeds, random.ints(clusters, 0, clusters).toArray());
    }
    double[] sorted = Quantiles.sorted(values);
    int[] allSeeds = IntStream.range(0, seeds).toArray();
    return new Interval(
        statistic.applyAsDouble(allSeeds, IntStream.range(0, clusters).toArray()),
        Quantiles.ofSorted(sorted, 0.025),
        Quantiles.ofSorted(sorted, 0.975),
        pValue(sorted));
  }

  private static double pValue(double... draws) {
    long below = Arrays.stream(draws).filter(value -> value <= 0).count();
    long above = Arrays.stream(draws).filter(value -> value >= 0).count();
    return draws.length == 0
        ? Double.NaN
        : Math.min(1, 2.0 * (1 + Math.min(below, above)) / (draws.length + 1));
  }
}
