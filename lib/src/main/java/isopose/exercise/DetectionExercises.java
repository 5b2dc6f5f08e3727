package isopose.exercise;

import static isopose.exercise.VanillaExercises.same;

import isopose.notebook.Exercise;
import java.util.function.UnaryOperator;

/** The exercises of notebook 11: gaps in a track, and a pixel error in millimetres. */
public final class DetectionExercises {
  private static final double GAP = Double.NaN;

  private DetectionExercises() {}

  /** An error in the image as a length at the person. */
  @FunctionalInterface
  public interface MillimetreAnswer {
    /**
     * The displacement of a joint, parallel to the image, that an error in pixels corresponds to.
     *
     * @param pixels the error
     * @param depth the distance of the joint along the optical axis, mm
     * @param focal focal length, pixels
     */
    double millimetres(double pixels, double depth, double focal);
  }

  /** 11.1: fill the missing values of one coordinate of a joint. */
  public static Exercise<UnaryOperator<double[]>> gaps() {
    return Exercise.<UnaryOperator<double[]>>named("11.1 Gaps in a track")
        .expect(
            "A track without gaps is returned as it is.",
            f -> same(new double[] {1, 5, 2}, f.apply(new double[] {1, 5, 2})))
        .expect(
            "One missing value between 2 and 6 is their mean.",
            f -> same(new double[] {2, 4, 6}, f.apply(new double[] {2, GAP, 6})))
        .expect(
            "Three missing values between 0 and 8: equal steps from the last known to the next known value.",
            f -> same(new double[] {0, 2, 4, 6, 8}, f.apply(new double[] {0, GAP, GAP, GAP, 8})))
        .expect(
            "Before the first and after the last known value there is one neighbour: its value is used.",
            f -> same(new double[] {3, 3, 5, 5}, f.apply(new double[] {GAP, 3, 5, GAP})));
  }

  /** 11.2: how many millimetres a pixel is. */
  public static Exercise<MillimetreAnswer> millimetres() {
    return Exercise.<MillimetreAnswer>named("11.2 Pixels and millimetres")
        .expect(
            "No error in pixels is no error in millimetres.",
            f -> f.millimetres(0, 4000, 1000) == 0)
        .expect(
            "At a depth of 4,000 mm and a focal length of 1,000 pixels, one pixel is 4 mm: solve u = f X / Z for X.",
            f -> Math.abs(f.millimetres(1, 4000, 1000) - 4) < 1e-9)
        .expect(
            "A longer focal length makes a pixel smaller, a larger depth makes it larger.",
            f -> Math.abs(f.millimetres(3, 5000, 2000) - 7.5) < 1e-9);
  }
}
