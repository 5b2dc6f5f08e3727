package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.RandomViews;
import isopose.loss.Technique;
import isopose.model.AdaptationStep;
import isopose.model.Networks;
import isopose.model.Session;
import java.util.Optional;

/** Eq. 6 in one call: see {@link AdaptationStep}. */
final class FusedIteration implements Iteration {
  private final int copies;
  private final AdaptedModel model;
  private final AdaptationStep fused;

  private FusedIteration(int copies, AdaptedModel model, AdaptationStep fused) {
    this.copies = copies;
    this.model = model;
    this.fused = fused;
  }

  /** The fused iteration, where technique and networks are of the paper's kind. */
  static Optional<Iteration> of(
      Session session,
      Networks networks,
      Technique technique,
      AdaptSettings settings,
      AdaptedModel model) {
    return technique
        .closedForm()
        .flatMap(objective -> model.fusedStep(session, networks, objective, settings))
        .map(step -> new FusedIteration(settings.copies(), model, step));
  }

  @Override
  public double step(NDArray x, RandomViews views) {
    try (NDManager scope = x.getManager().newSubManager()) {
      NDArray row = x.reshape(1, -1);
      row.attach(scope);
      NDArray rotation = scope.create(views.draw(copies), new Shape(copies, 3, 3));
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
