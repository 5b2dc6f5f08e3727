package isopose.run.store;

import isopose.io.AtomicFile;
import isopose.io.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * SQL over tables and Parquet files by an in-memory DuckDB. Results are Tablesaw tables: integers
 * as {@code IntColumn} or {@code LongColumn}, other numbers as {@code DoubleColumn}, true and false
 * as {@code BooleanColumn}, anything else as text.
 */
final class Database implements AutoCloseable {
  /** One row group and the slower compression make the published files a sixth smaller. */
  private static final String PARQUET =
      "format parquet, compression zstd, compression_level 19, row_group_size 1000000";

  private final DuckDBConnection connection;

  private Database(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** An empty one. */
  static Database open() {
    try {
      return new Database(
          new DuckDBDriver()
              .connect("jdbc:duckdb:", new Properties())
              .unwrap(DuckDBConnection.class));
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  /** A table read from a Parquet file. */
  static Table read(Path file) {
    try (Database database = open()) {
      return database.query("select * from read_parquet(%s)".formatted(text(file.toString())));
    }
  }

  /** Writes a table as a Parquet file, whole or not at all. */
  static void write(Path file, Table table) {
    try (Database database = open()) {
      database.insert("written", table);
      database.write(file, "select * from written");
    }
  }

  /**
   * Writes the result of a query as a Parquet file compressed by zstd, completely or not at all.
   *
   * @param sql a select
   */
  void write(Path file, String sql) {
    try {
      Path draft = Files.createTempFile("isopose", ".parquet");
      try {
        execute("copy (%s) to %s (%s)".formatted(sql, text(draft.toString()), PARQUET));
        AtomicFile.write(file, out -> Files.copy(draft, out));
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a temporary file for " + file, e);
    }
  }

  /**
   * The result of a query.
   *
   * @throws BadInput if the query is not valid
   */
  Table query(String sql) {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      return table(rows);
    } catch (SQLException e) {
      throw invalid(e);
    }
  }

  /** Runs a statement without a result. */
  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw invalid(e);
    }
  }

  private static BadInput invalid(SQLException e) {
    String first = e.getMessage().lines().findFirst().orElse("");
    return new BadInput("sql: " + first, e);
  }

  /** A text as an SQL literal. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Texts as a list in brackets, as {@code in} takes it; {@code (null)} if there are none. */
  static String list(Iterable<String> values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(text(value)));
    return texts.isEmpty() ? "(null)" : "(" + String.join(", ", texts) + ")";
  }

  /** Makes a table of the database from one of Tablesaw; missing values become null. */
  void insert(String name, Table table) {
    String columns =
        table.columns().stream()
            .map(column -> "\"%s\" %s".formatted(column.name(), type(column)))
            .collect(Collectors.joining(", "));
    execute("create table %s (%s)".formatted(name, columns));
    try (DuckDBAppender appender =
        connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, name)) {
      for (int row = 0; row < table.rowCount(); row++) {
        appender.beginRow();
        for (Column<?> column : table.columns()) {
          append(appender, column, row);
        }
        appender.endRow();
      }
      appender.flush();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot insert into " + name, e);
    }
  }

  /**
   * The type in SQL, by the column's class: Tablesaw makes two instances of a column type where a
   * number column is the first column of the process, so {@code column.type()} is not reliable.
   */
  private static String type(Column<?> column) {
    if (column instanceof IntColumn) {
      return "integer";
    }
    if (column instanceof LongColumn) {
      return "bigint";
    }
    if (column instanceof BooleanColumn) {
      return "boolean";
    }
    return column instanceof DoubleColumn ? "double" : "varchar";
  }

  private static void append(DuckDBAppender appender, Column<?> column, int row)
      throws SQLException {
    if (column instanceof DoubleColumn numbers) {
      appender.append(numbers.getDouble(row)); // NaN stays NaN
    } else if (column.isMissing(row)) {
      appender.appendNull();
    } else if (column instanceof IntColumn integers) {
      appender.append(integers.getInt(row));
    } else if (column instanceof LongColumn integers) {
      appender.append(integers.getLong(row));
    } else if (column instanceof BooleanColumn truths) {
      appender.append((boolean) truths.get(row));
    } else {
      appender.append(column.getString(row));
    }
  }

  private static Table table(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    Table table = Table.create("answer");
    for (int c = 1; c <= meta.getColumnCount(); c++) {
      table.addColumns(
          column(meta.getColumnLabel(c), meta.getColumnType(c), meta.getColumnTypeName(c)));
    }
    while (rows.next()) {
      for (int c = 1; c <= meta.getColumnCount(); c++) {
        append(table.column(c - 1), rows, c);
      }
    }
    return table;
  }

  private static Column<?> column(String name, int type, String typeName) {
    if (typeName.equals("HUGEINT")) { // the type of sum() of integers
      return DoubleColumn.create(name);
    }
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> IntColumn.create(name);
      case Types.BIGINT -> LongColumn.create(name);
      case Types.FLOAT, Types.REAL, Types.DOUBLE, Types.DECIMAL, Types.NUMERIC ->
          DoubleColumn.create(name);
      case Types.BOOLEAN, Types.BIT -> BooleanColumn.create(name);
      default -> StringColumn.create(name);
    };
  }

  private static void append(Column<?> column, ResultSet rows, int index) throws SQLException {
    if (rows.getObject(index) == null) {
      column.appendMissing();
    } else if (column instanceof IntColumn integers) {
      integers.append(rows.getInt(index));
    } else if (column instanceof LongColumn integers) {
      integers.append(rows.getLong(index));
    } else if (column instanceof DoubleColumn numbers) {
      numbers.append(rows.getDouble(index));
    } else if (column instanceof BooleanColumn truths) {
      truths.append(rows.getBoolean(index));
    } else {
      ((StringColumn) column).append(rows.getString(index));
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
