package isopose.run.store;

import isopose.io.Csv;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Parquet files of tables that are not observations. */
public final class Parquet {
  private static final Set<String> TEXTS = Set.of("sequence", "subject", "view");
  private static final Set<String> INTEGERS = Set.of("segment", "frame", "filled", "valid");

  private Parquet() {}

  /**
   * Writes the rows of a pose file in CSV as Parquet, whole or not at all: the same columns, names
   * as text, coordinates in single precision, empty cells as null.
   */
  public static void ofPoses(Path csv, Path file) {
    List<String> header = Csv.header(csv);
    String columns = header.stream().map(Parquet::column).collect(Collectors.joining(", "));
    try (Database database = Database.open()) {
      database.write(
          file,
          ("select %s from read_csv(%s, header = true, all_varchar = true, delim = ',',"
                  + " quote = '\"', escape = '\"')")
              .formatted(columns, Database.text(csv.toString())));
    }
  }

  private static String column(String name) {
    if (TEXTS.contains(name)) {
      return "coalesce(\"%s\", '') as \"%s\"".formatted(name, name);
    }
    String type = INTEGERS.contains(name) ? "integer" : "float";
    return "cast(nullif(\"%s\", '') as %s) as \"%s\"".formatted(name, type, name);
  }
}
