package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TsneTest {
  private static final Tsne TSNE = new Tsne(10, 300, 7);

  private static double[][] twoClusters() {
    return Stream.of(Clusters.around(0, 40, 5, 1), Clusters.around(8, 40, 5, 2))
        .flatMap(Stream::of)
        .toArray(double[][]::new);
  }

  @Test
  void clustersStayApartOnTheMap() {
    double[][] map = TSNE.embed(twoClusters());
    assertEquals(80, map.length);
    Neighbours neighbours =
        Clusters.labelled(Arrays.copyOfRange(map, 0, 40), Arrays.copyOfRange(map, 40, 80));
    double[][] first = Arrays.copyOfRange(map, 0, 40);
    assertTrue(neighbours.meanFraction(first, Collections.nCopies(40, "query"), 10) > 95);
  }

  @Test
  void sameSeedSameMapWhateverRanBefore() {
    double[][] once = TSNE.embed(twoClusters());
    new Tsne(5, 20, 1).embed(Clusters.around(0, 30, 3, 9));
    double[][] again = TSNE.embed(twoClusters());
    for (int i = 0; i < once.length; i++) {
      assertArrayEquals(once[i], again[i]);
    }
  }

  /** Smile itself would take a square matrix of points for distances. */
  @Test
  void asManyPointsAsDimensionsAreStillPoints() {
    double[][] points =
        Stream.of(Clusters.around(0, 20, 40, 1), Clusters.around(8, 20, 40, 2))
            .flatMap(Stream::of)
            .toArray(double[][]::new);
    double[][] map = TSNE.embed(points);
    Neighbours neighbours =
        Clusters.labelled(Arrays.copyOfRange(map, 0, 20), Arrays.copyOfRange(map, 20, 40));
    double[][] first = Arrays.copyOfRange(map, 0, 20);
    assertTrue(neighbours.meanFraction(first, Collections.nCopies(20, "query"), 10) > 90);
  }

  @Test
  void tooFewPointsForThePerplexity() {
    double[][] few = Clusters.around(0, 20, 3, 1);
    assertThrows(IllegalArgumentException.class, () -> TSNE.embed(few));
  }
}
