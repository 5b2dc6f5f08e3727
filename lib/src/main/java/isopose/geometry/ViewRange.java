package isopose.geometry;

/**
 * Which random views are drawn: any azimuth, and elevations within a range.
 *
 * @param maxElevation the largest tilt up or down, degrees; the paper: pi/9 = 20
 * @param cameraElevation by how many degrees the camera is taken to look down. The azimuth then
 *     turns a person about the world's vertical. With 0, as in the paper and in Drover et al.
 *     (2018), it is the camera's own vertical axis: seen from behind, a person whom the camera sees
 *     from above then leans back, which no real picture shows, and the discriminator rejects right
 *     poses for it.
 */
public record ViewRange(double maxElevation, double cameraElevation) {
  /** Sec. 3.2.1. */
  public static final ViewRange PAPER = new ViewRange(20, 0);

  public ViewRange {
    requireValid(maxElevation, cameraElevation);
  }

  /** Throws {@link IllegalArgumentException} for angles that make no range. */
  public static void requireValid(double maxElevation, double cameraElevation) {
    if (!(maxElevation >= 0 && maxElevation <= 90) || !(Math.abs(cameraElevation) <= 90)) {
      throw new IllegalArgumentException(
          "maxElevation must lie in 0..90 and cameraElevation in -90..90 degrees, got %s and %s"
              .formatted(maxElevation, cameraElevation));
    }
  }
}
