package isopose.data.scenario;

import isopose.data.PinholeCamera;
import isopose.geometry.CameraPlacement;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * How cameras are drawn. {@link Random}'s numbers are specified, so a seed means the same cameras
 * on every machine; they are rounded so that they can be written out.
 */
final class CameraRules {
  /** A person at 5 m is about 200 pixels tall in a picture of 512 x 512. */
  static final PinholeCamera CAMERA = new PinholeCamera(600, 600, 256, 256);

  private static final List<Double> CORNERS = List.of(45.0, 135.0, 225.0, 315.0);

  private CameraRules() {}

  /** Four cameras in the corners of a room, 10 to 14 degrees above the waist, at 4 to 6 m. */
  static List<CameraPlacement> four(Random random) {
    return CORNERS.stream()
        .map(
            corner ->
                placement(
                    between(random, corner - 5, corner + 5),
                    between(random, 10, 14),
                    between(random, 4000, 6000)))
        .toList();
  }

  /** One camera anywhere around the person, from knee height to well above the head, 3-5 m. */
  static List<CameraPlacement> anywhere(Random random) {
    return Stream.of(
            placement(
                between(random, 0, 360), between(random, -5, 40), between(random, 3000, 5000)))
        .toList();
  }

  private static CameraPlacement placement(double azimuth, double elevation, double distance) {
    return new CameraPlacement(
        Math.round(azimuth * 10) / 10.0,
        Math.round(elevation * 10) / 10.0,
        Math.round(distance / 10) * 10.0);
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
