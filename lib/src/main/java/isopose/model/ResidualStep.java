package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
public final class ResidualStep implements AutoCloseable {
  private final NDManager manager;
  private final Script script;

  /**
   * A network, and what is to be moved.
   *
   * @param path its arrays
   * @param adam of {@code adapted}, with all of the path's weights
   */
  public record Side(ResidualPath path, Weights trained, Weights adapted, Adam adam) {

    private Arguments arguments() {
      Arguments arguments =
          new Arguments().with("trained", of(trained)).with("adapted", of(adapted));
      if (!path.statistics().isEmpty()) {
        arguments.with("statistics", path.statistics().stream().map(trained::get).toList());
      }
      return arguments
          .with("moments", moments("first_moment."))
          .with("squares", moments("second_moment."))
          .with(adam.state().get("step"));
    }

    private List<NDArray> of(Weights weights) {
      return path.weights().stream().map(weights::get).toList();
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
   * Begins a step and lifts x.
   *
   * @param x (1, 2J)
   * @param again from the trained weights and fresh moments, whatever the adapted ones hold
   * @return (1, 3J)
   */
  public NDArray begin(NDArray x, boolean again) {
    return call(again ? "begin_again" : "begin", x);
  }

  /** Lifts the random projections (N, 2J) to (N, 3J). */
  public NDArray lift(NDArray y) {
    return call("lift", y);
  }

  /** D's logits (1 + N, 1) of x and of the random projections (N, 2J). */
  public NDArray judge(NDArray y) {
    return call("judge", y);
  }

  /**
   * Goes back through D for the lifter's side of the game.
   *
   * @param lifterShare dL_s / dlogit of each random projection (N, 1)
   * @return what that loss wants of each random projection (N, 2J)
   */
  public NDArray judgeBack(NDArray lifterShare) {
    return call("judge_back", lifterShare);
  }

  /**
   * Moves D by what {@link #judgeBack} found on its way.
   *
   * @param ownShare dL_D / dlogit of x and of each random projection (1 + N, 1)
   */
  public void judgeLearn(NDArray ownShare) {
    call("judge_learn", ownShare);
  }

  /** From the gradient of the random projections' lift (N, 3J) to that of themselves (N, 2J). */
  public NDArray liftBack(NDArray gradient) {
    return call("lift_back", gradient);
  }

  /** From the gradient of x's lift (1, 3J); moves the lifter. */
  public void finish(NDArray gradient) {
    call("finish", gradient);
  }

  private NDArray call(String method, NDArray tensor) {
    return script.runUnrecorded(tensor.getManager(), method, tensor);
  }

  @Override
  public void close() {
    manager.close();
  }
}
