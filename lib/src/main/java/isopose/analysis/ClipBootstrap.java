package isopose.analysis;

import isopose.model.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How sure any statistic of samples is: a percentile bootstrap that draws clips anew, with
 * replacement and all their samples. Samples of one clip resemble each other; drawn one by one they
 * would make the interval far too narrow.
 *
 * @param value of the statistic on all samples
 * @param low the 2.5 % quantile over the draws
 * @param high the 97.5 % quantile over the draws
 */
public record ClipBootstrap(double value, double low, double high) {

  /**
   * Of a statistic.
   *
   * @param clips each sample's clip
   * @param statistic from the places of the samples that are drawn, each as often as it is; draws
   *     for which it is not finite do not count
   * @param draws how many; 1,000 is usual
   */
  public static ClipBootstrap of(
      List<String> clips, ToDoubleFunction<int[]> statistic, int draws, long seed) {
    Map<String, List<Integer>> byClip = new LinkedHashMap<>();
    for (int i = 0; i < clips.size(); i++) {
      byClip.computeIfAbsent(clips.get(i), clip -> new ArrayList<>()).add(i);
    }
    List<int[]> places =
        byClip.values().stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toList();
    SplittableRandom random = Seeds.random(seed, "clip bootstrap", 0);
    double[] values = new double[draws];
    for (int d = 0; d < draws; d++) {
      int[] drawn =
          random
              .ints(places.size(), 0, places.size())
              .mapToObj(places::get)
              .flatMapToInt(Arrays::stream)
              .toArray();
      values[d] = statistic.applyAsDouble(drawn);
    }
    int[] all = IntStream.range(0, clips.size()).toArray();
    return new ClipBootstrap(
        statistic.applyAsDouble(all),
        Distributions.quantile(values, 0.025),
        Distributions.quantile(values, 0.975));
  }
}
