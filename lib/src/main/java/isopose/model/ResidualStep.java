package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.geometry.UnitProjection;
import isopose.model.Script.Arguments;
import java.util.List;
import java.util.Map;

/**
 * The networks' share of one iteration of eq. 6, in a handful of calls of {@code residual_step.pt}:
 * there and back through the lifter's self-supervised path and through D, and Adam on both. All
 * ways go through the weights as they were before the step.
 *
 * <p>Only with frozen statistics and without dropout, which is how Algorithm 1 adapts: then each
 * row of a batch goes through a network by itself.
 */
public final class ResidualStep implements TwoWay, AutoCloseable {
  private final NDManager manager;
  private final Script script;
  private NDArray x;

  /**
   * A network, and what is to be moved.
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

  /** For steps of this learning rate. */
  public ResidualStep(Session session, Side lifter, Side discriminator, double rate) {
    manager = session.manager().newSubManager();
    script = Script.load(manager, "residual_step");
    try (NDManager scope = manager.newSubManager()) {
      script.run(scope, "bind_lifter", lifter.arguments().with(scope, rate));
      script.run(scope, "bind_judge", discriminator.arguments().with(scope, rate));
    }
  }

  /**
   * What {@link #iterate} is to follow.
   *
   * @param depthOnly see {@link NetworkShape}
   */
  public void bind(ClosedForm technique, boolean depthOnly) {
    try (NDManager scope = manager.newSubManager()) {
      Arguments arguments =
          new Arguments()
              .with(scope, technique.minimax() ? 1 : 0)
              .with(scope, technique.adversarial())
              .with(scope, technique.identityView())
              .with(scope, technique.lambda2d())
              .with(scope, technique.lambda3d())
              .with(scope, depthOnly ? 1 : 0)
              .with(scope, UnitProjection.ROOT_DEPTH)
              .with(scope, UnitProjection.NEAREST);
      script.run(scope, "bind_technique", arguments);
    }
  }

  /**
   * All of one iteration of eq. 6, in one call.
   *
   * @param newX x (1, 2J)
   * @param rotation random views (N, 3, 3)
   * @param again from the trained weights and fresh moments, whatever the adapted ones hold
   * @return L_s before the step, a scalar
   */
  public NDArray iterate(NDArray newX, NDArray rotation, boolean again) {
    Arguments arguments = new Arguments().with(newX).with(rotation);
    return script.run(newX.getManager(), again ? "iterate_again" : "iterate", arguments);
  }

  /**
   * Begins a step and lifts x.
   *
   * @param newX x (1, 2J)
   * @param again from the trained weights and fresh moments, whatever the adapted ones hold
   * @return (1, 3J)
   */
  public NDArray begin(NDArray newX, boolean again) {
    x = newX;
    return call(again ? "begin_again" : "begin", x);
  }

  @Override
  public NDArray lift(NDArray y) {
    return call("lift", y);
  }

  @Override
  public NDArray judge(NDArray y) {
    return call("judge", y);
  }

  @Override
  public NDArray judgeReal() {
    return call("judge_real", x);
  }

  @Override
  public NDArray judgeBack(NDArray lifterShare) {
    return call("judge_back", lifterShare);
  }

  @Override
  public NDArray liftBack(NDArray gradient) {
    return call("lift_back", gradient);
  }

  /**
   * Moves D by what {@link #judgeBack} found on its way.
   *
   * @param ownShare dL_D / dlogit of x and of each random projection (1 + N, 1)
   */
  public void judgeLearn(NDArray ownShare) {
    call("judge_learn", ownShare);
  }

  /** From the gradient of x's lift (1, 3J); moves the lifter. */
  public void finish(NDArray gradient) {
    call("finish", gradient);
  }

  private NDArray call(String method, NDArray tensor) {
    return script.run(tensor.getManager(), method, new Arguments().with(tensor));
  }

  @Override
  public void close() {
    manager.close();
  }
}
