package isopose.experiment;

/**
 * How much of the target an experiment looks at.
 *
 * @param stream samples for methods that take milliseconds each; 0: the whole stream
 * @param subset samples for vanilla, which starts each of them from the trained weights; 0: the
 *     whole stream
 */
public record Extent(int stream, int subset) {

  public Extent {
    if (stream < 0 || subset < 0 || (stream > 0 && (subset == 0 || stream % subset != 0))) {
      throw new IllegalArgumentException(
          "vanilla's samples must be among the others: expected stream to be 0 or a multiple of subset, got %d and %d"
              .formatted(stream, subset));
    }
  }

  /** What a preset takes: quick the whole stream and 400 samples, smoke 120 and 40, paper all. */
  public static Extent of(String preset) {
    String size = preset.replace("*", "").replaceFirst("-.*", ""); // a comparator's, too
    return switch (size) {
      case "paper" -> new Extent(0, 0);
      case "smoke" -> new Extent(120, 40);
      default -> new Extent(0, 400);
    };
  }
}
