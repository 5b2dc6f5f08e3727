package isopose.io;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file: text by key, and tensors by name. The form is that of <a
 * href="https://github.com/huggingface/safetensors">the safetensors library</a>: the length of a
 * JSON header in 8 bytes, the header with type, shape and offsets of each tensor, and then the
 * numbers, little-endian, without gaps.
 *
 * @param metadata text by key
 * @param tensors in the order of their bytes
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  private static final String METADATA = "__metadata__";

  /** The types of numbers that are read and written. */
  public enum Type {
    /** IEEE 754, 32 bits. */
    F32(4),
    /** Signed whole numbers, 8 bits. */
    I8(1);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * One tensor.
   *
   * @param data its numbers in C order, little-endian
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Tensor(Type type, List<Integer> shape, byte[] data) {

    /** A tensor of 32-bit numbers. */
    public static Tensor of(float[] values, int... shape) {
      byte[] data = new byte[4 * values.length];
      buffer(data).asFloatBuffer().put(values);
      return new Tensor(Type.F32, boxed(shape), data);
    }

    /** A tensor of 8-bit whole numbers. */
    public static Tensor of(byte[] values, int... shape) {
      return new Tensor(Type.I8, boxed(shape), values);
    }

    /** The numbers. */
    public float[] floats() {
      float[] values = new float[data.length / type.bytes];
      if (type == Type.F32) {
        buffer(data).asFloatBuffer().get(values);
      } else {
        for (int k = 0; k < values.length; k++) {
          values[k] = data[k];
        }
      }
      return values;
    }

    private static List<Integer> boxed(int... shape) {
      return Arrays.stream(shape).boxed().toList();
    }

    private static ByteBuffer buffer(byte[] bytes) {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /**
   * Reads a file, which may be untrusted: memory is taken only for what the file holds.
   *
   * @throws BadInput if there is none, or it is damaged or of another form
   */
  public static Safetensors read(Path file) {
    try (InputStream in = InputFile.open(file)) {
      long size = Files.size(file);
      long length = Tensor.buffer(exactly(in, 8)).getLong();
      if (length < 2 || length > Math.min(size - 8, Limits.SAFETENSORS_HEADER_BYTES)) {
        throw damaged(file, "its header has an impossible length", null);
      }
      String header = new String(exactly(in, (int) length), StandardCharsets.UTF_8);
      return read(file, in, JsonParser.parseString(header).getAsJsonObject(), size - 8 - length);
    } catch (EOFException e) {
      throw damaged(file, "it ends too early", e);
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", e);
    } catch (BadInput e) {
      throw e;
    } catch (RuntimeException e) { // the header lacks a key, or a value is of another kind
      throw damaged(file, "its header is not what it should be", e);
    }
  }

  private static Safetensors read(Path file, InputStream in, JsonObject header, long size)
      throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    JsonElement texts = header.remove(METADATA);
    if (texts != null) {
      texts
          .getAsJsonObject()
          .entrySet()
          .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().getAsString()));
    }
    if (header.size() > Limits.ARRAYS) {
      throw damaged(file, "it holds " + header.size() + " tensors", null);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, JsonElement> entry : inOrder(header)) {
      String name = PlainText.line(entry.getKey());
      JsonObject described = entry.getValue().getAsJsonObject();
      Type type = type(file, name, described.get("dtype").getAsString());
      JsonArray offsets = described.getAsJsonArray("data_offsets");
      List<Integer> shape =
          described.getAsJsonArray("shape").asList().stream().map(JsonElement::getAsInt).toList();
      long bytes = bytes(shape, type);
      if (offsets.get(0).getAsLong() != end || bytes < 0 || bytes > size - end) {
        throw damaged(file, "tensor '" + name + "' does not lie where the header says", null);
      }
      end += bytes;
      if (offsets.get(1).getAsLong() != end) {
        throw damaged(file, "tensor '" + name + "' has another size than its shape", null);
      }
      tensors.put(entry.getKey(), new Tensor(type, shape, exactly(in, (int) bytes)));
    }
    if (end != size) {
      throw damaged(file, "there are bytes that its header does not name", null);
    }
    return new Safetensors(metadata, tensors);
  }

  /** The header need not list tensors in the order of their bytes. */
  private static List<Map.Entry<String, JsonElement>> inOrder(JsonObject header) {
    return header.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                entry ->
                    entry
                        .getValue()
                        .getAsJsonObject()
                        .getAsJsonArray("data_offsets")
                        .get(1)
                        .getAsLong()))
        .toList();
  }

  private static Type type(Path file, String name, String written) {
    for (Type type : Type.values()) {
      if (type.name().equals(written)) {
        return type;
      }
    }
    throw new BadInput(
        "%s: tensor '%s' has the type %s; expected F32 or I8"
            .formatted(file, name, PlainText.line(written)));
  }

  /** The bytes of a tensor; negative where they are more than an array can have. */
  private static long bytes(List<Integer> shape, Type type) {
    long product = type.bytes;
    for (int length : shape) {
      if (length < 0 || product * length > Limits.ELEMENTS) {
        return -1;
      }
      product *= length;
    }
    return product;
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static BadInput damaged(Path file, String why, Exception cause) {
    return new BadInput(
        "%s: this is no whole safetensors file (%s); get it again".formatted(file, why), cause);
  }

  /**
   * Writes the file, whole or not at all. The same content gives the same bytes.
   *
   * @throws BadInput if it cannot be written
   */
  public void write(Path file) {
    JsonObject header = new JsonObject();
    header.add(METADATA, new Gson().toJsonTree(metadata));
    long end = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      JsonObject described = new JsonObject();
      described.addProperty("dtype", tensor.type().name());
      described.add("shape", new Gson().toJsonTree(tensor.shape()));
      described.add(
          "data_offsets", new Gson().toJsonTree(new long[] {end, end + tensor.data().length}));
      header.add(entry.getKey(), described);
      end += tensor.data().length;
    }
    byte[] text = padded(new Gson().toJson(header));
    byte[] length = new byte[8];
    Tensor.buffer(length).putLong(text.length);
    AtomicFile.write(
        file,
        out -> {
          out.write(length);
          out.write(text);
          for (Tensor tensor : tensors.values()) {
            out.write(tensor.data());
          }
        });
  }

  /** The numbers begin at a multiple of 8 bytes, as the form asks. */
  private static byte[] padded(String header) {
    int length = header.getBytes(StandardCharsets.UTF_8).length;
    return (header + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }
}
