package isopose.config;

import isopose.model.Ranges;

/**
 * How much is evaluated; none of it changes what a training or an adaptation gives.
 *
 * @param stream samples for methods that take milliseconds each; 0: the whole stream
 * @param subset samples for vanilla, which starts each of them from the trained weights; 0: the
 *     whole stream
 * @param timedSamples samples that Table 4 times
 * @param timedAtPaperSize whether Table 4 times networks of the paper's sizes, or this one's
 * @param classifierSteps of training for each two-way classifier of Sec. 4.3
 * @param mapPoints of each group in Figure 6
 * @param mapIterations of its t-SNE
 */
public record EvaluationSettings(
    int stream,
    int subset,
    int timedSamples,
    boolean timedAtPaperSize,
    int classifierSteps,
    int mapPoints,
    int mapIterations) {

  public EvaluationSettings {
    Ranges.require("stream", stream, 0, 100_000_000);
    Ranges.require("subset", subset, 0, 100_000_000);
    Ranges.require("timedSamples", timedSamples, 1, 1_000_000);
    Ranges.require("classifierSteps", classifierSteps, 1, 10_000_000);
    Ranges.require("mapPoints", mapPoints, 1, 100_000);
    Ranges.require("mapIterations", mapIterations, 1, 1_000_000);
    if (stream > 0 && (subset == 0 || stream % subset != 0)) {
      throw new IllegalArgumentException(
          "vanilla's samples must be among the others: expected stream to be 0 or a multiple of subset, got %d and %d"
              .formatted(stream, subset));
    }
  }

  /** The whole stream, and 400 samples for vanilla. */
  public static EvaluationSettings usual() {
    return new EvaluationSettings(0, 400, 100, true, 500, 150, 1000);
  }

  /** The same with other numbers of samples. */
  public EvaluationSettings of(int newStream, int newSubset) {
    return new EvaluationSettings(
        newStream,
        newSubset,
        timedSamples,
        timedAtPaperSize,
        classifierSteps,
        mapPoints,
        mapIterations);
  }
}
