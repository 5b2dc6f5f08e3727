package isopose.data;

import static java.util.stream.Collectors.joining;

import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.NpyArray;
import isopose.io.PlainText;
import isopose.skeleton.Poses;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pose files as text with a header. Columns {@code j0_x, j0_y, j0_z, j1_x, ..} are 3D in
 * millimetres, {@code j0_u, j0_v, ..} 2D in pixels; a file with x and y but no z is 2D. {@code
 * sequence}, {@code subject}, {@code view} and {@code activity} are names without commas, {@code
 * segment} and {@code frame} whole numbers; {@code filled} is not read back. Any order of columns
 * will do.
 */
final class PoseCsv {
  private static final Pattern COORDINATE = Pattern.compile("j(\\d{1,3})_([xyzuv])");
  private static final List<String> NAMES =
      Stream.concat(FrameColumns.NAMES.stream(), Stream.of("activity", "filled")).toList();
  private static final int LONGEST_LINE = 1 << 16;

  private PoseCsv() {}

  /**
   * What a column holds: its array ("pose3d", "pose2d" or one of {@link #NAMES}) and the place in a
   * row of it.
   */
  private record Column(String array, int place) {
    boolean named() {
      return NAMES.contains(array);
    }
  }

  /** Reads the columns as {@code pose2d}, {@code pose3d} and {@link #NAMES}. */
  static Map<String, NpyArray> read(Path file) {
    try (BufferedReader in = reader(file)) {
      String header = line(in, file, 1);
      if (header == null) {
        throw new BadInput(file + ": the file is empty; expected a header sequence,j0_x,j0_y,j0_z");
      }
      List<Column> columns = columns(header, file);
      Map<String, Block> blocks = new LinkedHashMap<>();
      Map<String, List<String>> names = new LinkedHashMap<>();
      for (Column column : columns) {
        if (column.named()) {
          names.put(column.array(), new ArrayList<>());
        } else {
          blocks.computeIfAbsent(column.array(), name -> new Block(name, columns));
        }
      }
      int number = 2;
      for (String line = line(in, file, number); line != null; line = line(in, file, ++number)) {
        if (!line.isBlank()) {
          row(line, columns, blocks, names, file + " line " + number);
        }
      }
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      blocks.forEach((name, block) -> arrays.put(name, block.array()));
      names.forEach((name, rows) -> arrays.put(name, NpyArray.of(rows.toArray(String[]::new))));
      return arrays;
    } catch (IOException e) {
      throw new BadInput(file + ": this is no UTF-8 text (" + e + "); save it again as CSV", e);
    }
  }

  private static BufferedReader reader(Path file) {
    // a decoder reports malformed bytes, where a reader by charset would replace them
    return new BufferedReader(
        new InputStreamReader(InputFile.open(file), StandardCharsets.UTF_8.newDecoder()));
  }

  /** An array that grows by rows. */
  private static final class Block {
    private final int dims;
    private final int width;
    private double[] values = new double[1024];
    private int size;

    Block(String array, List<Column> columns) {
      dims = array.equals("pose3d") ? 3 : 2;
      width = (int) columns.stream().filter(column -> column.array().equals(array)).count();
    }

    void addRow() {
      size = Math.addExact(size, width);
      if (size > values.length) {
        values = Arrays.copyOf(values, Math.max(size, values.length / 2 * 3));
      }
    }

    void set(int place, double value) {
      values[size - width + place] = value;
    }

    NpyArray array() {
      return NpyArray.of(Arrays.copyOf(values, size), size / width, width / dims, dims);
    }
  }

  /**
   * The next line without its end; null at the end of the file. No line is kept that is too long.
   */
  private static String line(BufferedReader in, Path file, int number) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
      if (line.length() > LONGEST_LINE) {
        throw new BadInput(file + " line " + number + ": far too long; this is no pose file");
      }
    }
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }

  private static List<Column> columns(String header, Path file) {
    String[] names = header.split(",", -1);
    boolean hasZ = Arrays.stream(names).anyMatch(name -> name.strip().equals("j0_z"));
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(column(name.strip(), hasZ, file));
    }
    for (String array : List.of("pose2d", "pose3d")) {
      complete(columns, array, file);
    }
    for (String name : NAMES) {
      if (columns.stream().filter(column -> column.array().equals(name)).count() > 1) {
        throw new BadInput(file + " line 1: there are two columns '" + name + "'; drop one");
      }
    }
    return columns;
  }

  private static Column column(String name, boolean hasZ, Path file) {
    if (NAMES.contains(name)) {
      return new Column(name, 0);
    }
    Matcher matcher = COORDINATE.matcher(name);
    if (!matcher.matches()) {
      throw new BadInput(
          file
              + " line 1: expected columns sequence, activity, j0_x, j0_y, j0_z, ..; got '"
              + name.substring(0, Math.min(20, name.length())).replaceAll("\\p{Cntrl}", "?")
              + "'");
    }
    int joint = Integer.parseInt(matcher.group(1));
    int axis = "xyzuv".indexOf(matcher.group(2));
    if (axis >= 3) {
      return new Column("pose2d", 2 * joint + axis - 3);
    }
    return hasZ ? new Column("pose3d", 3 * joint + axis) : new Column("pose2d", 2 * joint + axis);
  }

  /** That an array's columns are each there once. */
  private static void complete(List<Column> columns, String array, Path file) {
    int[] places =
        columns.stream()
            .filter(column -> column.array().equals(array))
            .mapToInt(Column::place)
            .sorted()
            .toArray();
    int dims = array.equals("pose3d") ? 3 : 2;
    for (int k = 0; k < places.length; k++) {
      if (places[k] != k || places.length % dims != 0) {
        throw new BadInput(
            file
                + " line 1: the columns of "
                + array
                + " near joint "
                + places[k] / dims
                + " are missing, double or mix x, y with u, v");
      }
    }
  }

  private static void row(
      String line,
      List<Column> columns,
      Map<String, Block> blocks,
      Map<String, List<String>> names,
      String where) {
    String[] cells = line.split(",", -1);
    if (cells.length != columns.size()) {
      throw new BadInput(where + ": " + cells.length + " cells; the header has " + columns.size());
    }
    blocks.values().forEach(Block::addRow);
    for (int k = 0; k < cells.length; k++) {
      Column column = columns.get(k);
      if (column.named()) {
        names.get(column.array()).add(cells[k].strip());
      } else {
        blocks.get(column.array()).set(column.place(), number(cells[k], where, k + 1));
      }
    }
  }

  private static double number(String cell, String where, int column) {
    if (cell.isBlank()) {
      return Double.NaN; // a missing joint
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new BadInput(where + ", column " + column + ": expected a number", e);
    }
  }

  /**
   * Writes the rows so that reading them gives the same numbers.
   *
   * @param filled filled joints, bit i * 17 + j; where there are any, a column says how many
   */
  static void write(Path file, PoseFile poses, BitSet filled) {
    AtomicFile.write(
        file,
        out -> {
          Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          Map<String, NpyArray> names = FrameColumns.write(poses.frames());
          List<String[]> columns = names.values().stream().map(NpyArray::strings).toList();
          text.write(String.join(",", names.keySet()));
          if (!filled.isEmpty()) {
            text.write(",filled");
          }
          header(text, poses.pose3d(), "xyz");
          header(text, poses.pose2d(), poses.pose3d() == null ? "xy" : "uv");
          text.write('\n');
          for (int i = 0; i < poses.count(); i++) {
            int row = i;
            text.write(columns.stream().map(c -> cell(c[row])).collect(joining(",")));
            if (!filled.isEmpty()) {
              text.write("," + filled.get(17 * i, 17 * i + 17).cardinality());
            }
            cells(text, poses.pose3d(), i);
            cells(text, poses.pose2d(), i);
            text.write('\n');
          }
          text.flush();
        });
  }

  private static String cell(String name) {
    return PlainText.line(name.replace(',', ';').replaceAll("\\R", " "));
  }

  private static void header(Writer text, Poses poses, String axes) throws IOException {
    for (int j = 0; poses != null && j < poses.joints(); j++) {
      for (int d = 0; d < axes.length(); d++) {
        text.write(",j" + j + "_" + axes.charAt(d));
      }
    }
  }

  private static void cells(Writer text, Poses poses, int i) throws IOException {
    for (int k = 0; poses != null && k < poses.stride(); k++) {
      text.write("," + poses.values()[i * poses.stride() + k]);
    }
  }
}
