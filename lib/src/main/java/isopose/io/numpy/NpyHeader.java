package isopose.io.numpy;

import isopose.io.BadInput;
import isopose.io.Limits;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of a NumPy array file (NEP 1): a magic string, a version, and a Python dictionary with
 * the element type, the memory order and the shape.
 *
 * @param bigEndian whether numbers have their highest byte first
 * @param kind NumPy's letter: f float, i integer, u unsigned, b boolean, U text, S bytes, O pickled
 * @param itemBytes bytes an element
 * @param fortran whether the first index runs fastest
 * @param shape lengths of the dimensions
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NpyHeader(boolean bigEndian, char kind, int itemBytes, boolean fortran, int[] shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DICTIONARY =
      Pattern.compile(
          "\\{'descr': '([<>|=]?)([fiubUSO])(\\d{0,7})', 'fortran_order': (True|False), "
              + "'shape': \\(([\\dL, ]*)\\),? ?\\}\\s*");

  /** Reads a header; {@link BadInput} beginning with {@code where} if it is none. */
  static NpyHeader read(DataInputStream in, String where) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new BadInput(where + ": this is no NumPy array (.npy)");
    }
    int version = in.readUnsignedByte();
    in.readUnsignedByte();
    if (version < 1 || version > 3) {
      throw new BadInput(where + ": NumPy format " + version + " is unknown; save it again");
    }
    int length =
        version == 1
            ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
            : Integer.reverseBytes(in.readInt());
    if (length < 0 || length > Limits.ARRAY_HEADER_BYTES) {
      throw new BadInput(
          where
              + ": the header claims "
              + Integer.toUnsignedString(length)
              + " bytes; the file is damaged");
    }
    byte[] text = in.readNBytes(length);
    return parse(new String(text, StandardCharsets.ISO_8859_1), where);
  }

  private static NpyHeader parse(String text, String where) {
    Matcher matcher = DICTIONARY.matcher(text);
    if (!matcher.matches()) {
      throw new BadInput(
          where
              + ": expected an array of plain numbers or text, its header says "
              + printable(text));
    }
    char kind = matcher.group(2).charAt(0);
    int size = matcher.group(3).isEmpty() ? 0 : Integer.parseInt(matcher.group(3));
    if (!known(kind, size)) {
      throw new BadInput(
          where + ": element type '" + kind + size + "' is not supported; save it as float32");
    }
    int[] shape = shape(matcher.group(5), where);
    boolean fortran = matcher.group(4).equals("True");
    return new NpyHeader(
        matcher.group(1).equals(">"), kind, kind == 'U' ? 4 * size : size, fortran, shape);
  }

  private static boolean known(char kind, int size) {
    return switch (kind) {
      case 'f' -> size == 2 || size == 4 || size == 8;
      case 'i', 'u' -> size == 1 || size == 2 || size == 4 || size == 8;
      case 'b' -> size == 1;
      case 'O' -> true;
      case 'U', 'S' -> size <= 100_000;
      default -> false;
    };
  }

  private static int[] shape(String text, String where) {
    String[] words = text.isBlank() ? new String[0] : text.split(",", -1);
    int used =
        words.length > 0 && words[words.length - 1].isBlank() ? words.length - 1 : words.length;
    if (used > Limits.DIMENSIONS) {
      throw new BadInput(
          where + ": " + used + " dimensions; expected at most " + Limits.DIMENSIONS);
    }
    int[] shape = new int[used];
    for (int d = 0; d < used; d++) {
      try {
        shape[d] = Integer.parseInt(words[d].strip().replace("L", ""));
      } catch (NumberFormatException e) {
        throw new BadInput(where + ": the shape (" + printable(text) + ") is not usable", e);
      }
    }
    if (NpyArray.elements(shape) < 0 || NpyArray.elements(shape) > Limits.ELEMENTS) {
      throw new BadInput(where + ": the shape (" + text + ") is larger than any supported array");
    }
    return shape;
  }

  /** Untrusted bytes in a form that a message may show. */
  private static String printable(String text) {
    return text.chars()
        .limit(80)
        .mapToObj(c -> c >= ' ' && c < 127 ? Character.toString(c) : "?")
        .collect(Collectors.joining())
        .strip();
  }

  /** This header, if its type and shape are ones that are read. */
  NpyHeader checked() {
    int size = kind == 'U' ? itemBytes / 4 : itemBytes;
    long elements = NpyArray.elements(shape);
    if (!known(kind, size) || kind == 'O' || elements < 0 || elements > Limits.ELEMENTS) {
      throw new IllegalArgumentException("an array of unknown type or impossible shape");
    }
    return this;
  }

  /** The number of elements. */
  int elements() {
    return (int) NpyArray.elements(shape);
  }

  /** Bytes of the elements in the file. */
  long payload() {
    return (long) elements() * itemBytes;
  }

  /** About the bytes that the elements take in memory. */
  long footprint() {
    return switch (kind) {
      case 'U', 'S' -> (long) elements() * (64 + itemBytes);
      default -> (long) elements() * Math.max(4, itemBytes);
    };
  }
}
