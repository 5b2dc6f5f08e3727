package isopose.io.bvh;

import isopose.io.AtomicFile;
import isopose.io.bvh.BvhJoint.Channel;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes BVH motion capture, with five decimals. */
public final class BvhWriter {
  private static final int DECIMALS = 5;
  private static final double SCALE = 1e5;

  private final BvhClip clip;
  private final Writer out;

  private BvhWriter(BvhClip clip, Writer out) {
    this.clip = clip;
    this.out = out;
  }

  /**
   * Writes a clip, whole or not at all.
   *
   * @throws isopose.io.BadInput if the file cannot be written
   */
  public static void write(Path file, BvhClip clip) {
    AtomicFile.write(
        file,
        bytes -> {
          Writer out =
              new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
          new BvhWriter(clip, out).write();
          out.flush();
        });
  }

  private void write() throws IOException {
    out.write("HIERARCHY\n");
    joint(0, "ROOT", 0);
    out.write("MOTION\nFrames: " + clip.frames() + "\nFrame Time: " + clip.frameTime() + "\n");
    for (int k = 0; k < clip.motion().length; k++) {
      out.write(number(clip.motion()[k]));
      out.write((k + 1) % clip.channels() == 0 ? '\n' : ' ');
    }
  }

  /** A joint and those below it. */
  private void joint(int index, String keyword, int depth) throws IOException {
    BvhJoint joint = clip.joints().get(index);
    boolean end = joint.channels().isEmpty();
    line(depth, end ? "End Site" : keyword + " " + joint.name());
    line(depth, "{");
    line(
        depth + 1,
        "OFFSET %s %s %s"
            .formatted(number(joint.offsetX()), number(joint.offsetY()), number(joint.offsetZ())));
    if (!end) {
      List<Channel> channels = joint.channels();
      line(
          depth + 1,
          "CHANNELS %d %s"
              .formatted(
                  channels.size(),
                  channels.stream().map(Channel::keyword).collect(Collectors.joining(" "))));
    }
    for (int child = index + 1; child < clip.joints().size(); child++) {
      if (clip.joints().get(child).parent() == index) {
        joint(child, "JOINT", depth + 1);
      }
    }
    line(depth, "}");
  }

  private void line(int depth, String text) throws IOException {
    out.write("\t".repeat(depth) + text + "\n");
  }

  private static String number(double value) {
    return BigDecimal.valueOf(Math.round(value * SCALE), DECIMALS).toPlainString();
  }
}
