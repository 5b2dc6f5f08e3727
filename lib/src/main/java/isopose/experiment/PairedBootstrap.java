package isopose.experiment;

import isopose.metrics.Evaluation;
import isopose.model.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * How sure a difference between two methods is: a percentile bootstrap of paired samples (Efron and
 * Tibshirani, 1993) that draws seeds and clips anew, with replacement, and never frames. Frames of
 * one clip resemble each other: drawn one by one they would make every interval far too narrow.
 *
 * <p>Seeds and clips are crossed (every seed saw every clip), so each draw takes some seeds and,
 * independently, some clips with all their frames. With one seed, or one clip, only the other is
 * drawn. Three seeds span few combinations: read the interval beside the seeds' own spread.
 */
public final class PairedBootstrap {
  private static final int DRAWS = 10_000;

  private PairedBootstrap() {}

  /**
   * A mean difference with its 95 % interval.
   *
   * @param mean over all seeds and samples
   */
  public record Interval(double mean, double low, double high) {

    /** Whether zero lies outside. */
    public boolean excludesZero() {
      return low > 0 || high < 0;
    }
  }

  /**
   * The score of {@code a} minus that of {@code b}.
   *
   * @param metric pck, auc, mpjpe or pa_mpjpe
   * @param a one adaptation a seed
   * @param b of the same seeds, on the same stream
   * @param seed of the draws
   */
  public static Interval difference(
      String metric, List<Adaptation> a, List<Adaptation> b, long seed) {
    List<double[]> differences = new ArrayList<>();
    for (int s = 0; s < a.size(); s++) {
      double[] ofA = perSample(metric, a.get(s).evaluation());
      double[] ofB = perSample(metric, b.get(s).evaluation());
      if (!a.get(s).stream().clips().equals(b.get(s).stream().clips())) {
        throw new IllegalArgumentException("paired methods must have seen the same stream");
      }
      double[] difference = new double[ofA.length];
      for (int i = 0; i < difference.length; i++) {
        difference[i] = ofA[i] - ofB[i];
      }
      differences.add(difference);
    }
    return of(differences, a.get(0).stream().clips(), seed);
  }

  private static double[] perSample(String metric, Evaluation evaluation) {
    double[] scores = new double[evaluation.samples()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] =
          switch (metric) {
            case "pck" -> evaluation.pck(i);
            case "auc" -> evaluation.select(i).auc();
            case "mpjpe" -> evaluation.mpjpe(i);
            case "pa_mpjpe" -> evaluation.paMpjpe(i);
            default -> throw new IllegalArgumentException("no metric '" + metric + "'");
          };
    }
    return scores;
  }

  /**
   * Of differences that are known already.
   *
   * @param differences for each seed one a sample
   * @param clips each sample's clip
   * @param seed of the draws
   */
  public static Interval of(List<double[]> differences, List<String> clips, long seed) {
    Clips byClip = Clips.of(differences, clips);
    RandomGenerator random = new Well19937c(Seeds.of(seed, "bootstrap", 0));
    double[] means = new double[DRAWS];
    for (int d = 0; d < DRAWS; d++) {
      means[d] = byClip.mean(drawn(random, differences.size()), drawn(random, byClip.count()));
    }
    Percentile percentile = new Percentile();
    percentile.setData(means);
    int[] allSeeds = ordered(differences.size());
    return new Interval(
        byClip.mean(allSeeds, ordered(byClip.count())),
        percentile.evaluate(2.5),
        percentile.evaluate(97.5));
  }

  private static int[] drawn(RandomGenerator random, int count) {
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = random.nextInt(count);
    }
    return places;
  }

  private static int[] ordered(int count) {
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = i;
    }
    return places;
  }

  /** For each seed and clip the sum of its frames' differences, and each clip's frames. */
  @SuppressWarnings("ArrayRecordComponent") // never leaves this class
  private record Clips(double[][] sums, int[] frames) {

    static Clips of(List<double[]> differences, List<String> clips) {
      Map<String, Integer> places = new LinkedHashMap<>();
      clips.forEach(clip -> places.putIfAbsent(clip, places.size()));
      double[][] sums = new double[differences.size()][places.size()];
      int[] frames = new int[places.size()];
      for (int i = 0; i < clips.size(); i++) {
        int clip = places.get(clips.get(i));
        frames[clip]++;
        for (int s = 0; s < sums.length; s++) {
          sums[s][clip] += differences.get(s)[i];
        }
      }
      return new Clips(sums, frames);
    }

    int count() {
      return frames.length;
    }

    /** Over all frames of these clips, for these seeds; each as often as it is named. */
    double mean(int[] seeds, int[] clips) {
      double sum = 0;
      long count = 0;
      for (int clip : clips) {
        count += frames[clip];
        for (int seed : seeds) {
          sum += sums[seed][clip];
        }
      }
      return sum / (count * seeds.length);
    }
  }
}
