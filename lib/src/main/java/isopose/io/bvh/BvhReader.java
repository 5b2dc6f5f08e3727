package isopose.io.bvh;

import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.Limits;
import isopose.io.bvh.BvhJoint.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads BVH motion capture strictly.
 *
 * <p>Accepted, because real files differ in these points: 3, 6 or any other channels on every
 * joint, any rotation order, any white space and line ends, end sites, a byte order mark, blanks in
 * names, and more frames than the file says, which are all read. A frame is one line. Refused, with
 * the file and the line: everything else. No declared count decides how much memory is allocated,
 * and size, joints and depth are limited, so that a malicious file costs no more than a valid one
 * of its size.
 */
public final class BvhReader {
  private final BvhTokens tokens;
  private final List<BvhJoint> joints = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int channels;

  private BvhReader(BvhTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads one file.
   *
   * @throws BadInput if it cannot be read or is not a whole, consistent BVH file
   */
  public static BvhClip read(Path file) {
    return parse(file.toString(), InputFile.bytes(file, Limits.CLIP_BYTES));
  }

  /** Reads the bytes of a file; {@code file} is what messages name. */
  public static BvhClip parse(String file, byte[] bytes) {
    return new BvhReader(new BvhTokens(file, bytes)).clip(file);
  }

  private BvhClip clip(String file) {
    tokens.expect("HIERARCHY");
    tokens.expect("ROOT");
    hierarchy();
    if (channels == 0) {
      throw tokens.error("no joint has channels: nothing moves");
    }
    tokens.expect("MOTION");
    tokens.expect("Frames:");
    int frames = tokens.count("number of frames", Integer.MAX_VALUE);
    if (frames == 0) {
      throw tokens.error("there must be at least one frame");
    }
    tokens.expect("Frame");
    tokens.expect("Time:");
    double frameTime = tokens.number("frame time");
    if (!(frameTime > 0)) {
      throw tokens.error("the frame time must be above zero, got " + frameTime);
    }
    return new BvhClip(file, joints, frameTime, channels, motion(frames));
  }

  /** The joints up to the root's closing brace; a loop with an explicit path, so depth is free. */
  private void hierarchy() {
    List<Integer> path = new ArrayList<>();
    open(path, tokens.name("the root's name"));
    while (!path.isEmpty()) {
      String word = tokens.next("JOINT, End Site or }");
      switch (word) {
        case "JOINT" -> open(path, tokens.name("a joint's name"));
        case "End" -> endSite(path.get(path.size() - 1));
        case "}" -> path.remove(path.size() - 1);
        default -> throw tokens.error("expected JOINT, End Site or }, got '" + word + "'");
      }
    }
  }

  private void open(List<Integer> path, String name) {
    if (path.size() >= Limits.BVH_DEPTH) {
      throw tokens.error("joints are nested deeper than " + Limits.BVH_DEPTH);
    }
    tokens.expect("{");
    int parent = path.isEmpty() ? -1 : path.get(path.size() - 1);
    double[] offset = offset();
    tokens.expect("CHANNELS");
    path.add(joints.size());
    add(new BvhJoint(name, parent, offset[0], offset[1], offset[2], channelList()));
  }

  private void endSite(int parent) {
    tokens.expect("Site");
    tokens.expect("{");
    double[] offset = offset();
    tokens.expect("}");
    String name = joints.get(parent).name() + " End";
    add(new BvhJoint(name, parent, offset[0], offset[1], offset[2], List.of()));
  }

  private void add(BvhJoint joint) {
    if (!names.add(joint.name())) {
      throw tokens.error("the joint '" + joint.name() + "' appears twice");
    }
    if (joints.size() >= Limits.BVH_JOINTS) {
      throw tokens.error("there are more than " + Limits.BVH_JOINTS + " joints");
    }
    joints.add(joint);
    channels += joint.channels().size();
  }

  private double[] offset() {
    tokens.expect("OFFSET");
    return new double[] {
      tokens.number("x offset"), tokens.number("y offset"), tokens.number("z offset")
    };
  }

  private List<Channel> channelList() {
    int count = tokens.count("number of channels", Channel.values().length);
    Set<Channel> seen = EnumSet.noneOf(Channel.class);
    List<Channel> list = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      String word = tokens.next("a channel");
      Channel channel =
          Arrays.stream(Channel.values())
              .filter(known -> known.keyword().equals(word))
              .findFirst()
              .orElseThrow(() -> tokens.error("unknown channel '" + word + "'"));
      if (!seen.add(channel)) {
        throw tokens.error("the channel " + word + " appears twice");
      }
      list.add(channel);
    }
    return list;
  }

  private float[] motion(int frames) {
    tokens.endLine();
    long said = (long) frames * channels;
    if (said > tokens.mostNumbersLeft()) {
      throw tokens.error(
          "the file says %d frames of %d numbers, but ends before them"
              .formatted(frames, channels));
    }
    float[] motion = new float[(int) said];
    int found = 0;
    while (tokens.nextLine()) {
      int begin = found * channels;
      if (begin == motion.length) { // more frames than the file says
        motion = Arrays.copyOf(motion, begin + Math.max(channels, begin / 2 / channels * channels));
      }
      frame(motion, begin, ++found);
    }
    if (found < frames) {
      throw tokens.error("the file says %d frames, but has %d".formatted(frames, found));
    }
    return Arrays.copyOf(motion, found * channels);
  }

  private void frame(float[] motion, int begin, int number) {
    int found = tokens.numbersOfLine(motion, begin, channels);
    if (found != channels) {
      throw tokens.error(
          "frame %d has %s numbers, expected %d"
              .formatted(number, found < channels ? found : "more", channels));
    }
  }
}
