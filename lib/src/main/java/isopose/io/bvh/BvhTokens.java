package isopose.io.bvh;

import isopose.io.BadInput;
import isopose.io.Limits;
import java.nio.charset.StandardCharsets;

/** The words of a BVH file, with the line each stands on. */
final class BvhTokens {
  private final String file;
  private final byte[] bytes;
  private int position;
  private int line = 1;

  BvhTokens(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    if (bytes.length == 0) {
      throw error("the file is empty, expected HIERARCHY");
    }
    // the byte order mark that editors of Windows write
    boolean mark =
        bytes.length > 2
            && (bytes[0] & 0xff) == 0xef
            && (bytes[1] & 0xff) == 0xbb
            && (bytes[2] & 0xff) == 0xbf;
    position = mark ? 3 : 0;
  }

  /** The one line for the user: file, line, what is wrong. */
  BadInput error(String problem) {
    return new BadInput("%s, line %d: %s; get or export it again".formatted(file, line, problem));
  }

  /** The next word, over line ends. */
  String next(String expected) {
    skipBlanks(true);
    if (position == bytes.length) {
      throw error("the file ends, expected " + expected);
    }
    return word();
  }

  /** A joint's name: the words up to an opening brace or the end of the line. */
  String name(String expected) {
    StringBuilder name = new StringBuilder(next(expected));
    skipBlanks(false);
    while (position < bytes.length && !isLineEnd(bytes[position]) && bytes[position] != '{') {
      name.append(' ').append(word());
      skipBlanks(false);
    }
    if (name.length() > Limits.BVH_WORD) {
      throw error("a name of " + name.length() + " characters is no part of a BVH file");
    }
    return name.toString();
  }

  void expect(String keyword) {
    String word = next(keyword);
    if (!word.equals(keyword)) {
      throw error("expected " + keyword + ", got '" + word + "'");
    }
  }

  /** A count from 0 to {@code most}. */
  int count(String what, int most) {
    String word = next("the " + what);
    if (!word.matches("\\d{1,10}") || Long.parseLong(word) > most) {
      throw error("the %s must be from 0 to %d, got '%s'".formatted(what, most, word));
    }
    return Integer.parseInt(word);
  }

  /** A finite number. */
  double number(String what) {
    return parse(next("the " + what), what);
  }

  /** Requires that nothing more stands on this line. */
  void endLine() {
    skipBlanks(false);
    if (position < bytes.length && !isLineEnd(bytes[position])) {
      throw error("expected the end of the line, got '" + word() + "'");
    }
  }

  /** Goes to the next line that holds something; false at the end of the file. */
  boolean nextLine() {
    skipBlanks(true);
    return position < bytes.length;
  }

  /** An upper bound of the numbers that the rest of the file can hold. */
  long mostNumbersLeft() {
    return (bytes.length - position + 1L) / 2;
  }

  /**
   * Reads the numbers up to the end of the line.
   *
   * @return how many there are, or {@code most + 1} if there are more than {@code most}
   */
  int numbersOfLine(float[] into, int begin, int most) {
    int found = 0;
    while (true) {
      skipBlanks(false);
      if (position == bytes.length || isLineEnd(bytes[position])) {
        return found;
      }
      if (found == most) {
        return most + 1;
      }
      into[begin + found++] = (float) parse(word(), "number");
    }
  }

  private double parse(String word, String what) {
    double value = Double.NaN;
    // Java would also read "NaN", "1f" and "0x1p3", which are not BVH
    if (word.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0)) {
      try {
        value = Double.parseDouble(word);
      } catch (NumberFormatException e) {
        value = Double.NaN;
      }
    }
    if (!(Math.abs(value) <= Float.MAX_VALUE)) {
      throw error("the " + what + " must be a finite number, got '" + word + "'");
    }
    return value;
  }

  private String word() {
    int begin = position;
    while (position < bytes.length && !isBlank(bytes[position])) {
      position++;
    }
    if (position - begin > Limits.BVH_WORD) {
      throw error("a word of " + (position - begin) + " characters is no part of a BVH file");
    }
    return new String(bytes, begin, position - begin, StandardCharsets.UTF_8);
  }

  private void skipBlanks(boolean overLines) {
    while (position < bytes.length
        && isBlank(bytes[position])
        && (overLines || !isLineEnd(bytes[position]))) {
      // CR LF, LF and CR alone each end one line
      boolean halfOfPair =
          bytes[position] == '\r' && position + 1 < bytes.length && bytes[position + 1] == '\n';
      if (isLineEnd(bytes[position]) && !halfOfPair) {
        line++;
      }
      position++;
    }
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || isLineEnd(b);
  }
}
