package isopose.run;

import isopose.analysis.Elevation;
import isopose.config.Configuration;
import isopose.metrics.Metric;
import isopose.metrics.StreamScores;
import isopose.skeleton.FrameId;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A row for each sample of a run: what it was, and its errors under every protocol that a table
 * reports, so that scores and intervals need no predictions.
 *
 * <p>{@code run, seed, method, stream}; {@code sample}, its index in the stream; {@code subject,
 * clip, segment, view, frame, action, part}; {@code self_supervised_loss}. Where the truth is
 * known: the metrics of {@link Metric#OF_SAMPLES}, most of them under {@code protocol}, the
 * stream's own; {@code elevation}, by how many degrees the camera looks down.
 */
final class ObservationTable {
  private ObservationTable() {}

  /**
   * The rows of an adaptation.
   *
   * @param method the name of the method in tables
   */
  static Table of(String run, Configuration configuration, String method, Adaptation adaptation) {
    TargetStream stream = adaptation.stream();
    int n = stream.count();
    Table table =
        Table.create(
            "observations",
            StringColumn.create("run", Collections.nCopies(n, run)),
            LongColumn.create(
                "seed",
                Collections.nCopies(n, configuration.seed()).stream().mapToLong(s -> s).toArray()),
            StringColumn.create("method", Collections.nCopies(n, method)),
            StringColumn.create("stream", Collections.nCopies(n, stream.name())),
            IntColumn.indexColumn("sample", n, 0),
            texts("subject", stream, frame -> frame.track().subject()),
            texts("clip", stream, FrameId::clip),
            counts("segment", stream, FrameId::segment),
            texts("view", stream, frame -> frame.track().view()),
            counts("frame", stream, FrameId::number),
            StringColumn.create("action", stream.actions()),
            StringColumn.create("part", stream.parts()),
            DoubleColumn.create("self_supervised_loss", adaptation.selfSupervisedLoss()));
    if (stream.truth() != null) {
      addScores(table, adaptation);
    }
    return table;
  }

  private static void addScores(Table table, Adaptation adaptation) {
    TargetStream stream = adaptation.stream();
    StreamScores scores = adaptation.streamScores();
    for (Metric metric : Metric.OF_SAMPLES) {
      table.addColumns(DoubleColumn.create(metric.column(), metric.ofStream().apply(scores)));
    }
    List<?> tracks = stream.tracks();
    table.addColumns(
        DoubleColumn.create("elevation", Elevation.of(stream.truth(), tracks)),
        StringColumn.create(
            "protocol", Collections.nCopies(stream.count(), scores.own().protocol().name())));
  }

  private static StringColumn texts(
      String name, TargetStream stream, Function<FrameId, String> field) {
    return StringColumn.create(name, stream.frames().stream().map(field).toList());
  }

  private static IntColumn counts(String name, TargetStream stream, ToIntFunction<FrameId> field) {
    return IntColumn.create(name, stream.frames().stream().mapToInt(field).toArray());
  }
}
