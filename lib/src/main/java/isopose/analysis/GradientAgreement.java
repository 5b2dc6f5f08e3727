package isopose.analysis;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.RandomViews;
import isopose.io.Progress;
import isopose.loss.SslBatch;
import isopose.loss.SslObjective;
import isopose.loss.SupervisedLoss;
import isopose.model.GradientScope;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Pass;
import isopose.skeleton.Poses;
import isopose.stats.Seeds;
import java.util.List;
import java.util.function.Function;

/**
 * The agreement of one sample's self-supervised and supervised losses on the shared extractor: the
 * gradients of L_s (eq. 6) and L_f (eq. 2) with respect to theta_e at the trained weights.
 * Test-time training helps in theory where their inner product is positive (Sun et al., 2020). It
 * needs the sample's label, so it explains and cannot be used while adapting.
 *
 * @param innerProduct of the two gradients
 * @param cosine of the angle between them
 */
public record GradientAgreement(double innerProduct, double cosine) {

  /**
   * Of every sample of a stream.
   *
   * @param x (N, 17, 2) network units
   * @param truth (N, 17, 3) network units
   * @param viewsPerSample of each sample, each with a random view, as in adaptation
   * @param supervised L_f
   * @param progress updated after every sample; may throw to stop
   */
  public static GradientAgreement[] of(
      Session session,
      Networks networks,
      Weights weights,
      SslObjective technique,
      Poses x,
      Poses truth,
      int viewsPerSample,
      SupervisedLoss supervised,
      long seed,
      Progress progress) {
    List<String> extractor = weights.trained(name -> name.startsWith(Lifter.EXTRACTOR));
    GradientAgreement[] all = new GradientAgreement[x.count()];
    for (int i = 0; i < all.length; i++) {
      RandomViews views = new RandomViews(technique.views(), Seeds.random(seed, "views", i));
      try (NDManager scope = session.manager().newSubManager()) {
        NDArray input = tensor(x, i, 2, scope);
        NDArray label = tensor(truth, i, 3, scope);
        NDArray many = input.repeat(0, viewsPerSample);
        many.attach(scope);
        List<NDArray> ssl =
            gradients(
                weights,
                extractor,
                scope,
                graph -> {
                  NDArray features = networks.lifter().features(graph, many, Pass.INFERENCE);
                  SslBatch pass =
                      new SslBatch(
                          networks, graph, many, features, Pass.INFERENCE, Pass.INFERENCE, views);
                  return technique.loss(pass).total();
                });
        List<NDArray> fsl =
            gradients(
                weights,
                extractor,
                scope,
                graph -> {
                  NDArray features = networks.lifter().features(graph, input, Pass.INFERENCE);
                  NDArray pose = networks.lifter().fslHead(graph, features, Pass.INFERENCE);
                  return supervised.of(pose, label).total();
                });
        all[i] = of(ssl, fsl);
      }
      progress.update(i + 1L, all.length, "gradients of both losses");
    }
    return all;
  }

  private static NDArray tensor(Poses poses, int i, int dims, NDManager scope) {
    return scope.create(poses.slice(i, i + 1).values(), new Shape(1, poses.joints(), dims));
  }

  private static List<NDArray> gradients(
      Weights weights, List<String> names, NDManager scope, Function<GradientScope, NDArray> loss) {
    try (GradientScope graph = GradientScope.record(weights, names, scope)) {
      graph.backward(loss.apply(graph));
      return graph.gradients();
    }
  }

  /** Of two gradients in the same pieces. */
  private static GradientAgreement of(List<NDArray> a, List<NDArray> b) {
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int k = 0; k < a.size(); k++) {
      product += dot(a.get(k), b.get(k));
      squareA += dot(a.get(k), a.get(k));
      squareB += dot(b.get(k), b.get(k));
    }
    return new GradientAgreement(product, product / Math.sqrt(squareA * squareB));
  }

  private static double dot(NDArray a, NDArray b) {
    try (NDArray product = a.mul(b);
        NDArray sum = product.sum()) {
      return sum.getFloat();
    }
  }
}
