package isopose.io.bvh;

import com.google.gson.Gson;
import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.io.bvh.BvhJoint.Channel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes a clip as binary glTF 2.0: a skin of the clip's joints, an animation of their rotations
 * and of the root's position, and an octahedron for each bone, so that viewers show something. Node
 * k is joint k; lengths are metres, y up, as in glTF.
 */
public final class GlbWriter {
  private static final int MAGIC = 0x46546C67;
  private static final int JSON_CHUNK = 0x4E4F534A;
  private static final int BINARY_CHUNK = 0x004E4942;
  private static final int FLOAT = 5126;
  private static final int UNSIGNED_SHORT = 5123;

  /** Six corners; a bone begins at the first and ends at the last, along y. */
  private static final float[] OCTAHEDRON = {
    0, 0, 0, 1, .2f, 0, 0, .2f, 1, -1, .2f, 0, 0, .2f, -1, 0, 1, 0
  };

  private static final int[] TRIANGLES = {
    2, 0, 1, 3, 0, 2, 4, 0, 3, 1, 0, 4, 1, 5, 2, 2, 5, 3, 3, 5, 4, 4, 5, 1
  };

  private static final double THICKNESS = 0.12;

  // the parts of glTF's JSON; a member that is null is left out

  private record Gltf(
      Map<String, String> asset,
      int scene,
      List<Map<String, List<Integer>>> scenes,
      List<Node> nodes,
      List<Map<String, List<Primitive>>> meshes,
      List<Map<String, List<Integer>>> skins,
      List<Animation> animations,
      List<Accessor> accessors,
      List<BufferView> bufferViews,
      List<Map<String, Integer>> buffers) {}

  private record Node(
      String name,
      List<Integer> children,
      List<Double> translation,
      List<Double> rotation,
      List<Double> scale,
      Integer mesh) {}

  private record Primitive(Map<String, Integer> attributes, int indices) {}

  private record Animation(List<Target> channels, List<Sampler> samplers) {}

  private record Target(int sampler, Map<String, Object> target) {}

  private record Sampler(int input, int output) {}

  private record Accessor(
      int bufferView,
      int componentType,
      int count,
      String type,
      List<Float> min,
      List<Float> max) {}

  private record BufferView(int buffer, int byteOffset, int byteLength) {}

  private final BvhClip clip;
  private final double metres;
  private final ByteBuffer binary;
  private final List<Accessor> accessors = new ArrayList<>();
  private final List<BufferView> views = new ArrayList<>();
  private final Animation animation = new Animation(new ArrayList<>(), new ArrayList<>());

  private GlbWriter(BvhClip clip, double metres, int size) {
    this.clip = clip;
    this.metres = metres;
    this.binary = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Writes a clip, whole or not at all.
   *
   * @param metres the clip's unit of length
   * @throws BadInput if the file cannot be written or would have more than 2 GB
   */
  public static void write(Path file, BvhClip clip, double metres) {
    // a frame has a time, the root's position and a rotation of four numbers for each joint
    long size = 4L * clip.frames() * (4 + 4L * clip.joints().size()) + 1000;
    if (size > Integer.MAX_VALUE / 2) {
      throw new BadInput(
          "%s: %,d frames are too many for one .glb file; cut the clip, or name a .bvh file"
              .formatted(file, clip.frames()));
    }
    GlbWriter writer = new GlbWriter(clip, metres, (int) size);
    byte[] json = new Gson().toJson(writer.gltf()).getBytes(StandardCharsets.UTF_8);
    writer.binary.flip();
    AtomicFile.write(file, out -> out.write(writer.chunks(json)));
  }

  private byte[] chunks(byte[] json) {
    int text = (json.length + 3) / 4 * 4;
    int total = 12 + 8 + text + 8 + binary.limit();
    ByteBuffer glb = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    glb.putInt(MAGIC).putInt(2).putInt(total).putInt(text).putInt(JSON_CHUNK).put(json);
    while (glb.position() % 4 != 0) {
      glb.put((byte) ' ');
    }
    glb.putInt(binary.limit()).putInt(BINARY_CHUNK).put(binary);
    return glb.array();
  }

  private Gltf gltf() {
    List<Node> nodes = nodes();
    animate();
    int corners = floats(OCTAHEDRON, "VEC3", 3, true);
    Primitive octahedron = new Primitive(Map.of("POSITION", corners), triangles());
    List<Integer> joints = IntStream.range(0, clip.joints().size()).boxed().toList();
    return new Gltf(
        Map.of("version", "2.0", "generator", "isopose"),
        0,
        List.of(Map.of("nodes", List.of(0))),
        nodes,
        List.of(Map.of("primitives", List.of(octahedron))),
        List.of(Map.of("joints", joints)),
        List.of(animation),
        accessors,
        views,
        List.of(Map.of("byteLength", binary.position())));
  }

  /** The joints, then a shape for each bone, which is a child of the joint where it begins. */
  private List<Node> nodes() {
    int joints = clip.joints().size();
    List<List<Integer>> children = new ArrayList<>();
    List<Node> shapes = new ArrayList<>();
    for (int k = 0; k < joints; k++) {
      BvhJoint joint = clip.joints().get(k);
      children.add(new ArrayList<>());
      if (k > 0) {
        children.get(joint.parent()).add(k);
        double[] bone = metres(joint.offset());
        if (Math.hypot(Math.hypot(bone[0], bone[1]), bone[2]) > 0) {
          children.get(joint.parent()).add(joints + shapes.size());
          shapes.add(shape(joint.name(), bone));
        }
      }
    }
    List<Node> nodes = new ArrayList<>();
    for (int k = 0; k < joints; k++) {
      double[] offset = metres(clip.joints().get(k).offset());
      List<Integer> below = children.get(k).isEmpty() ? null : children.get(k);
      nodes.add(new Node(clip.joints().get(k).name(), below, list(offset), null, null, null));
    }
    nodes.addAll(shapes);
    return nodes;
  }

  /** The octahedron, turned from y along a bone and as long. */
  private static Node shape(String name, double[] bone) {
    double length = Math.hypot(Math.hypot(bone[0], bone[1]), bone[2]);
    double w = 1 + bone[1] / length;
    double[] turn = {bone[2] / length, 0, -bone[0] / length, w};
    double norm = Math.sqrt(turn[0] * turn[0] + turn[2] * turn[2] + w * w);
    List<Double> rotation =
        norm < 1e-6
            ? List.of(1.0, 0.0, 0.0, 0.0) // half a turn: the bone points down
            : List.of(turn[0] / norm, 0.0, turn[2] / norm, w / norm);
    double thickness = THICKNESS * length;
    return new Node(name + "_bone", null, null, rotation, List.of(thickness, length, thickness), 0);
  }

  private void animate() {
    int frames = clip.frames();
    float[] times = new float[frames];
    for (int i = 0; i < frames; i++) {
      times[i] = (float) (i * clip.frameTime());
    }
    int input = floats(times, "SCALAR", 1, true);
    int first = 0;
    for (int k = 0; k < clip.joints().size(); k++) {
      List<Channel> channels = clip.joints().get(k).channels();
      float[] rotations = new float[4 * frames];
      float[] positions = new float[3 * frames];
      for (int i = 0; i < frames; i++) {
        int begin = i * clip.channels() + first;
        double[] rotation = {0, 0, 0, 1};
        double[] position = clip.joints().get(k).offset();
        for (int c = 0; c < channels.size(); c++) {
          Channel channel = channels.get(c);
          if (channel.isRotation()) {
            rotation = turned(rotation, channel.axis(), clip.motion()[begin + c]);
          } else {
            position[channel.axis()] = clip.motion()[begin + c];
          }
        }
        put(rotation, rotations, 4 * i);
        put(metres(position), positions, 3 * i);
      }
      if (channels.stream().anyMatch(Channel::isRotation)) {
        channel(k, "rotation", input, floats(rotations, "VEC4", 4, false));
      }
      if (channels.stream().anyMatch(channel -> !channel.isRotation())) {
        channel(k, "translation", input, floats(positions, "VEC3", 3, false));
      }
      first += channels.size();
    }
  }

  private void channel(int node, String path, int input, int output) {
    animation.channels.add(
        new Target(animation.samplers.size(), Map.of("node", node, "path", path)));
    animation.samplers.add(new Sampler(input, output));
  }

  /** A quaternion (x, y, z, w) times a rotation about an axis, in degrees. */
  private static double[] turned(double[] q, int axis, double degrees) {
    double s = Math.sin(Math.toRadians(degrees) / 2);
    double c = Math.cos(Math.toRadians(degrees) / 2);
    int y = (axis + 1) % 3;
    int z = (axis + 2) % 3;
    double[] product = new double[4];
    product[axis] = q[axis] * c + q[3] * s;
    product[y] = q[y] * c + q[z] * s;
    product[z] = q[z] * c - q[y] * s;
    product[3] = q[3] * c - q[axis] * s;
    return product;
  }

  private static void put(double[] from, float[] to, int begin) {
    for (int d = 0; d < from.length; d++) {
      to[begin + d] = (float) from[d];
    }
  }

  private double[] metres(double[] offset) {
    return new double[] {offset[0] * metres, offset[1] * metres, offset[2] * metres};
  }

  private static List<Double> list(double[] values) {
    return List.of(values[0], values[1], values[2]);
  }

  /** Adds numbers to the binary part; returns the accessor's index. */
  private int floats(float[] values, String type, int width, boolean bounds) {
    int begin = binary.position();
    for (float value : values) {
      binary.putFloat(value);
    }
    return accessor(
        begin,
        new Accessor(
            views.size(),
            FLOAT,
            values.length / width,
            type,
            bounds ? extremes(values, width, -1) : null,
            bounds ? extremes(values, width, 1) : null));
  }

  private int triangles() {
    int begin = binary.position();
    for (int corner : TRIANGLES) {
      binary.putShort((short) corner);
    }
    return accessor(
        begin, new Accessor(views.size(), UNSIGNED_SHORT, TRIANGLES.length, "SCALAR", null, null));
  }

  private int accessor(int begin, Accessor accessor) {
    views.add(new BufferView(0, begin, binary.position() - begin));
    accessors.add(accessor);
    return accessors.size() - 1;
  }

  /** The least (sign -1) or greatest (sign 1) of each column. */
  private static List<Float> extremes(float[] values, int width, int sign) {
    List<Float> extremes = new ArrayList<>();
    for (int d = 0; d < width; d++) {
      float most = values[d];
      for (int k = d; k < values.length; k += width) {
        most = sign * Math.max(sign * most, sign * values[k]);
      }
      extremes.add(most);
    }
    return extremes;
  }
}
