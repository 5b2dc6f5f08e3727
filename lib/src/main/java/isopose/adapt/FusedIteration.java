package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.RandomViews;
import isopose.loss.SslObjective;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.fused.AdaptationStep;
import java.util.Optional;

/** Eq. 6 in one call: see {@link AdaptationStep}. */
final class FusedIteration implements Iteration {
  private final AdaptSettings settings;
  private final AdaptedModel model;
  private final AdaptationStep fused;

  private FusedIteration(AdaptSettings settings, AdaptedModel model, AdaptationStep fused) {
    this.settings = settings;
    this.model = model;
    this.fused = fused;
  }

  /**
   * The fused iteration, where technique and networks are of the paper's kind. Gradients cannot be
   * clipped in it: their global norm is known only after the first matrices have been updated.
   */
  static Optional<Iteration> of(
      Session session,
      Networks networks,
      SslObjective technique,
      AdaptSettings settings,
      AdaptedModel model) {
    if (settings.gradientNorm() > 0) {
      return Optional.empty();
    }
    return technique
        .closedForm()
        .flatMap(objective -> model.fusedStep(session, networks, objective, settings))
        .map(step -> new FusedIteration(settings, model, step));
  }

  @Override
  public double step(NDArray x, RandomViews views) {
    if (settings.discriminatorLimit() < 1) {
      model.adapted(); // a step that leaves D alone does not write D's trained weights to the copy
    }
    int count = settings.viewsPerSample();
    try (NDManager scope = x.getManager().newSubManager()) {
      NDArray row = x.reshape(1, -1);
      row.attach(scope);
      NDArray rotation = scope.create(views.draw(count), new Shape(count, 3, 3));
      NDArray loss = fused.step(row, rotation, model.afresh());
      model.stepDone();
      return loss.getFloat();
    }
  }

  @Override
  public void close() {
    fused.close();
  }
}
