package isopose.data.sets;

import isopose.data.Checks;
import isopose.data.PinholeCamera;
import isopose.skeleton.Poses;

/** Finds the pinhole camera that projects poses onto their pixels, by least squares an axis. */
final class PinholeFit {
  private PinholeFit() {}

  /**
   * The camera behind the pixels.
   *
   * @param seen (N, J, 3) millimetres in the camera's frame
   * @param pixels (N, J, 2)
   * @param tolerance pixels that the median joint may be off
   * @return null if no pinhole explains the pixels
   */
  static PinholeCamera fit(Poses seen, Poses pixels, double tolerance) {
    double[] x = axis(seen, pixels, 0);
    double[] y = axis(seen, pixels, 1);
    PinholeCamera camera = new PinholeCamera(x[0], y[0], x[1], y[1]);
    if (!(x[0] > 0 && y[0] > 0) || behind(seen)) {
      return null;
    }
    Poses root = Poses.zeros(seen.count(), 1, 3);
    double offset = Checks.medianDistance(camera.project(seen, root), pixels);
    return offset <= tolerance ? camera : null;
  }

  private static boolean behind(Poses seen) {
    for (int k = 2; k < seen.values().length; k += 3) {
      if (!(seen.values()[k] > 0)) {
        return true;
      }
    }
    return false;
  }

  /** Focal length and centre of the line pixel = focal * (coordinate / depth) + centre. */
  private static double[] axis(Poses seen, Poses pixels, int d) {
    double n = 0;
    double sumA = 0;
    double sumP = 0;
    double sumAa = 0;
    double sumAp = 0;
    for (int i = 0; i < seen.count(); i++) {
      for (int j = 0; j < seen.joints(); j++) {
        double a = (double) seen.get(i, j, d) / seen.get(i, j, 2);
        double p = pixels.get(i, j, d);
        n++;
        sumA += a;
        sumP += p;
        sumAa += a * a;
        sumAp += a * p;
      }
    }
    double focal = (n * sumAp - sumA * sumP) / (n * sumAa - sumA * sumA);
    return new double[] {focal, (sumP - focal * sumA) / n};
  }
}
