package isopose.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.geometry.Procrustes.Similarity;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProcrustesTest {
  private static final int[] ALL = IntStream.range(0, 17).toArray();

  @Test
  void findsTheSimilarityThatMadeThePoints() {
    Random random = new Random(1);
    for (int spec = 0; spec < 200; spec++) {
      double[] source = points(random, 17);
      double[] rotation = rotation(random);
      Similarity made = new Similarity(0.2 + random.nextDouble(), rotation, points(random, 1));
      double[] target = new double[source.length];
      made.apply(source, target);
      Similarity found = new Procrustes().similarity(source, target, ALL, false);
      assertEquals(made.scale(), found.scale(), 1e-12);
      assertArrayEquals(rotation, found.rotation(), 1e-10);
      assertArrayEquals(made.translation(), found.translation(), 1e-8);
    }
  }

  @Test
  void isBetterThanAnySimilarityNearIt() {
    Random random = new Random(2);
    double[] source = points(random, 17);
    double[] target = points(random, 17);
    Similarity best = new Procrustes().similarity(source, target, ALL, false);
    double least = squares(best, source, target);
    for (int spec = 0; spec < 500; spec++) {
      double angle = 1e-3 * random.nextGaussian();
      double[] turn = {
        Math.cos(angle), -Math.sin(angle), 0, Math.sin(angle), Math.cos(angle), 0, 0, 0, 1
      };
      double[] shift = best.translation().clone();
      shift[spec % 3] += random.nextGaussian();
      Similarity other =
          new Similarity(
              best.scale() * (1 + 1e-3 * random.nextGaussian()),
              product(turn, best.rotation()),
              shift);
      assertTrue(squares(other, source, target) >= least);
    }
  }

  @Test
  void mirrorsOnlyWhereReflectionIsAllowed() {
    Random random = new Random(3);
    double[] source = points(random, 17);
    double[] mirrored = source.clone();
    for (int k = 2; k < mirrored.length; k += 3) {
      mirrored[k] = -mirrored[k];
    }
    Procrustes procrustes = new Procrustes();
    Similarity proper = procrustes.similarity(source, mirrored, ALL, false);
    Similarity free = procrustes.similarity(source, mirrored, ALL, true);
    assertEquals(1, determinant(proper.rotation()), 1e-10);
    assertEquals(-1, determinant(free.rotation()), 1e-10);
    assertEquals(0, squares(free, source, mirrored), 1e-9);
    assertTrue(squares(proper, source, mirrored) > 1e4);
  }

  @Test
  void flatAndStraightPosesHaveProperRotations() {
    Random random = new Random(4);
    for (int dims = 1; dims <= 2; dims++) {
      double[] source = points(random, 17);
      for (int k = 0; k < source.length; k++) {
        source[k] = k % 3 < dims ? source[k] : 0;
      }
      double[] target = new double[source.length];
      new Similarity(2, rotation(random), new double[] {1, 2, 3}).apply(source, target);
      Similarity found = new Procrustes().similarity(source, target, ALL, false);
      assertEquals(1, determinant(found.rotation()), 1e-9);
      assertEquals(0, squares(found, source, target), 1e-9);
    }
  }

  @Test
  void onePointMapsToTheTargetsCentre() {
    double[] source = new double[51];
    double[] target = points(new Random(5), 17);
    Similarity found = new Procrustes().similarity(source, target, ALL, false);
    assertEquals(0, found.scale());
    double[] mapped = new double[51];
    found.apply(source, mapped);
    double centre = IntStream.range(0, 17).mapToDouble(j -> target[3 * j]).average().orElseThrow();
    assertEquals(centre, mapped[30], 1e-9);
    assertEquals(1, Procrustes.scale(source, target, ALL));
  }

  @Test
  void numbersThatAreNotFiniteLeaveThePoseAlone() {
    double[] source = points(new Random(6), 17);
    double[] target = source.clone();
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      target[7] = bad;
      for (double[][] pair : new double[][][] {{source, target}, {target, source}}) {
        Similarity found = new Procrustes().similarity(pair[0], pair[1], ALL, false);
        assertArrayEquals(Similarity.identity().rotation(), found.rotation());
        assertEquals(1, found.scale());
        assertTrue(Double.isFinite(Procrustes.scale(pair[0], pair[1], ALL)));
      }
    }
  }

  @Test
  void scaleIsTheLeastSquaresFactorOfTheChosenJoints() {
    Random random = new Random(7);
    double[] source = points(random, 17);
    double[] target = new double[51];
    for (int k = 0; k < 51; k++) {
      target[k] = k < 30 ? 1.7 * source[k] : 0;
    }
    assertEquals(1.7, Procrustes.scale(source, target, IntStream.range(0, 10).toArray()), 1e-12);
  }

  private static double[] points(Random random, int count) {
    return random.doubles(3L * count, -500, 500).toArray();
  }

  /** A proper rotation from a random unit quaternion. */
  private static double[] rotation(Random random) {
    double[] q = {
      random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian()
    };
    double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    double w = q[0] / norm;
    double x = q[1] / norm;
    double y = q[2] / norm;
    double z = q[3] / norm;
    return new double[] {
      1 - 2 * (y * y + z * z),
      2 * (x * y - z * w),
      2 * (x * z + y * w),
      2 * (x * y + z * w),
      1 - 2 * (x * x + z * z),
      2 * (y * z - x * w),
      2 * (x * z - y * w),
      2 * (y * z + x * w),
      1 - 2 * (x * x + y * y)
    };
  }

  private static double[] product(double[] a, double[] b) {
    double[] c = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int k = 0; k < 3; k++) {
          c[3 * row + column] += a[3 * row + k] * b[3 * k + column];
        }
      }
    }
    return c;
  }

  private static double determinant(double[] a) {
    return a[0] * (a[4] * a[8] - a[5] * a[7])
        - a[1] * (a[3] * a[8] - a[5] * a[6])
        + a[2] * (a[3] * a[7] - a[4] * a[6]);
  }

  private static double squares(Similarity map, double[] source, double[] target) {
    double[] mapped = new double[source.length];
    map.apply(source, mapped);
    double sum = 0;
    for (int k = 0; k < mapped.length; k++) {
      sum += (mapped[k] - target[k]) * (mapped[k] - target[k]);
    }
    return sum;
  }
}
