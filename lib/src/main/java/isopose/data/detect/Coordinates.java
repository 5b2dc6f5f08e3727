package isopose.data.detect;

import isopose.data.detect.format.Content;
import isopose.data.detect.format.Content.Unit;
import isopose.data.detect.format.ImageSize;
import isopose.data.detect.format.Person;
import isopose.io.BadInput;
import isopose.stats.Quantiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The unit of a file's coordinates. A lifter needs one scale in x and y. Where both were divided by
 * the picture's width and height, people are distorted, and the size of the picture is needed.
 *
 * <p>Single joints can lie far outside of the picture, so the unit is told from the range of all
 * but the outermost coordinates.
 *
 * @param given the size that the caller gives; null to take it from the file
 */
record Coordinates(Content content, ImageSize given) {
  /** A picture's coordinates divided by its size are smaller than this, even outside of it. */
  private static final double LARGEST_FRACTION = 2;

  /** The share of coordinates on either side that says nothing. */
  private static final double OUTERMOST = 0.02;

  /** More negative coordinates than this share: the origin is in the middle of the picture. */
  private static final double CENTRED = 0.1;

  private static final int MOST_SAMPLES = 10_000;

  /** Multiplies joints that were divided by the picture's width and height by them again. */
  void toOneScale(Path file, Report.Builder report) {
    ImageSize size = given != null ? given : content.size();
    double[] sample = sample(content.people());
    double least = Quantiles.of(sample, OUTERMOST);
    double most = Quantiles.of(sample, 1 - OUTERMOST);
    boolean pixels = most > LARGEST_FRACTION || least < -1.01;
    if (pixels || (content.unit() == Unit.ONE_SCALE && given == null)) {
      report.unit("as in the file: pixels or one scale in x and y", size);
      return;
    }
    boolean centred = content.unit() != Unit.FRACTION && Quantiles.of(sample, CENTRED) < 0;
    if (centred && content.unit() != Unit.SCALED_BY_OPTION && given == null) {
      report.unit("as in the file: between -1 and 1, taken as one scale in x and y", size);
      return;
    }
    if (size == null) {
      throw new BadInput(
          "%s: joints between %.2f and %.2f were divided by the picture's width and height; say --image-size WIDTHxHEIGHT (1x1 if x and y have one scale)"
              .formatted(file, least, most));
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

  /** Coordinates that were found, of some of the people. */
  private static double[] sample(List<Person> people) {
    int step = Math.max(1, people.size() / MOST_SAMPLES);
    return IntStream.range(0, people.size())
        .filter(i -> i % step == 0)
        .mapToObj(i -> people.get(i).xy())
        .flatMapToDouble(xy -> IntStream.range(0, xy.length).mapToDouble(k -> xy[k]))
        .filter(Double::isFinite)
        .toArray();
  }
}
