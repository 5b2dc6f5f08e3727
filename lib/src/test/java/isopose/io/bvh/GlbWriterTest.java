package isopose.io.bvh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.data.motion.BvhSkeleton;
import isopose.run.files.PoseOutput;
import isopose.run.files.PoseOutputTest;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the file back by the specification of glTF 2.0, with quaternions applied to vectors. */
class GlbWriterTest {
  private static final double[] NO_TURN = {0, 0, 0, 1};

  @TempDir Path folder;
  private final Poses poses = PoseOutputTest.example().pose3d();
  private JsonObject json;
  private ByteBuffer binary;

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("out.glb");
    PoseOutput.write(file, PoseOutputTest.example(), new BitSet(), new BitSet(), 30);
    ByteBuffer glb = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals("glTF", new String(glb.array(), 0, 4, StandardCharsets.US_ASCII));
    assertEquals(2, glb.getInt(4));
    assertEquals(glb.capacity(), glb.getInt(8));
    int length = glb.getInt(12);
    assertEquals(0, length % 4);
    assertEquals("JSON", new String(glb.array(), 16, 4, StandardCharsets.US_ASCII));
    json =
        JsonParser.parseString(new String(glb.array(), 20, length, StandardCharsets.UTF_8))
            .getAsJsonObject();
    int rest = glb.getInt(20 + length);
    assertEquals(glb.capacity(), 28 + length + rest);
    binary = glb.slice(28 + length, rest).order(ByteOrder.LITTLE_ENDIAN);
    int stated =
        json.getAsJsonArray("buffers").get(0).getAsJsonObject().get("byteLength").getAsInt();
    assertEquals(rest, stated);
  }

  @Test
  void jointsAreWhereThePosesWithConstantBonesAre() {
    Poses fixed = BvhSkeleton.withConstantBones(poses);
    for (int i = 0; i < poses.count(); i++) {
      Map<String, double[]> found = new HashMap<>();
      joints(0, i, new double[3], NO_TURN, found);
      double[] root = found.get("pelvis");
      for (int j = 0; j < 17; j++) {
        double[] joint = found.get(Skeleton.H36M_17.joints().get(j));
        double[] expected = {fixed.get(i, j, 0), -fixed.get(i, j, 1), -fixed.get(i, j, 2)};
        double[] got = new double[3];
        for (int d = 0; d < 3; d++) {
          got[d] = 1000 * (joint[d] - root[d]);
        }
        assertArrayEquals(expected, got, 0.05, "frame " + i + ", joint " + j);
      }
    }
  }

  @Test
  void timesAndBoundsAreAsTheSpecificationWantsThem() {
    JsonObject animation = json.getAsJsonArray("animations").get(0).getAsJsonObject();
    int input = object(animation, "samplers", 0).get("input").getAsInt();
    assertEquals(2 / 30.0, value(input, 2, 0, 1), 1e-6);
    JsonObject times = object(json, "accessors", input);
    assertEquals(poses.count(), times.get("count").getAsInt());
    assertEquals(0, times.getAsJsonArray("min").get(0).getAsDouble());
    assertEquals(
        (poses.count() - 1) / 30.0, times.getAsJsonArray("max").get(0).getAsDouble(), 1e-6);
    for (JsonElement view : json.getAsJsonArray("bufferViews")) {
      JsonObject part = view.getAsJsonObject();
      assertEquals(0, part.get("byteOffset").getAsInt() % 4);
      assertTrue(
          part.get("byteOffset").getAsInt() + part.get("byteLength").getAsInt()
              <= binary.capacity());
    }
  }

  @Test
  void theShapeOfABoneEndsAtItsJoint() {
    int shapes = 0;
    for (JsonElement element : json.getAsJsonArray("nodes")) {
      JsonObject node = element.getAsJsonObject();
      if (node.has("mesh")) {
        shapes++;
        double length = node.getAsJsonArray("scale").get(1).getAsDouble();
        double[] end = turn(numbers(node.getAsJsonArray("rotation")), new double[] {0, length, 0});
        String name = node.get("name").getAsString().replaceFirst("_bone$", "");
        assertArrayEquals(numbers(node(name).getAsJsonArray("translation")), end, 1e-6, name);
      }
    }
    assertTrue(shapes >= 16, "shapes: " + shapes);
  }

  /** Every joint's position in metres at a frame. */
  private void joints(
      int index, int frame, double[] origin, double[] above, Map<String, double[]> found) {
    JsonObject node = object(json, "nodes", index);
    if (node.has("mesh")) {
      return;
    }
    double[] moved = animated(index, "translation", frame, 3);
    double[] offset =
        turn(above, moved != null ? moved : numbers(node.getAsJsonArray("translation")));
    double[] position = {origin[0] + offset[0], origin[1] + offset[1], origin[2] + offset[2]};
    double[] own = animated(index, "rotation", frame, 4);
    double[] rotation = own == null ? above : times(above, own);
    found.put(node.get("name").getAsString(), position);
    if (node.has("children")) {
      for (JsonElement child : node.getAsJsonArray("children")) {
        joints(child.getAsInt(), frame, position, rotation, found);
      }
    }
  }

  private double[] animated(int node, String path, int frame, int width) {
    JsonObject animation = json.getAsJsonArray("animations").get(0).getAsJsonObject();
    for (JsonElement element : animation.getAsJsonArray("channels")) {
      JsonObject target = element.getAsJsonObject().getAsJsonObject("target");
      if (target.get("node").getAsInt() == node && target.get("path").getAsString().equals(path)) {
        int sampler = element.getAsJsonObject().get("sampler").getAsInt();
        int output = object(animation, "samplers", sampler).get("output").getAsInt();
        double[] values = new double[width];
        for (int d = 0; d < width; d++) {
          values[d] = value(output, frame, d, width);
        }
        return values;
      }
    }
    return null;
  }

  private double value(int accessor, int row, int column, int width) {
    int view = object(json, "accessors", accessor).get("bufferView").getAsInt();
    int begin = object(json, "bufferViews", view).get("byteOffset").getAsInt();
    return binary.getFloat(begin + 4 * (row * width + column));
  }

  private JsonObject node(String name) {
    for (JsonElement node : json.getAsJsonArray("nodes")) {
      if (node.getAsJsonObject().get("name").getAsString().equals(name)) {
        return node.getAsJsonObject();
      }
    }
    throw new AssertionError("no node " + name);
  }

  private static JsonObject object(JsonObject parent, String list, int index) {
    return parent.getAsJsonArray(list).get(index).getAsJsonObject();
  }

  private static double[] numbers(JsonArray array) {
    return array.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  /** v + 2 u x (u x v + w v) for a quaternion (u, w). */
  private static double[] turn(double[] q, double[] v) {
    double[] inner = cross(q, v);
    for (int d = 0; d < 3; d++) {
      inner[d] += q[3] * v[d];
    }
    double[] outer = cross(q, inner);
    return new double[] {v[0] + 2 * outer[0], v[1] + 2 * outer[1], v[2] + 2 * outer[2]};
  }

  private static double[] times(double[] p, double[] q) {
    double[] c = cross(p, q);
    double[] product = new double[4];
    for (int d = 0; d < 3; d++) {
      product[d] = p[3] * q[d] + q[3] * p[d] + c[d];
    }
    product[3] = p[3] * q[3] - p[0] * q[0] - p[1] * q[1] - p[2] * q[2];
    return product;
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }
}
