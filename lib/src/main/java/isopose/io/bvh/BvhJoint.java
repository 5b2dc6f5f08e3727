package isopose.io.bvh;

import java.util.List;

/**
 * A joint of a BVH file's hierarchy, in the file's own units.
 *
 * @param name the file's name for it; an end site is called after its parent, with " End"
 * @param parent index of the parent joint, -1 for the root; parents come before their children
 * @param offsetX the joint's position in its parent's frame unless a channel replaces it
 * @param offsetY as {@code offsetX}
 * @param offsetZ as {@code offsetX}
 * @param channels what the numbers of a frame mean for this joint, in the file's order
 */
public record BvhJoint(
    String name,
    int parent,
    double offsetX,
    double offsetY,
    double offsetZ,
    List<Channel> channels) {

  /** The six degrees of freedom a frame can give; rotations are in degrees. */
  public enum Channel {
    X_POSITION("Xposition", 0, false),
    Y_POSITION("Yposition", 1, false),
    Z_POSITION("Zposition", 2, false),
    X_ROTATION("Xrotation", 0, true),
    Y_ROTATION("Yrotation", 1, true),
    Z_ROTATION("Zrotation", 2, true);

    private final String keyword;
    private final int axis;
    private final boolean rotation;

    Channel(String keyword, int axis, boolean rotation) {
      this.keyword = keyword;
      this.axis = axis;
      this.rotation = rotation;
    }

    /** The word in the file. */
    String keyword() {
      return keyword;
    }

    /** 0, 1, 2 for x, y, z. */
    public int axis() {
      return axis;
    }

    public boolean isRotation() {
      return rotation;
    }
  }

  public BvhJoint {
    channels = List.copyOf(channels);
  }

  /** The offset as a new array. */
  public double[] offset() {
    return new double[] {offsetX, offsetY, offsetZ};
  }
}
