package isopose.experiment;

import isopose.metrics.Evaluation;
import isopose.skeleton.FrameId;
import java.util.Collections;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A row a sample: what {@code samples.csv} holds. */
final class SampleTable {
  private SampleTable() {}

  static Table of(Adaptation adaptation) {
    TargetStream stream = adaptation.stream();
    int n = stream.count();
    IntColumn sample = IntColumn.indexColumn("sample", n, 0);
    DoubleColumn loss =
        DoubleColumn.create("self_supervised_loss", adaptation.selfSupervisedLoss());
    Table table =
        Table.create(
            "samples",
            sample,
            texts("clip", stream, FrameId::clip),
            texts("subject", stream, frame -> frame.track().subject()),
            texts("view", stream, frame -> frame.track().view()),
            counts("segment", stream, FrameId::segment),
            counts("frame", stream, FrameId::number),
            StringColumn.create("action", stream.actions()),
            StringColumn.create("part", stream.parts()),
            rounded(loss, 1e5));
    return stream.truth() == null ? table : withScores(table, adaptation.evaluation());
  }

  private static StringColumn texts(
      String name, TargetStream stream, Function<FrameId, String> field) {
    return StringColumn.create(name, stream.frames().stream().map(field).toList());
  }

  private static IntColumn counts(String name, TargetStream stream, ToIntFunction<FrameId> field) {
    return IntColumn.create(name, stream.frames().stream().mapToInt(field).toArray());
  }

  private static Table withScores(Table table, Evaluation evaluation) {
    int n = evaluation.samples();
    DoubleColumn mpjpe = DoubleColumn.create("mpjpe", n);
    DoubleColumn pa = DoubleColumn.create("pa_mpjpe", n);
    DoubleColumn pck = DoubleColumn.create("pck", n);
    DoubleColumn auc = DoubleColumn.create("auc", n);
    for (int i = 0; i < n; i++) {
      mpjpe.set(i, evaluation.mpjpe(i));
      pa.set(i, evaluation.paMpjpe(i));
      pck.set(i, evaluation.pck(i));
      auc.set(i, evaluation.select(i).auc());
    }
    return table.addColumns(
        rounded(mpjpe, 1e3),
        rounded(pa, 1e3),
        rounded(pck, 1e3),
        rounded(auc, 1e3),
        StringColumn.create("protocol", Collections.nCopies(n, evaluation.protocol().name())));
  }

  /** Committed tables stay small: a thousandth of a millimetre is enough. */
  private static DoubleColumn rounded(DoubleColumn column, double digits) {
    DoubleColumn rounded =
        column.map(value -> Double.isNaN(value) ? value : Math.round(value * digits) / digits);
    rounded.setName(column.name());
    return rounded;
  }
}
