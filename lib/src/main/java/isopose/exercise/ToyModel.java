package isopose.exercise;

/**
 * A model with one parameter, for exercises about the order of operations in Algorithm 1: copying,
 * stepping and predicting, without tensors.
 */
public final class ToyModel {
  private double theta;

  /** A model whose only parameter is {@code theta}. */
  public ToyModel(double theta) {
    this.theta = theta;
  }

  /** The parameter. */
  public double theta() {
    return theta;
  }

  /** An independent copy. */
  public ToyModel copy() {
    return new ToyModel(theta);
  }

  /** One step of self-supervised learning on x: theta moves half of the way to x. */
  public void step(double x) {
    theta += 0.5 * (x - theta);
  }

  /** The prediction for x with the current parameter. */
  public double predict(double x) {
    return x + 10 * theta;
  }
}
