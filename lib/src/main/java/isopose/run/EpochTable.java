package isopose.run;

import isopose.run.store.RunFolder;
import isopose.run.store.Store;
import isopose.train.EpochLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Converts epoch logs to a table and back. */
final class EpochTable {
  private EpochTable() {}

  static Table of(List<EpochLog> logs) {
    Table table = Table.create("epochs", IntColumn.create("epoch"));
    Set<String> names = new LinkedHashSet<>();
    logs.forEach(log -> names.addAll(log.values().keySet()));
    logs.forEach(log -> table.intColumn("epoch").append(log.epoch()));
    for (String name : names) {
      DoubleColumn column = DoubleColumn.create(name);
      logs.forEach(log -> column.append(log.values().getOrDefault(name, Double.NaN)));
      table.addColumns(column);
    }
    return table;
  }

  /** Writes the table as a run's own file, each row with the run's name. */
  static void write(RunFolder run, Table epochs) {
    List<String> names = Collections.nCopies(epochs.rowCount(), run.name());
    run.write(Store.EPOCHS, epochs.copy().insertColumn(0, StringColumn.create("run", names)));
  }

  /** The table that {@link #write} kept. */
  static Table read(RunFolder run) {
    return run.table(Store.EPOCHS).rejectColumns("run");
  }

  /** The first {@code epochs} rows. */
  static List<EpochLog> logs(Table table, int epochs) {
    List<EpochLog> logs = new ArrayList<>();
    for (int row = 0; row < epochs; row++) {
      Map<String, Double> values = new LinkedHashMap<>();
      for (Column<?> column : table.columns()) {
        if (!column.name().equals("epoch")) {
          values.put(column.name(), ((NumericColumn<?>) column).getDouble(row));
        }
      }
      logs.add(new EpochLog(row + 1, values));
    }
    return logs;
  }
}
