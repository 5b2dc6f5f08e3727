package isopose.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables as text: cells between commas, a header first, UTF-8. */
public final class Csv {
  private static final String NOT_TEXT = "this is no UTF-8 text";
  private static final Pattern MISSING = Pattern.compile("(?i)nan|na|none|null");
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private Csv() {}

  /** Receives the rows of a table. */
  @FunctionalInterface
  public interface RowReader {
    /** The row's cells, and the file and line that messages name. */
    void row(List<String> cells, String where);
  }

  /**
   * Reads a table row by row, the header first; blank lines are skipped, and so is the byte order
   * mark that Excel writes.
   *
   * @throws BadInput if the file does not exist or is not CSV in UTF-8
   */
  public static void read(Path file, RowReader rows) {
    read(file, InputFile.open(file), Integer.MAX_VALUE, rows);
  }

  /** Reads a table from its bytes in the same way; messages name the file. */
  public static void read(Path file, byte[] content, RowReader rows) {
    read(file, new ByteArrayInputStream(content), Integer.MAX_VALUE, rows);
  }

  /** The cells of the first row; empty if there is none. */
  public static List<String> header(Path file) {
    List<String> header = new ArrayList<>();
    read(file, InputFile.open(file), 1, (cells, where) -> header.addAll(cells));
    return header;
  }

  private static void read(Path file, InputStream in, int most, RowReader rows) {
    CsvRecordHandler handler =
        CsvRecordHandler.builder()
            .maxFields(Limits.CSV_COLUMNS)
            .maxFieldSize(Limits.CSV_CELL)
            .maxRecordSize(Limits.CSV_ROW)
            .build();
    // a decoder reports malformed bytes, where a reader by charset would replace them
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .maxBufferSize(Limits.CSV_ROW)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .build(handler, new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))) {
      int read = 0;
      for (CsvRecord row : reader) {
        if (row.getFieldCount() > 1 || !row.getField(0).isBlank()) {
          List<String> cells = row.getFields();
          if (read == 0 && cells.size() == 1 && cells.get(0).matches("(?s).*[;\t].*")) {
            throw new BadInput(
                file
                    + ": cells are separated by semicolons or tabulators; save it with commas, and"
                    + " points in numbers");
          }
          if (read == 0 && cells.get(0).startsWith(BYTE_ORDER_MARK)) {
            cells = new ArrayList<>(cells);
            cells.set(0, cells.get(0).substring(1).replaceAll("^\"|\"$", ""));
          }
          rows.row(cells, file + " line " + row.getStartingLineNumber());
          if (++read == most) {
            return;
          }
        }
      }
    } catch (CsvParseException e) {
      // the library's message may quote the file
      throw new BadInput(file + ": cannot be read as CSV: a row is damaged or too long", e);
    } catch (IOException | UncheckedIOException e) {
      throw new BadInput(file + ": " + NOT_TEXT + " (" + e + "); save it again as CSV", e);
    }
  }

  /** Whether a cell holds no number: it is empty, or the word of Python, R or SQL for that. */
  public static boolean isMissing(String cell) {
    return cell.isBlank() || MISSING.matcher(cell.strip()).matches();
  }

  /** Writes rows. */
  @FunctionalInterface
  public interface Rows {
    /** Writes the header and each row. */
    void write(CsvWriter out) throws IOException;
  }

  /**
   * Writes a table, whole or not at all.
   *
   * @throws BadInput if the file cannot be written
   */
  public static void write(Path file, Rows rows) {
    AtomicFile.write(
        file,
        out -> {
          CsvWriter csv = builder().build(out, StandardCharsets.UTF_8);
          rows.write(csv);
          csv.flush();
        });
  }

  /** A data frame as text; a missing value is an empty cell. */
  public static String text(Table table) {
    StringWriter text = new StringWriter();
    CsvWriter csv = builder().build((Writer) text);
    csv.writeRecord(table.columnNames());
    for (int row = 0; row < table.rowCount(); row++) {
      int r = row;
      csv.writeRecord(
          IntStream.range(0, table.columnCount()).mapToObj(c -> cell(table.column(c), r)).toList());
    }
    try {
      csv.close();
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory is always written", e);
    }
    return text.toString();
  }

  private static String cell(Column<?> column, int row) {
    return column.isMissing(row) ? "" : column.getUnformattedString(row);
  }

  /** A name as a cell: without line ends and other characters that control a terminal. */
  public static String name(String name) {
    return PlainText.line(name.replaceAll("\\R", " "));
  }

  private static CsvWriter.CsvWriterBuilder builder() {
    return CsvWriter.builder().lineDelimiter(LineDelimiter.LF);
  }
}
