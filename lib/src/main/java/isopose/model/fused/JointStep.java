package isopose.model.fused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.model.Adam;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.DropoutSeeds;
import isopose.model.layers.Pass;
import isopose.model.layers.ResidualPath;
import isopose.model.torchscript.Script;
import isopose.model.torchscript.Script.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One step of eq. 5 in one call of {@code joint_step.pt}: forward and backward pass through
 * extractor, heads and D with the batch's statistics and with dropout, and Adam on both sides.
 * Every gradient is taken at the weights before the step.
 */
public final class JointStep implements AutoCloseable {
  private final NDManager manager;
  private final Script script;

  /**
   * What the step minimises, and how.
   *
   * @param bones B (J, J) of eq. 2's bone term, row by row; empty without that term
   * @param supervisedWeight of L_f
   * @param objective L_s; empty for the Baseline
   * @param lambda the weight of L_s
   * @param maxNorm the lifter's gradients are scaled down to this global norm; 0: not
   * @param discriminatorLimit D learns only while its accuracy is below this; 1: always
   * @param fakePass how the random projections pass the lifter
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Task(
      float[] bones,
      double supervisedWeight,
      Optional<ClosedForm> objective,
      double lambda,
      double maxNorm,
      double discriminatorLimit,
      Pass fakePass) {}

  /**
   * For these weights, where the networks are of the paper's kind.
   *
   * @param lifter updates extractor, FSL head and, with an objective, SSL head, in that order
   * @param discriminator updates D
   */
  public static Optional<JointStep> of(
      Session session,
      Networks networks,
      Weights weights,
      Adam lifter,
      Adam discriminator,
      Task task) {
    Lifter parts = networks.lifter();
    return parts.extractorPath().isPresent()
            && parts.fslHeadPath().isPresent()
            && parts.sslHeadPath().isPresent()
        ? Optional.of(new JointStep(session, networks, weights, lifter, discriminator, task))
        : Optional.empty();
  }

  private JointStep(
      Session session,
      Networks networks,
      Weights weights,
      Adam lifter,
      Adam discriminator,
      Task task) {
    manager = session.manager().newSubManager();
    script = Script.load(manager, "joint_step");
    Lifter parts = networks.lifter();
    List<ResidualPath> paths = new ArrayList<>();
    paths.add(parts.extractorPath().orElseThrow());
    paths.add(parts.fslHeadPath().orElseThrow());
    if (task.objective.isPresent()) {
      paths.add(parts.sslHeadPath().orElseThrow());
    }
    try (NDManager scope = manager.newSubManager()) {
      Arguments arguments =
          arrays(weights, lifter, paths)
              .with(untilTheHeads(scope, paths, ResidualPath::weights))
              .with(untilTheHeads(scope, paths, ResidualPath::statistics));
      script.run(scope, "bind_lifter", arguments);
      List<ResidualPath> path = List.of(networks.discriminator().path());
      script.run(scope, "bind_discriminator", arrays(weights, discriminator, path));
      script.run(scope, "bind_training", numbers(task, networks.shape().dropout()));
      task.objective.ifPresent(
          objective ->
              script.run(
                  scope,
                  "bind_objective",
                  new Arguments()
                      .with(objective.numbers(scope, parts.depthOnly()))
                      .with(scope, task.lambda)));
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

  /** The bone matrix belongs to {@link #manager}: the script keeps it. */
  private Arguments numbers(Task task, double dropout) {
    int joints = (int) Math.sqrt(task.bones.length);
    NDArray bones =
        joints == 0
            ? manager.zeros(new Shape(1))
            : manager.create(task.bones, new Shape(joints, joints));
    float[] numbers = {
      (float) task.supervisedWeight,
      (float) task.maxNorm,
      (float) dropout,
      (float) task.discriminatorLimit,
      task.fakePass.batchStatistics ? 1 : 0
    };
    return new Arguments().with(bones).with(manager.create(numbers));
  }

  /**
   * Moves the weights once.
   *
   * @param x (N, 2J)
   * @param truth (N, J, 3)
   * @param rotation random views (N, 3, 3)
   * @return the terms of eq. 2 that there are, those of {@link ClosedForm#terms}, the norm of the
   *     lifter's gradients before scaling, D's loss and its accuracy; the Baseline's end with the
   *     norm
   */
  public float[] step(
      NDArray x,
      NDArray truth,
      NDArray rotation,
      DropoutSeeds seeds,
      double rate,
      double discriminatorRate) {
    NDManager scope = x.getManager();
    Arguments arguments =
        new Arguments()
            .with(x)
            .with(truth)
            .with(rotation)
            .with(scope.create(seeds.all()))
            .with(scope, rate)
            .with(scope, discriminatorRate);
    return script.runWithGradients(scope, arguments).toFloatArray();
  }

  @Override
  public void close() {
    manager.close();
  }
}
