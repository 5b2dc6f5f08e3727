package isopose.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.RandomViews;
import isopose.loss.SslObjective;
import isopose.model.Session;
import isopose.model.fused.ClosedForm;
import isopose.model.fused.JointStep;
import isopose.model.layers.DropoutSeeds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Eq. 5 in one call: see {@link JointStep}. */
final class FusedJointIteration implements JointIteration {
  private final TrainingSettings settings;
  private final JointStep fused;

  /** What the step returns: the names of the log, with weights; a term without one is left out. */
  private final Map<String, Double> columns = new LinkedHashMap<>();

  private FusedJointIteration(JointTask task, JointStep fused) {
    this.settings = task.settings();
    this.fused = fused;
    columns.put("joints", 1.0);
    if (settings.boneTerm()) {
      columns.put("bones", 1.0);
    }
    Optional<ClosedForm> objective = task.technique().flatMap(SslObjective::closedForm);
    objective.ifPresent(form -> columns.putAll(form.terms()));
    columns.put("gradient_norm", 1.0);
    if (objective.isPresent()) {
      columns.put("discriminator", 1.0);
      columns.put("discriminator_accuracy", 1.0);
    }
  }

  /** The fused iteration, where technique and networks are of the paper's kind. */
  static Optional<JointIteration> of(Session session, JointTask task) {
    Optional<ClosedForm> objective = task.technique().flatMap(SslObjective::closedForm);
    if (objective.isPresent() != task.technique().isPresent()) {
      return Optional.empty();
    }
    TrainingSettings settings = task.settings();
    JointStep.Task fused =
        new JointStep.Task(
            task.supervised().boneMatrix(),
            task.supervised().weight(),
            objective,
            settings.lambda(),
            settings.gradientNorm(),
            settings.discriminatorLimit(),
            task.fakePass());
    return JointStep.of(
            session, task.networks(), task.weights(), task.lifter(), task.discriminator(), fused)
        .map(step -> new FusedJointIteration(task, step));
  }

  @Override
  public Map<String, Double> step(
      TrainingSet.Batch batch,
      RandomViews views,
      DropoutSeeds seeds,
      double rateFactor,
      NDManager scope) {
    int n = Math.toIntExact(batch.x().getShape().get(0));
    NDArray rotation = scope.create(views.draw(n), new Shape(n, 3, 3));
    float[] values =
        fused.step(
            batch.x().reshape(n, -1),
            batch.truth(),
            rotation,
            seeds,
            settings.learningRate() * rateFactor,
            settings.discriminatorRate() * rateFactor);
    Map<String, Double> log = new LinkedHashMap<>();
    int k = 0;
    for (Map.Entry<String, Double> column : columns.entrySet()) {
      if (column.getValue() != 0) {
        log.put(column.getKey(), (double) values[k]);
      }
      k++;
    }
    return log;
  }

  @Override
  public void close() {
    fused.close();
  }
}
