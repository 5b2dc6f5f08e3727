package isopose.experiment;

import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How the methods of a table were trained: epochs, time, and their errors on clips held out from
 * the source, last and lowest, so that one can see whether a training was over.
 */
final class TrainingTable {
  private TrainingTable() {}

  /** A row a training. */
  static Table of(List<Contender> contenders, Study study) {
    Table table =
        Table.create(
            "trainings",
            StringColumn.create("run"),
            StringColumn.create("method"),
            DoubleColumn.create("seconds"),
            IntColumn.create("epochs"),
            IntColumn.create("best_epoch"),
            DoubleColumn.create("validation_mpjpe"),
            DoubleColumn.create("best_validation_mpjpe"),
            DoubleColumn.create("validation_pa_mpjpe"));
    for (Contender contender : contenders) {
      Set<String> seen = new LinkedHashSet<>();
      for (long seed : study.seeds()) {
        RunFolder run = study.record(contender.configuration(study, seed));
        if (seen.add(run.name())) {
          add(table, contender.label(), run);
        }
      }
    }
    return table;
  }

  private static void add(Table table, String method, RunFolder run) {
    if (!run.isFinished()) {
      return; // its adaptations are here, copied without it
    }
    JsonObject record = run.record();
    Table epochs = run.table(TrainingRun.EPOCHS);
    DoubleColumn error = epochs.doubleColumn(Runs.ERROR_AT_HOME);
    table.stringColumn("run").append(run.name());
    table.stringColumn("method").append(method);
    table
        .doubleColumn("seconds")
        .append(record.getAsJsonObject("made").get("seconds").getAsDouble());
    table.intColumn("epochs").append(error.size());
    int best = 0;
    for (int epoch = 1; epoch < error.size(); epoch++) {
      best = error.getDouble(epoch) < error.getDouble(best) ? epoch : best;
    }
    table.intColumn("best_epoch").append(best + 1);
    table.doubleColumn("validation_mpjpe").append(Runs.last(epochs, Runs.ERROR_AT_HOME));
    table.doubleColumn("best_validation_mpjpe").append(error.getDouble(best));
    table.doubleColumn("validation_pa_mpjpe").append(Runs.last(epochs, "validation_pa_mpjpe"));
  }
}
