package isopose.run.queue;

import isopose.adapt.AdaptSettings;
import isopose.data.detect.DetectionOptions;

/**
 * Many streams of 2D poses in Parquet files that a cluster lifts.
 *
 * @param input a file or folder, local or in a file system that the cluster reads
 * @param output a folder, made where it does not exist
 * @param settings of the adaptation, which starts from the trained weights in each stream
 * @param options the order of the joints and the least confidence
 */
public record Archive(
    String input, String output, AdaptSettings settings, DetectionOptions options) {

  /**
   * What was done.
   *
   * @param streams in the input
   * @param earlier of these, were lifted before
   * @param rows of the streams that were lifted now
   * @param seconds since the start
   */
  public record Report(long streams, long earlier, long rows, double seconds) {}
}
