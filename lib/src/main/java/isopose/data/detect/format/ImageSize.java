package isopose.data.detect.format;

import isopose.io.BadInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of the pictures that joints were found in.
 *
 * @param width pixels
 * @param height pixels
 */
public record ImageSize(double width, double height) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})[xX](\\d{1,6})");

  /** A size, or null where a number is not that of a picture. */
  static ImageSize of(double width, double height) {
    return width >= 1 && height >= 1 && width <= 1e6 && height <= 1e6
        ? new ImageSize(width, height)
        : null;
  }

  /**
   * Reads "1920x1080".
   *
   * @throws BadInput if the text is of another form
   */
  public static ImageSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    ImageSize size =
        matcher.matches()
            ? of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
            : null;
    if (size == null) {
      throw new BadInput("--image-size: expected WIDTHxHEIGHT in pixels, such as 1920x1080");
    }
    return size;
  }

  @Override
  public String toString() {
    return "%.0fx%.0f".formatted(width, height);
  }
}
