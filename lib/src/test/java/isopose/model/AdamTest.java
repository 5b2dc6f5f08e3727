package isopose.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The fused step against Kingma and Ba's Algorithm 1, written out in double precision. */
class AdamTest {
  private static final NetworkShape SMALL = new NetworkShape(3, 4, 0, 1, 1);

  @Test
  void movesTheWeightsAsTheFormulaDoes() {
    assertFollowsFormula(Adam.Betas.USUAL, 0);
  }

  @Test
  void takesOtherBetas() {
    assertFollowsFormula(new Adam.Betas(0.5, 0.9), 0);
  }

  /**
   * By hand, one weight, betas 0.5 and 0.9, rate 0.1, gradients 1 and then -2: after the first step
   * m / (1 - 0.5) = 1 and v / (1 - 0.9) = 1; after the second m = 0.5 (0.5) - 0.5 (2) = -0.75 over
   * 1 - 0.25 is -1, v = 0.9 (0.1) + 0.1 (4) = 0.49 over 1 - 0.81 is 0.49 / 0.19.
   */
  @Test
  void twoStepsByHand() {
    try (Session session = Session.cpu();
        Weights weights = Weights.draw(session, Networks.of(SMALL), 1)) {
      String name = weights.trained(n -> n.endsWith("bias")).get(0);
      try (Adam adam = new Adam(session, weights, List.of(name), new Adam.Betas(0.5, 0.9));
          NDManager scope = session.manager().newSubManager()) {
        Shape shape = weights.get(name).getShape();
        double start = weights.get(name).getFloat(0);
        adam.step(List.of(scope.ones(shape)), 0.1, 0);
        assertEquals(start - 0.1, weights.get(name).getFloat(0), 1e-6);
        adam.step(List.of(scope.full(shape, -2f)), 0.1, 0);
        double second = 0.1 / Math.sqrt(0.49 / 0.19);
        assertEquals(start - 0.1 + second, weights.get(name).getFloat(0), 1e-6);
      }
    }
  }

  @Test
  void refusesBetasThatForgetNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Adam.Betas(0.5, 1));
    assertThrows(IllegalArgumentException.class, () -> new Adam.Betas(-0.1, 0.9));
    assertThrows(IllegalArgumentException.class, () -> new Adam.Betas(Double.NaN, 0.9));
  }

  @Test
  void clipsTheGlobalNorm() {
    assertFollowsFormula(Adam.Betas.USUAL, 0.5);
  }

  private static void assertFollowsFormula(Adam.Betas betas, double maxNorm) {
    try (Session session = Session.cpu();
        Weights weights = Weights.draw(session, Networks.of(SMALL), 1);
        Adam adam = new Adam(session, weights, weights.trained(n -> true), betas)) {
      Reference reference = new Reference(flat(weights, adam.names()), betas);
      SplittableRandom random = new SplittableRandom(2);
      for (int step = 0; step < 6; step++) {
        try (NDManager scope = session.manager().newSubManager()) {
          List<NDArray> gradients = new ArrayList<>();
          for (String name : adam.names()) {
            gradients.add(random(scope, weights.get(name).getShape(), random));
          }
          double[] g = flat(gradients);
          NDArray norm = adam.step(gradients, 0.01, maxNorm);
          assertEquals(norm(g), norm.getFloat(), 1e-4);
          reference.step(g, 0.01, maxNorm);
        }
        assertArrayEquals(reference.w, flat(weights, adam.names()), 1e-6);
      }
    }
  }

  @Test
  void resetForgetsEverything() {
    try (Session session = Session.cpu();
        Weights weights = Weights.draw(session, Networks.of(SMALL), 1);
        Weights start = weights.duplicate();
        Adam adam = new Adam(session, weights, weights.trained(n -> true));
        NDManager scope = session.manager().newSubManager()) {
      List<NDArray> gradients = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(3);
      adam.names().forEach(n -> gradients.add(random(scope, weights.get(n).getShape(), random)));
      adam.step(gradients, 0.1, 0);
      double[] once = flat(weights, adam.names());
      adam.step(gradients, 0.1, 0);
      weights.restore(start, name -> true);
      adam.reset();
      adam.step(gradients, 0.1, 0);
      assertArrayEquals(once, flat(weights, adam.names()), 0.0);
    }
  }

  private static NDArray random(NDManager scope, Shape shape, SplittableRandom random) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return scope.create(values, shape);
  }

  private static double[] flat(Weights weights, List<String> names) {
    return flat(names.stream().map(weights::get).toList());
  }

  private static double[] flat(List<NDArray> arrays) {
    return arrays.stream()
        .flatMapToDouble(
            array -> {
              float[] values = array.toFloatArray();
              return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
            })
        .toArray();
  }

  private static double norm(double[] g) {
    double square = 0;
    for (double value : g) {
      square += value * value;
    }
    return Math.sqrt(square);
  }

  private static final class Reference {
    final double[] w;
    private final Adam.Betas betas;
    private final double[] m;
    private final double[] v;
    private int t;

    Reference(double[] w, Adam.Betas betas) {
      this.betas = betas;
      this.w = w;
      m = new double[w.length];
      v = new double[w.length];
    }

    void step(double[] g, double rate, double maxNorm) {
      double scale = maxNorm > 0 ? Math.min(1, maxNorm / norm(g)) : 1;
      t++;
      for (int i = 0; i < w.length; i++) {
        double gi = g[i] * scale;
        m[i] = betas.first() * m[i] + (1 - betas.first()) * gi;
        v[i] = betas.second() * v[i] + (1 - betas.second()) * gi * gi;
        double mHat = m[i] / (1 - Math.pow(betas.first(), t));
        double vHat = v[i] / (1 - Math.pow(betas.second(), t));
        w[i] -= rate * mHat / (Math.sqrt(vHat) + 1e-8);
      }
    }
  }
}
