package isopose.exercise;

import static isopose.exercise.VanillaExercises.same;

import isopose.notebook.Exercise;
import java.util.function.ToDoubleBiFunction;

/** The exercises of notebook 02: the projection of a camera, and the scale of protocol GS. */
public final class DataExercises {
  private DataExercises() {}

  /** The pinhole camera. */
  @FunctionalInterface
  public interface ProjectionAnswer {
    /**
     * The pixel of a joint.
     *
     * @param joint (X, Y, Z) in the camera frame, mm
     * @param focal focal length, pixels
     * @param centreX principal point, pixels
     * @param centreY principal point, pixels
     * @return (u, v), pixels
     */
    double[] project(double[] joint, double focal, double centreX, double centreY);
  }

  /** 2.1: project a joint. */
  public static Exercise<ProjectionAnswer> projection() {
    double[] joint = {300, -450, 3000};
    return Exercise.<ProjectionAnswer>named("2.1 The projection")
        .expect(
            "A joint on the optical axis is projected to the principal point.",
            f ->
                same(new double[] {512, 384}, f.project(new double[] {0, 0, 3000}, 1000, 512, 384)))
        .expect(
            "With the principal point at (0, 0): are both coordinates divided by the depth Z?",
            f -> same(new double[] {100, -150}, f.project(joint, 1000, 0, 0)))
        .expect(
            "At twice the depth the offset from the principal point is half as large.",
            f -> {
              double[] far = {300, -450, 6000};
              return same(new double[] {562, 309}, f.project(far, 1000, 512, 384));
            });
  }

  /** 2.2: the scale c that minimises the squared distance of c P and X. */
  public static Exercise<ToDoubleBiFunction<double[][], double[][]>> scale() {
    double[][] pose = {{0, 0, 0}, {10, 20, -10}, {-30, 5, 8}};
    double[][] doubled = {{0, 0, 0}, {20, 40, -20}, {-60, 10, 16}};
    double[][] other = {{0, 0, 0}, {12, 15, -11}, {-20, 9, 5}};
    return Exercise.<ToDoubleBiFunction<double[][], double[][]>>named("2.2 The scale of GS")
        .expect(
            "A pose that equals the truth needs no scale.",
            f -> Math.abs(f.applyAsDouble(pose, pose) - 1) < 1e-9)
        .expect(
            "The truth is twice the prediction: is the truth in the numerator?",
            f -> Math.abs(f.applyAsDouble(pose, doubled) - 2) < 1e-9)
        .expect(
            "Is it the minimum of squared distances? Setting the derivative with respect to c to zero gives a quotient of two sums of products.",
            f -> Math.abs(f.applyAsDouble(pose, other) - 1215.0 / 1589) < 1e-9);
  }
}
