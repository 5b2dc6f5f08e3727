package isopose.run;

import isopose.analysis.Elevation;
import isopose.config.Configuration;
import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import isopose.skeleton.BodyPart;
import isopose.skeleton.FrameId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
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
 * known: {@code mpjpe, pa_mpjpe, pck, auc} under {@code protocol}, the stream's own; {@code
 * gs_mpjpe, gs_pck, gs_auc} with each pose scaled; {@code pa_pck, pa_auc} with each pose aligned;
 * {@code pa_mpjpe_14} over 14 joints; {@code mpjve}, the velocity error of the step from the sample
 * before, NaN where there is none; {@code pck_hip} and so on for each part of the body; {@code
 * elevation}, by how many degrees the camera looks down.
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
    Evaluation own = adaptation.evaluation();
    Evaluation scaled = stream.evaluate(adaptation.predictions(), Protocol.GS);
    Evaluation aligned = stream.evaluate(adaptation.predictions(), Protocol.PA);
    Evaluation fourteen = stream.evaluate(adaptation.predictions(), Protocol.THREEDPW);
    add(table, "mpjpe", own::mpjpe);
    add(table, "pa_mpjpe", own::paMpjpe);
    add(table, "pck", own::pck);
    add(table, "auc", i -> own.select(i).auc());
    add(table, "gs_mpjpe", scaled::mpjpe);
    add(table, "gs_pck", scaled::pck);
    add(table, "gs_auc", i -> scaled.select(i).auc());
    add(table, "pa_pck", aligned::pck);
    add(table, "pa_auc", i -> aligned.select(i).auc());
    add(table, "pa_mpjpe_14", fourteen::paMpjpe);
    table.addColumns(DoubleColumn.create("mpjve", stream.velocityErrors(adaptation.predictions())));
    for (BodyPart part : BodyPart.values()) {
      if (own.pckPerPart().containsKey(part)) {
        String name = "pck_" + part.name().toLowerCase(Locale.ROOT);
        add(table, name, i -> own.select(i).pckPerPart().get(part));
      }
    }
    List<?> tracks = stream.tracks();
    table.addColumns(
        DoubleColumn.create("elevation", Elevation.of(stream.truth(), tracks)),
        StringColumn.create(
            "protocol", Collections.nCopies(stream.count(), own.protocol().name())));
  }

  private static void add(Table table, String name, IntToDoubleFunction score) {
    double[] values = IntStream.range(0, table.rowCount()).mapToDouble(score).toArray();
    table.addColumns(DoubleColumn.create(name, values));
  }

  private static StringColumn texts(
      String name, TargetStream stream, Function<FrameId, String> field) {
    return StringColumn.create(name, stream.frames().stream().map(field).toList());
  }

  private static IntColumn counts(String name, TargetStream stream, ToIntFunction<FrameId> field) {
    return IntColumn.create(name, stream.frames().stream().mapToInt(field).toArray());
  }
}
