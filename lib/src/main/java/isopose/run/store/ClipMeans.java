package isopose.run.store;

import isopose.metrics.Metric;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Observations as means over clips, and back.
 *
 * <p>A row stands for the samples of one clip, person and view, those that have every score or
 * those that lack the same ones, so that each mean counts all of the row's samples: {@code run,
 * seed, method, stream}; {@code sample}, the index of the first one; {@code samples}, how many;
 * {@code subject, clip, view, action, part, protocol}; the means of the scores.
 */
final class ClipMeans {
  /** What all samples of a row have in common. */
  private static final Set<String> SAME =
      Set.of("seed", "method", "stream", "action", "part", "protocol");

  /** The numbers of a sample that are published. */
  static final Set<String> NUMBERS =
      Stream.concat(
              Stream.of(Metric.SSL_LOSS.column(), "elevation"),
              Metric.PUBLISHED.stream().map(Metric::column))
          .collect(Collectors.toUnmodifiableSet());

  /** Those that some samples lack: NaN. */
  private static final Set<String> WITH_GAPS =
      Stream.concat(Stream.of(Metric.SSL_LOSS), Metric.PUBLISHED.stream().filter(Metric::hasGaps))
          .map(Metric::column)
          .collect(Collectors.toUnmodifiableSet());

  private ClipMeans() {}

  /**
   * The means as a select over {@code observations}.
   *
   * @param columns of that view, as {@code describe} lists them
   */
  static String ofObservations(Table columns) {
    List<String> names = columns.stringColumn("column_name").asList();
    String same =
        names.stream()
            .filter(SAME::contains)
            .map(name -> "any_value(%1$s) as %1$s".formatted(name))
            .collect(Collectors.joining(", "));
    String means =
        names.stream()
            .filter(NUMBERS::contains)
            .map(name -> ", avg(%1$s) as %1$s".formatted(name))
            .collect(Collectors.joining());
    String gaps =
        names.stream()
            .filter(WITH_GAPS::contains)
            .map("isnan(%s)"::formatted)
            .collect(Collectors.joining(", ", "[", "]"));
    return """
        select run, %s, subject, clip, view, min(sample)::integer as sample,
            count(*)::integer as samples%s
        from (select *, %s as gaps from observations)
        group by run, subject, clip, view, gaps"""
        .formatted(same, means, gaps);
  }

  /**
   * A row for each sample again, with its clip's means and the index of the clip's first sample:
   * every mean over whole clips is as before. The column {@code samples} stays, as a mark.
   *
   * @param condition on the rows of {@code published_clips}
   */
  static String toObservations(String condition) {
    return """
        select * exclude (i)
        from (select *, unnest(range(samples)) as i from published_clips where %s)"""
        .formatted(condition);
  }
}
