package isopose.data;

import com.google.gson.stream.JsonWriter;
import isopose.io.AtomicFile;
import isopose.io.numpy.NpyArray;
import isopose.skeleton.Skeletons;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Pose files as one JSON object: {@code joints}, their names; {@code unit}; and the arrays of the
 * archive by the same names, as nested lists. A number that is not known is null.
 */
final class PoseJson {
  private PoseJson() {}

  /** Writes arrays, whole or not at all. */
  static void write(Path file, Map<String, NpyArray> arrays, int joints) {
    AtomicFile.write(
        file,
        bytes -> {
          JsonWriter out =
              new JsonWriter(
                  new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8)));
          out.beginObject();
          out.name("joints").beginArray();
          for (String joint : Skeletons.ofSize(joints).joints()) {
            out.value(joint);
          }
          out.endArray();
          out.name("unit").value("mm");
          for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            out.name(array.getKey());
            array(array.getValue(), out);
          }
          out.endObject();
          out.flush();
        });
  }

  private static void array(NpyArray array, JsonWriter out) throws IOException {
    if (array.isText()) {
      out.beginArray();
      for (String text : array.strings()) {
        out.value(text);
      }
      out.endArray();
    } else {
      numbers(array.reader(), array.shape(), 0, 0, out);
    }
  }

  /** The part of an array whose first {@code depth} indices lead to number {@code begin}. */
  private static void numbers(
      IntToDoubleFunction number, int[] shape, int depth, int begin, JsonWriter out)
      throws IOException {
    if (depth == shape.length) {
      double value = number.applyAsDouble(begin);
      if (!Double.isFinite(value)) {
        out.nullValue();
      } else if (value == Math.rint(value) && Math.abs(value) < 1e9) {
        out.value((long) value);
      } else {
        out.value((float) value);
      }
      return;
    }
    int stride = 1;
    for (int d = depth + 1; d < shape.length; d++) {
      stride *= shape[d];
    }
    out.beginArray();
    for (int k = 0; k < shape[depth]; k++) {
      numbers(number, shape, depth + 1, begin + k * stride, out);
    }
    out.endArray();
  }
}
