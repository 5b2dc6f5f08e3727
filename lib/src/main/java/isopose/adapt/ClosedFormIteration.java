package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.geometry.RandomViews;
import isopose.model.ClosedForm;
import isopose.model.Networks;
import isopose.model.ResidualStep;

/**
 * Eq. 6 for the paper's own techniques in one call: {@link FastIteration} with the gradient of the
 * loss and of the geometry written out. Recording them, operation by operation from Java, takes a
 * sixth of a step at the paper's sizes.
 */
final class ClosedFormIteration implements Iteration {
  private final AdaptSettings settings;
  private final AdaptedModel model;
  private final ResidualStep residual;

  ClosedFormIteration(
      Networks networks,
      ClosedForm technique,
      AdaptSettings settings,
      AdaptedModel model,
      ResidualStep residual) {
    this.settings = settings;
    this.model = model;
    this.residual = residual;
    residual.bind(technique, networks.lifter().depthOnly());
  }

  @Override
  public double step(NDArray x, RandomViews views) {
    int copies = settings.copies();
    try (NDManager scope = x.getManager().newSubManager()) {
      NDArray one = x.reshape(1, -1);
      one.attach(scope);
      NDArray rotation = scope.create(views.draw(copies), new Shape(copies, 3, 3));
      NDArray loss = residual.iterate(one, rotation, model.afresh());
      model.stepDone();
      return loss.getFloat();
    }
  }

  @Override
  public void close() {
    residual.close();
  }
}
