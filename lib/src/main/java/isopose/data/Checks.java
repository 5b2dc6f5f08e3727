package isopose.data;

import isopose.skeleton.Poses;

/** Checks that every reader makes on a stranger's numbers. */
final class Checks {
  private Checks() {}

  /** That an array holds numbers and not text. */
  static void numbers(NpyArray array, String where) {
    if (array.isText()) {
      throw new BadInput(where + ": expected numbers, got " + array.describe());
    }
  }

  /** That every coordinate is finite; names the first that is not. */
  static void finite(Poses poses, String where) {
    float[] values = poses.values();
    for (int k = 0; k < values.length; k++) {
      if (!Float.isFinite(values[k])) {
        int pose = k / poses.stride();
        int joint = k % poses.stride() / poses.dims();
        throw new BadInput(
            "%s: coordinate %s at pose %d, joint %d; remove the pose or fill the joint"
                .formatted(where, values[k], pose, joint));
      }
    }
  }
}
