package isopose.analysis;

import isopose.metrics.Evaluation;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a second method changed, sample by sample.
 *
 * @param gain by how many millimetres the mean joint error of each sample fell
 * @param clips each sample's clip
 */
@SuppressWarnings("ArrayRecordComponent") // a column of numbers, never compared
public record Changes(double[] gain, List<String> clips) {

  /** Between two evaluations of the same samples. */
  public static Changes between(Evaluation before, Evaluation after, List<String> clips) {
    double[] gain =
        IntStream.range(0, before.samples())
            .mapToDouble(i -> before.mpjpe(i) - after.mpjpe(i))
            .toArray();
    return new Changes(gain, clips);
  }

  /** The samples that gained most, at most one a clip, the best first. */
  public int[] best(int count) {
    return first(count, Comparator.comparingDouble((Integer i) -> -gain[i]));
  }

  /** The samples that lost most, at most one a clip, the worst first. */
  public int[] worst(int count) {
    return first(count, Comparator.comparingDouble((Integer i) -> gain[i]));
  }

  private int[] first(int count, Comparator<Integer> order) {
    Set<String> seen = new HashSet<>();
    return IntStream.range(0, gain.length)
        .boxed()
        .sorted(order)
        .filter(i -> seen.add(clips.get(i)))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The fraction of samples whose error fell, per cent. */
  public double improvedPercent() {
    return 100.0 * IntStream.range(0, gain.length).filter(i -> gain[i] > 0).count() / gain.length;
  }
}
