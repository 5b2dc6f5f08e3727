package isopose.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON files of unknown origin as a compact tree of {@code Map}, {@code List}, {@code double[]} (an
 * array of numbers, null being NaN), {@code String}, {@code Double}, {@code Boolean} and null.
 * Python's NaN and Infinity are read. The size of the file and the number of values are limited.
 */
public final class Json {
  private static final double[] NO_NUMBERS = {};

  private int valuesLeft = Limits.JSON_VALUES;
  private int numbersLeft = Limits.JSON_NUMBERS;

  private Json() {}

  /**
   * Reads a file.
   *
   * @throws BadInput if there is no such file, it is no whole JSON text, or it is too large
   */
  public static Object read(Path file) {
    try (InputStream bytes = InputFile.open(file);
        JsonReader in = new JsonReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      if (Files.size(file) > Limits.JSON_BYTES) {
        throw new BadInput(
            "%s: has more than %,d MiB; cut it into smaller files"
                .formatted(file, Limits.JSON_BYTES >> 20));
      }
      in.setStrictness(Strictness.LENIENT);
      Object value = new Json().value(in);
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new BadInput(
            file + ": is no whole JSON text: more follows its end; of JSON Lines, make one list");
      }
      return value;
    } catch (TooLarge e) {
      throw new BadInput(
          "%s: holds more than %,d JSON values or %,d numbers; cut it into smaller files"
              .formatted(file, Limits.JSON_VALUES, Limits.JSON_NUMBERS),
          e);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      // the library's message may quote the file
      throw new BadInput(file + ": is no whole JSON text; write it again", e);
    }
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;
  }

  private Object value(JsonReader in) throws IOException {
    if (--valuesLeft < 0) {
      throw new TooLarge();
    }
    return switch (in.peek()) {
      case BEGIN_OBJECT -> object(in);
      case BEGIN_ARRAY -> array(in);
      case STRING -> textOrNumber(in.nextString());
      case NUMBER -> in.nextDouble();
      case BOOLEAN -> in.nextBoolean();
      case NULL -> {
        in.nextNull();
        yield null;
      }
      default -> throw new IOException("no value");
    };
  }

  /** Python's NaN, Infinity and -Infinity are words to the reader. */
  private static Object textOrNumber(String word) {
    return switch (word) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> word;
    };
  }

  private Map<String, Object> object(JsonReader in) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    in.beginObject();
    while (in.hasNext()) {
      object.put(in.nextName(), value(in));
    }
    in.endObject();
    return object;
  }

  /** An array; as long as it holds numbers only, they are kept as such. */
  private Object array(JsonReader in) throws IOException {
    in.beginArray();
    double[] numbers = NO_NUMBERS;
    int count = 0;
    List<Object> list = null;
    while (in.hasNext()) {
      Object value;
      if (in.peek() == JsonToken.NUMBER) { // boxing is left to arrays of other values
        double number = in.nextDouble();
        if (list == null) {
          numbers = add(numbers, count++, number);
          continue;
        }
        value = number;
      } else {
        value = value(in);
      }
      boolean number = value instanceof Double || (value == null && count > 0);
      if (list == null && number) {
        numbers = add(numbers, count++, value == null ? Double.NaN : (Double) value);
        continue;
      }
      if (list == null) {
        list = new ArrayList<>();
        for (int k = 0; k < count; k++) {
          list.add(numbers[k]);
        }
      }
      list.add(value);
    }
    in.endArray();
    return list != null ? list : Arrays.copyOf(numbers, count);
  }

  private double[] add(double[] numbers, int count, double number) throws IOException {
    if (--numbersLeft < 0) {
      throw new TooLarge();
    }
    double[] room =
        count < numbers.length ? numbers : Arrays.copyOf(numbers, Math.max(4, 2 * count));
    room[count] = number;
    return room;
  }

  /** An object's member; null where the value is no object or has no such member. */
  public static Object member(Object value, String name) {
    return value instanceof Map<?, ?> map ? map.get(name) : null;
  }

  /** The elements of an array that is not one of numbers; empty for every other value. */
  public static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /** Whether a value is an array, of whatever elements or none. */
  public static boolean isArray(Object value) {
    return value instanceof List<?> || value instanceof double[];
  }

  /** An object with this member. */
  public static boolean has(Object value, String name) {
    return value instanceof Map<?, ?> map && map.containsKey(name);
  }

  /** A name: a string, or a whole number as one; null for every other value. */
  public static String name(Object value) {
    if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? String.valueOf(number.longValue())
          : String.valueOf(number);
    }
    return value instanceof String text ? text : null;
  }
}
