package isopose.analysis;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the camera looks down on a person, read off the true poses: trunks are upright on the
 * average of a clip, so their mean direction in the camera's frame shows the vertical. The error is
 * the mean inclination of the trunk.
 */
public final class Elevation {
  private static final int PELVIS = Skeleton.H36M_17.index("pelvis");
  private static final int THORAX = Skeleton.H36M_17.index("thorax");

  private Elevation() {}

  /**
   * Of each sample's track.
   *
   * @param truth (N, 17, 3), camera frame: x right, y down, z away
   * @param tracks each sample's track, or any other group of samples that one camera saw
   * @return degrees; positive where the camera looks down
   */
  public static double[] of(Poses truth, List<?> tracks) {
    Map<Object, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < truth.count(); i++) {
      double[] up = sums.computeIfAbsent(tracks.get(i), track -> new double[3]);
      double length = truth.distance(i, PELVIS, THORAX);
      for (int d = 0; d < 3; d++) {
        up[d] += (truth.get(i, THORAX, d) - truth.get(i, PELVIS, d)) / length;
      }
    }
    // seen from above, what points up points towards the camera: -z
    return tracks.stream()
        .map(sums::get)
        .mapToDouble(up -> Math.toDegrees(Math.atan2(-up[2], Math.hypot(up[0], up[1]))))
        .toArray();
  }
}
