package isopose.experiment;

import isopose.metrics.Evaluation;
import java.util.Collections;
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
            StringColumn.create("clip", stream.clips()),
            StringColumn.create("action", stream.actions()),
            StringColumn.create("part", stream.parts()),
            rounded(loss, 1e5));
    return stream.truth() == null ? table : withScores(table, adaptation.evaluation());
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
        StringColumn.create("protocol", Collections.nCopies(n, evaluation.protocol().describe())));
  }

  /** Committed tables stay small: a thousandth of a millimetre is enough. */
  private static DoubleColumn rounded(DoubleColumn column, double digits) {
    DoubleColumn rounded =
        column.map(value -> Double.isNaN(value) ? value : Math.round(value * digits) / digits);
    rounded.setName(column.name());
    return rounded;
  }
}
