package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClipBootstrapTest {

  private static ToDoubleFunction<int[]> meanOf(double... values) {
    return places -> IntStream.of(places).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  /** Ten clips of 50 equal samples are ten observations, not 500. */
  @Test
  void clipsAreWhatIsDrawn() {
    List<String> clips = IntStream.range(0, 500).mapToObj(i -> "clip" + i / 50).toList();
    double[] values = IntStream.range(0, 500).mapToDouble(i -> i / 50 % 2).toArray();
    ClipBootstrap mean = ClipBootstrap.of(clips, meanOf(values), 2000, 1);
    assertEquals(0.5, mean.value(), 1e-12);
    // binomial(10, 1/2) / 10: its 2.5 % and 97.5 % quantiles
    assertEquals(0.2, mean.low(), 1e-9);
    assertEquals(0.8, mean.high(), 1e-9);
  }

  @Test
  void oneClipHasNoInterval() {
    ClipBootstrap mean = ClipBootstrap.of(List.of("a", "a"), meanOf(1, 3), 50, 0);
    assertEquals(new ClipBootstrap(2, 2, 2), mean);
  }

  @Test
  void rankCorrelationSeesAnyMonotoneForm() {
    List<String> clips = IntStream.range(0, 60).mapToObj(i -> "clip" + i / 3).toList();
    double[] a = new SplittableRandom(4).doubles(60).toArray();
    double[] rising = IntStream.range(0, 60).mapToDouble(i -> Math.exp(20 * a[i])).toArray();
    double[] falling = IntStream.range(0, 60).mapToDouble(i -> -rising[i]).toArray();
    assertEquals(1, RankCorrelation.of(a, rising, clips, 0).value(), 1e-12);
    assertEquals(-1, RankCorrelation.of(a, falling, clips, 0).high(), 1e-12);
    double[] unrelated = new SplittableRandom(5).doubles(60).toArray();
    ClipBootstrap none = RankCorrelation.of(a, unrelated, clips, 0);
    assertTrue(none.low() < 0 && none.high() > 0, none.toString());
  }
}
