package isopose.io.bvh;

import isopose.io.FileTree;
import java.util.List;

/**
 * The contents of one BVH file: a hierarchy and its motion, in the file's own units.
 *
 * @param file where it was read from, as messages name it
 * @param joints the hierarchy, parents before children, end sites included
 * @param frameTime seconds from frame to frame
 * @param channels numbers a frame
 * @param motion frames * channels numbers, frame after frame
 */
@SuppressWarnings("ArrayRecordComponent") // a block of numbers: compared by identity, never hashed
public record BvhClip(
    String file, List<BvhJoint> joints, double frameTime, int channels, float[] motion) {

  public BvhClip {
    joints = List.copyOf(joints);
  }

  /** The file's name without its folder and ending. */
  public String name() {
    String name = FileTree.name(file);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The number of frames. */
  public int frames() {
    return motion.length / channels;
  }
}
