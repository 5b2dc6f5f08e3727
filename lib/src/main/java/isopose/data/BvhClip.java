package isopose.data;

import java.util.List;

/**
 * The contents of one BVH file: a hierarchy and its motion, in the file's own units.
 *
 * @param name the file's name without its ending
 * @param joints the hierarchy, parents before children, end sites included
 * @param frameTime seconds from frame to frame
 * @param channels numbers a frame
 * @param motion frames * channels numbers, frame after frame
 */
@SuppressWarnings("ArrayRecordComponent") // a block of numbers: compared by identity, never hashed
public record BvhClip(
    String name, List<BvhJoint> joints, double frameTime, int channels, float[] motion) {

  public BvhClip {
    joints = List.copyOf(joints);
  }

  /** The number of frames. */
  public int frames() {
    return motion.length / channels;
  }
}
