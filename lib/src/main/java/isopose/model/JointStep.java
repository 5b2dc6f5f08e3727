package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.model.Script.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The networks' share of one step of eq. 5, in a handful of calls of {@code joint_step.pt}: there
 * and back through extractor, heads and D with the batch's statistics and with dropout, and Adam on
 * both sides. All ways go through the weights as they were before the step.
 */
public final class JointStep implements TwoWay, AutoCloseable {
  private final NDManager manager;
  private final Script script;
  private final boolean joint;
  private DropoutSeeds seeds;
  private NDArray x;

  /**
   * For these weights, where the networks are of the paper's kind.
   *
   * @param lifter moves extractor, FSL head and, in joint training, SSL head, in that order
   * @param discriminator moves D
   * @param joint false for the Baseline, which has no SSL head
   * @param fakePass how the random projections go through the lifter
   */
  public static Optional<JointStep> of(
      Session session,
      Networks networks,
      Weights weights,
      Adam lifter,
      Adam discriminator,
      boolean joint,
      Pass fakePass) {
    Lifter parts = networks.lifter();
    return parts.extractorPath().isPresent()
            && parts.fslHeadPath().isPresent()
            && parts.sslHeadPath().isPresent()
        ? Optional.of(
            new JointStep(session, networks, weights, lifter, discriminator, joint, fakePass))
        : Optional.empty();
  }

  private JointStep(
      Session session,
      Networks networks,
      Weights weights,
      Adam lifter,
      Adam discriminator,
      boolean joint,
      Pass fakePass) {
    this.joint = joint;
    manager = session.manager().newSubManager();
    script = Script.load(manager, "joint_step");
    Lifter parts = networks.lifter();
    List<ResidualPath> paths = new ArrayList<>();
    paths.add(parts.extractorPath().orElseThrow());
    paths.add(parts.fslHeadPath().orElseThrow());
    if (joint) {
      paths.add(parts.sslHeadPath().orElseThrow());
    }
    try (NDManager scope = manager.newSubManager()) {
      Arguments arguments =
          arrays(weights, lifter, paths)
              .with(untilTheHeads(scope, paths, ResidualPath::weights))
              .with(untilTheHeads(scope, paths, ResidualPath::statistics))
              .with(scope, networks.shape().dropout())
              .with(scope, fakePass.batchStatistics ? 1 : 0);
      script.run(scope, "bind_lifter", arguments);
      List<ResidualPath> judge = List.of(networks.discriminator().path());
      script.run(scope, "bind_judge", arrays(weights, discriminator, judge));
    }
  }

  private static Arguments arrays(Weights weights, Adam adam, List<ResidualPath> paths) {
    List<String> names = paths.stream().flatMap(path -> path.weights().stream()).toList();
    List<String> statistics = paths.stream().flatMap(path -> path.statistics().stream()).toList();
    Map<String, NDArray> state = adam.state();
    Arguments arguments = new Arguments().with("weights", weights.all(names));
    if (!statistics.isEmpty()) {
      arguments.with("statistics", weights.all(statistics));
    }
    return arguments
        .with("moments", names.stream().map(name -> state.get("first_moment." + name)).toList())
        .with("squares", names.stream().map(name -> state.get("second_moment." + name)).toList())
        .with(state.get("step"));
  }

  /** How many arrays the extractor has, and how many it has together with the FSL head. */
  private static NDArray untilTheHeads(
      NDManager scope, List<ResidualPath> paths, Function<ResidualPath, List<String>> arrays) {
    int extractor = arrays.apply(paths.get(0)).size();
    return scope.create(new float[] {extractor, extractor + arrays.apply(paths.get(1)).size()});
  }

  /**
   * Begins a step and lifts x.
   *
   * @param newX (N, 2J)
   * @param newSeeds of this step's dropout
   * @return the FSL head's (N, 3J) and, in joint training, the SSL head's below, (2N, 3J)
   */
  public NDArray begin(NDArray newX, DropoutSeeds newSeeds) {
    x = newX;
    seeds = newSeeds;
    seeds.before(DropoutSeeds.Way.SAMPLES);
    return call(joint ? "begin" : "begin_baseline", x);
  }

  @Override
  public NDArray lift(NDArray y) {
    seeds.before(DropoutSeeds.Way.LIFT);
    return call("lift", y);
  }

  @Override
  public NDArray judge(NDArray y) {
    seeds.before(DropoutSeeds.Way.JUDGE_FAKE);
    return call("judge", y);
  }

  @Override
  public NDArray judgeReal() {
    seeds.before(DropoutSeeds.Way.JUDGE_REAL);
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
   * @param ownShare dL_D / dlogit of each x and of each random projection (2N, 1)
   */
  public void judgeLearn(NDArray ownShare, double rate) {
    NDManager scope = ownShare.getManager();
    script.run(scope, "judge_learn", new Arguments().with(ownShare).with(scope, rate));
  }

  /**
   * Moves the lifter.
   *
   * @param gradient of what {@link #begin} gave
   * @param maxNorm the gradients are scaled down to this global norm; 0: left as they are
   * @return the gradients' global norm before scaling, a scalar
   */
  public NDArray finish(NDArray gradient, double rate, double maxNorm) {
    NDManager scope = gradient.getManager();
    Arguments arguments = new Arguments().with(gradient).with(scope, rate).with(scope, maxNorm);
    return script.run(scope, "finish", arguments);
  }

  private NDArray call(String method, NDArray tensor) {
    return script.run(tensor.getManager(), method, new Arguments().with(tensor));
  }

  @Override
  public void close() {
    manager.close();
  }
}
