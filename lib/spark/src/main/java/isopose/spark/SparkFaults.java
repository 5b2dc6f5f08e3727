package isopose.spark;

import isopose.io.BadInput;
import isopose.io.PlainText;
import isopose.run.queue.Archive;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Spark's exceptions as the errors of this library. */
final class SparkFaults {
  /** Conditions that are the input's fault, by their names in Spark's messages. */
  private static final List<String> INPUT =
      List.of(
          "FAILED_READ_FILE",
          "CANNOT_READ_FILE_FOOTER",
          "PATH_NOT_FOUND",
          "UNABLE_TO_INFER_SCHEMA",
          "is not a Parquet file",
          "No FileSystem for scheme",
          "ClassNotFoundException: Class org.apache.hadoop.fs");

  private SparkFaults() {}

  /**
   * The exception that ends a command: that of an interrupt, or the same one unchecked, because
   * Scala does not declare what it throws.
   *
   * @param kept what stays after an interrupt, as a clause
   */
  static RuntimeException unchecked(Exception e, String kept) {
    if (Thread.interrupted() || e instanceof InterruptedException) {
      return new CancellationException("interrupted; %s, ask again to go on".formatted(kept));
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }

  /** The same, or a {@link BadInput} if the input cannot be read, or a storage cannot be used. */
  static RuntimeException of(Exception e, Archive archive) {
    String input = archive.input();
    RuntimeException thrown = unchecked(e, "the streams in " + archive.output() + " stay");
    if (thrown instanceof CancellationException) {
      return thrown;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      for (String condition : INPUT) {
        int begin = message.indexOf(condition);
        if (begin >= 0) {
          return new BadInput("%s: cannot be read (%s)".formatted(input, line(message, begin)), e);
        }
      }
    }
    if (e instanceof IOException || e.getCause() instanceof UnknownHostException) {
      return new BadInput(
          "--in %s, --out %s: a file system cannot be used (%s)"
              .formatted(input, archive.output(), firstLine(e)),
          e);
    }
    return thrown;
  }

  /** The line around a position, without its end if it is long. */
  private static String line(String message, int position) {
    int begin = message.lastIndexOf('\n', position) + 1;
    int end = message.indexOf('\n', position);
    return shortened(message.substring(begin, end < 0 ? message.length() : end));
  }

  static String firstLine(Exception e) {
    return shortened(String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
  }

  private static String shortened(String text) {
    return PlainText.line(text.length() > 300 ? text.substring(0, 300) + "..." : text).strip();
  }
}
