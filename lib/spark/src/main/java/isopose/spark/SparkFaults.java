package isopose.spark;

import isopose.io.BadInput;
import isopose.io.PlainText;
import java.util.List;

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

  /** The same exception, or a {@link BadInput} if an input cannot be read. */
  static RuntimeException of(Exception e, String input) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      for (String condition : INPUT) {
        int begin = message.indexOf(condition);
        if (begin >= 0) {
          return new BadInput("%s: cannot be read (%s)".formatted(input, line(message, begin)), e);
        }
      }
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
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
