package isopose.model.fused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.model.Adam;
import isopose.model.NetworkShape;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.ResidualPath;
import isopose.model.torchscript.Script;
import isopose.model.torchscript.Script.Arguments;
import java.util.List;
import java.util.Map;

/**
 * One iteration of eq. 6 in one call of {@code adaptation_step.pt}: forward and backward pass
 * through the lifter's self-supervised path and through D, and Adam on both. Every gradient is
 * taken at the weights before the step.
 *
 * <p>Only with frozen statistics and without dropout, which is how Algorithm 1 adapts: then the row
 * of a sample does not depend on the other rows of its batch, and x passes the networks once for
 * all its random views.
 */
public final class AdaptationStep implements AutoCloseable {
  private final NDManager manager;
  private final Script script;

  /**
   * A network and its optimizer.
   *
   * @param path its arrays
   * @param adam of {@code adapted}, with all of the path's weights
   */
  public record Side(ResidualPath path, Weights trained, Weights adapted, Adam adam) {

    private Arguments arguments() {
      Arguments arguments =
          new Arguments()
              .with("trained", trained.all(path.weights()))
              .with("adapted", adapted.all(path.weights()));
      if (!path.statistics().isEmpty()) {
        arguments.with("statistics", trained.all(path.statistics()));
      }
      return arguments
          .with("moments", moments("first_moment."))
          .with("squares", moments("second_moment."))
          .with(adam.state().get("step"));
    }

    private List<NDArray> moments(String which) {
      Map<String, NDArray> state = adam.state();
      return path.weights().stream().map(name -> state.get(which + name)).toList();
    }
  }

  /**
   * For steps of this learning rate.
   *
   * @param objective L_s
   * @param depthOnly see {@link NetworkShape}
   * @param discriminatorLimit D learns only while its accuracy is below this; 1: always
   */
  public AdaptationStep(
      Session session,
      Side lifter,
      Side discriminator,
      ClosedForm objective,
      boolean depthOnly,
      double rate,
      double discriminatorLimit) {
    manager = session.manager().newSubManager();
    script = Script.load(manager, "adaptation_step");
    try (NDManager scope = manager.newSubManager()) {
      script.run(scope, "bind_lifter", lifter.arguments().with(scope, rate));
      script.run(
          scope,
          "bind_discriminator",
          discriminator.arguments().with(scope, rate).with(scope, discriminatorLimit));
      Arguments numbers = new Arguments().with(objective.numbers(scope, depthOnly));
      script.run(scope, "bind_objective", numbers);
    }
  }

  /**
   * Moves the adapted weights once.
   *
   * @param x (1, 2J)
   * @param rotation random views (N, 3, 3)
   * @param again from the trained weights and moments of zero, whatever the adapted ones hold
   * @return L_s before the step, a scalar
   */
  public NDArray step(NDArray x, NDArray rotation, boolean again) {
    NDManager scope = x.getManager();
    Arguments arguments = new Arguments().with(x).with(rotation).with(scope, again ? 1 : 0);
    return script.runWithGradients(scope, arguments);
  }

  @Override
  public void close() {
    manager.close();
  }
}
