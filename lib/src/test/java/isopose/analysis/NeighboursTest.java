package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighboursTest {

  @Test
  void countsWantedPointsAmongTheNearest() {
    Neighbours line =
        new Neighbours(
            new double[][] {{0}, {1}, {2}, {10}, {11}},
            List.of("a", "b", "c", "d", "e"),
            new boolean[] {true, false, true, true, true});
    assertEquals(100.0 * 2 / 3, line.share(new double[] {0.4}, "query", 3), 1e-12);
    assertEquals(100, line.share(new double[] {12}, "query", 2), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> line.share(new double[] {0}, "query", 6));
  }

  @Test
  void ownClipIsLeftOut() {
    Neighbours line =
        new Neighbours(
            new double[][] {{0}, {5}, {6}},
            List.of("own", "b", "c"),
            new boolean[] {true, false, false});
    assertEquals(100, line.share(new double[] {0}, "query", 1), 1e-12);
    assertEquals(0, line.share(new double[] {0}, "own", 1), 1e-12);
  }

  @Test
  void tellsClustersApart() {
    double[][] near = Clusters.around(0, 40, 8, 1);
    double[][] far = Clusters.around(20, 40, 8, 2);
    Neighbours both = Clusters.labelled(near, far);
    List<String> clips = Collections.nCopies(10, "query");
    assertEquals(100, both.meanFraction(Clusters.around(0, 10, 8, 3), clips, 10));
    assertEquals(0, both.meanFraction(Clusters.around(20, 10, 8, 4), clips, 10));
    double between = both.meanFraction(Clusters.around(10, 10, 8, 5), clips, 40);
    assertTrue(between > 0 && between < 100, "in the middle it is neither: " + between);
  }
}
