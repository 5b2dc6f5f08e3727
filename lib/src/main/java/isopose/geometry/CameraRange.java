package isopose.geometry;

import java.util.SplittableRandom;

/**
 * Cameras around a person: any azimuth, elevation and distance uniform within bounds.
 *
 * @param lowest elevation, degrees above the root's level
 * @param highest elevation, degrees
 * @param nearest distance from the root, millimetres
 * @param farthest distance, millimetres
 */
public record CameraRange(double lowest, double highest, double nearest, double farthest) {

  public CameraRange {
    if (!(lowest > -90 && highest < 90 && lowest <= highest)
        || !(nearest > 0 && nearest <= farthest)) {
      throw new IllegalArgumentException(
          "elevations within -90..90 degrees and positive distances expected, got %s to %s and %s to %s"
              .formatted(lowest, highest, nearest, farthest));
    }
  }

  /** Draws a camera; azimuth, elevation and distance in this order. */
  public CameraPlacement draw(SplittableRandom random) {
    return new CameraPlacement(
        360 * random.nextDouble(),
        lowest + (highest - lowest) * random.nextDouble(),
        nearest + (farthest - nearest) * random.nextDouble());
  }
}
