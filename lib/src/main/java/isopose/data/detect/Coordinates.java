package isopose.data.detect;

import isopose.data.detect.format.Content;
import isopose.data.detect.format.Content.Unit;
import isopose.data.detect.format.ImageSize;
import isopose.data.detect.format.Person;
import isopose.io.BadInput;
import java.nio.file.Path;
import java.util.List;

/**
 * The unit of a file's coordinates. A lifter needs one scale in x and y. Where both were divided by
 * the picture's width and height, people are distorted, and the size of the picture is needed.
 *
 * @param given the size that the caller gives; null to take it from the file
 */
record Coordinates(Content content, ImageSize given) {
  /** A picture's coordinates divided by its size are smaller than this, even outside of it. */
  private static final double LARGEST_FRACTION = 2;

  private static final double CENTRED = -0.5;

  /** Multiplies joints that were divided by the picture's width and height by them again. */
  void toOneScale(Path file, Report.Builder report) {
    ImageSize size = given != null ? given : content.size();
    double[] range = range(content.people());
    boolean found = range[0] <= range[1];
    boolean pixels = !found || range[1] > LARGEST_FRACTION || range[0] < -1.01;
    if (pixels || (content.unit() == Unit.ONE_SCALE && given == null)) {
      report.unit("as in the file: pixels or one scale in x and y", size);
      return;
    }
    boolean centred = range[0] < CENTRED;
    if (centred && content.unit() != Unit.SCALED_BY_OPTION && given == null) {
      report.unit("as in the file: between -1 and 1, taken as one scale in x and y", size);
      return;
    }
    if (size == null) {
      throw new BadInput(
          "%s: joints between %.2f and %.2f were divided by the picture's width and height; say --image-size WIDTHxHEIGHT (1x1 if x and y have one scale)"
              .formatted(file, range[0], range[1]));
    }
    for (Person person : content.people()) {
      float[] xy = person.xy();
      for (int k = 0; k < xy.length; k++) {
        double fraction = centred ? (xy[k] + 1) / 2 : xy[k];
        xy[k] = (float) (fraction * (k % 2 == 0 ? size.width() : size.height()));
      }
    }
    report.unit("divided by width and height, multiplied by them again", size);
  }

  /** The least and the greatest coordinate that was found. */
  private static double[] range(List<Person> people) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Person person : people) {
      for (float value : person.xy()) {
        least = value < least ? value : least; // false for NaN
        most = value > most ? value : most;
      }
    }
    return new double[] {least, most};
  }
}
