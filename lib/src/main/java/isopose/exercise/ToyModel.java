package isopose.exercise;

/**
 * A model of one number, for exercises about the order of things in Algorithm 1: copying, stepping
 * and predicting, without tensors.
 */
public final class ToyModel {
  private double theta;

  /** A model whose only parameter is {@code theta}. */
  public ToyModel(double theta) {
    this.theta = theta;
  }

  /** Its parameter. */
  public double theta() {
    return theta;
  }

  /** Another model with the same parameter; what happens to one does not reach the other. */
  public ToyModel copy() {
    return new ToyModel(theta);
  }

  /** One step of self-supervised learning on x: theta goes half of the way to x. */
  public void step(double x) {
    theta += 0.5 * (x - theta);
  }

  /** What the model, as it is now, makes of x. */
  public double predict(double x) {
    return x + 10 * theta;
  }
}
