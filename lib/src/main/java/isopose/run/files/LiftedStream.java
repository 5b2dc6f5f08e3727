package isopose.run.files;

import isopose.data.detect.Detections;
import isopose.skeleton.Poses;

/**
 * A stream of 2D detections and its predictions, without a record: what a task of a cluster makes.
 *
 * @param rows the stream
 * @param pose3d (N, 17, 3) millimetres, camera frame, root-relative; NaN in rows without a pose
 */
public record LiftedStream(Detections rows, Poses pose3d) {
  /**
   * 1, or 0 if nobody was seen in row i, or too few joints; its pose is then interpolated or NaN.
   */
  public int valid(int i) {
    return rows.isValid(i) ? 1 : 0;
  }

  /** How many joints of row i were missing and are filled. */
  public int filled(int i) {
    return rows.filled().get(i * 17, i * 17 + 17).cardinality();
  }
}
