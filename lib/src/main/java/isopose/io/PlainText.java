package isopose.io;

import java.util.regex.Pattern;

/**
 * Text that is safe to print on a terminal. Names in files of unknown origin may hold control
 * characters, which move the cursor, change colours or reverse the direction of writing.
 */
public final class PlainText {
  private static final String CONTROL =
      "[\\p{Cc}\\x{2028}\\x{2029}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]";
  private static final Pattern IN_LINE = Pattern.compile(CONTROL);
  private static final Pattern IN_LINES = Pattern.compile("[" + CONTROL + "&&[^\\n\\t]]");

  private PlainText() {}

  /** One line: every control character is written as an escape, such as <code>&#92;u001b</code>. */
  public static String line(String text) {
    return escaped(IN_LINE, text);
  }

  /** Several lines: line ends and tabulators stay; the escapes are those of JSON. */
  public static String lines(String text) {
    return escaped(IN_LINES, text);
  }

  private static String escaped(Pattern control, String text) {
    return control
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }
}
