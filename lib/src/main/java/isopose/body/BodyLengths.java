package isopose.body;

import isopose.io.BadInput;
import isopose.io.Csv;
import java.nio.file.Path;
import java.util.List;

/**
 * A person's measured bones: a CSV file with the columns {@code bone} and {@code length}, and a row
 * for each of {@link BodyRatios#BONES}, in any one unit.
 */
public final class BodyLengths {
  private BodyLengths() {}

  /**
   * Reads a file.
   *
   * @return (10) as {@link BodyRatios} gives it
   * @throws BadInput if a bone is missing, unknown or twice there, or a length is not positive
   */
  public static float[] read(Path file) {
    double[] lengths = new double[BodyRatios.COUNT];
    boolean[] header = {true};
    Csv.read(
        file,
        (cells, where) -> {
          if (header[0]) {
            requireHeader(cells, where);
            header[0] = false;
          } else {
            add(cells, where, lengths);
          }
        });
    for (int k = 0; k < lengths.length; k++) {
      if (lengths[k] == 0) {
        throw new BadInput(
            "%s: the bone '%s' is missing; expected a row for each of %s"
                .formatted(file, BodyRatios.BONES.get(k), String.join(", ", BodyRatios.BONES)));
      }
    }
    return BodyRatios.ofLengths(lengths);
  }

  private static void requireHeader(List<String> cells, String where) {
    if (!cells.stream().map(String::strip).toList().equals(List.of("bone", "length"))) {
      throw new BadInput(where + ": expected the header bone,length");
    }
  }

  private static void add(List<String> cells, String where, double[] lengths) {
    int bone = BodyRatios.BONES.indexOf(cells.get(0).strip());
    if (bone < 0 || cells.size() != 2) {
      throw new BadInput(
          "%s: expected a bone and its length; the bones are %s"
              .formatted(where, String.join(", ", BodyRatios.BONES)));
    }
    if (lengths[bone] != 0) {
      throw new BadInput(where + ": the bone '" + BodyRatios.BONES.get(bone) + "' is there twice");
    }
    lengths[bone] = length(cells.get(1).strip(), where);
  }

  /**
   * Within bounds that any unit from kilometres to micrometres keeps, so that ratios are finite.
   */
  private static double length(String text, String where) {
    try {
      double length = Double.parseDouble(text);
      if (length >= 1e-6 && length <= 1e9) {
        return length;
      }
    } catch (NumberFormatException e) {
      // the message below
    }
    throw new BadInput(where + ": length: expected a positive number");
  }
}
