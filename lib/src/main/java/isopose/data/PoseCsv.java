package isopose.data;

import isopose.io.BadInput;
import isopose.io.Csv;
import isopose.io.numpy.NpyArray;
import isopose.skeleton.Poses;
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
 * sequence}, {@code subject}, {@code view} and {@code activity} are names, {@code segment} and
 * {@code frame} whole numbers; {@code j0_c, j1_c, ..} are confidences, {@code valid} is 0 in rows
 * without a person; {@code filled} is not read back. Any order of columns will do.
 */
final class PoseCsv {
  private static final Pattern COORDINATE = Pattern.compile("j(\\d{1,3})_([xyzuvc])");
  private static final List<String> NAMES =
      Stream.concat(FrameColumns.NAMES.stream(), Stream.of("activity", "filled", "valid")).toList();

  private PoseCsv() {}

  /**
   * What a column holds: its array ("pose3d", "pose2d" or one of {@link #NAMES}) and the index in a
   * row of it.
   */
  private record Column(String array, int index) {
    /** A column without a name, such as the index that pandas writes, is left out. */
    static final Column UNNAMED = new Column("", 0);

    boolean named() {
      return NAMES.contains(array);
    }
  }

  /**
   * Reads the columns as {@code pose2d}, {@code pose3d}, {@code confidence} (N, J) and {@link
   * #NAMES}.
   */
  static Map<String, NpyArray> read(Path file) {
    Content content = new Content();
    Csv.read(file, content::row);
    if (content.columns == null) {
      throw new BadInput(file + ": the file is empty; expected a header sequence,j0_x,j0_y,j0_z");
    }
    return content.arrays();
  }

  /** What the rows hold, by column. */
  private static final class Content {
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Map<String, List<String>> names = new LinkedHashMap<>();
    private List<Column> columns;

    void row(List<String> cells, String where) {
      if (columns == null) {
        header(cells, where);
        return;
      }
      if (cells.size() != columns.size()) {
        throw new BadInput(
            where + ": " + cells.size() + " cells; the header has " + columns.size());
      }
      blocks.values().forEach(Block::addRow);
      for (int k = 0; k < columns.size(); k++) {
        Column column = columns.get(k);
        if (column.named()) {
          names.get(column.array()).add(cells.get(k).strip());
        } else if (!column.array().isEmpty()) {
          blocks.get(column.array()).set(column.index(), number(cells.get(k), where, k + 1));
        }
      }
    }

    private void header(List<String> cells, String where) {
      columns = columns(cells, where);
      for (Column column : columns) {
        if (column.named()) {
          names.put(column.array(), new ArrayList<>());
        } else if (!column.array().isEmpty()) {
          blocks.computeIfAbsent(column.array(), name -> new Block(name, columns));
        }
      }
    }

    Map<String, NpyArray> arrays() {
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      blocks.forEach((name, block) -> arrays.put(name, block.array()));
      names.forEach((name, rows) -> arrays.put(name, NpyArray.of(rows.toArray(String[]::new))));
      return arrays;
    }
  }

  /** An array that grows by rows. */
  private static final class Block {
    private final int dims;
    private final int width;
    private double[] values = new double[1024];
    private int size;

    Block(String array, List<Column> columns) {
      dims = dims(array);
      width = (int) columns.stream().filter(column -> column.array().equals(array)).count();
    }

    void addRow() {
      size = Math.addExact(size, width);
      if (size > values.length) {
        values = Arrays.copyOf(values, Math.max(size, values.length / 2 * 3));
      }
    }

    void set(int index, double value) {
      values[size - width + index] = value;
    }

    NpyArray array() {
      double[] rows = Arrays.copyOf(values, size);
      return dims == 1
          ? NpyArray.of(rows, size / width, width)
          : NpyArray.of(rows, size / width, width / dims, dims);
    }
  }

  private static int dims(String array) {
    return array.equals("pose3d") ? 3 : array.equals("pose2d") ? 2 : 1;
  }

  private static List<Column> columns(List<String> header, String where) {
    boolean hasZ = header.stream().anyMatch(name -> name.strip().equals("j0_z"));
    List<Column> columns = header.stream().map(name -> column(name.strip(), hasZ, where)).toList();
    for (String array : List.of("pose2d", "pose3d", "confidence")) {
      complete(columns, array, where);
    }
    for (String name : NAMES) {
      if (columns.stream().filter(column -> column.array().equals(name)).count() > 1) {
        throw new BadInput(where + ": there are two columns '" + name + "'; drop one");
      }
    }
    return columns;
  }

  private static Column column(String name, boolean hasZ, String where) {
    if (NAMES.contains(name)) {
      return new Column(name, 0);
    }
    if (name.isEmpty()) {
      return Column.UNNAMED;
    }
    Matcher matcher = COORDINATE.matcher(name);
    if (!matcher.matches()) {
      throw new BadInput(
          where
              + ": expected columns sequence, activity, j0_x, j0_y, j0_z, ..; got '"
              + Checks.printable(name)
              + "'");
    }
    int joint = Integer.parseInt(matcher.group(1));
    int axis = "xyzuvc".indexOf(matcher.group(2));
    if (axis == 5) {
      return new Column("confidence", joint);
    }
    if (axis >= 3) {
      return new Column("pose2d", 2 * joint + axis - 3);
    }
    return hasZ ? new Column("pose3d", 3 * joint + axis) : new Column("pose2d", 2 * joint + axis);
  }

  /** That an array's columns are each there once. */
  private static void complete(List<Column> columns, String array, String where) {
    int[] indices =
        columns.stream()
            .filter(column -> column.array().equals(array))
            .mapToInt(Column::index)
            .sorted()
            .toArray();
    int dims = dims(array);
    for (int k = 0; k < indices.length; k++) {
      if (indices[k] != k || indices.length % dims != 0) {
        throw new BadInput(
            where
                + ": the columns of "
                + array
                + " near joint "
                + indices[k] / dims
                + " are missing, double or mix x, y with u, v");
      }
    }
  }

  private static double number(String cell, String where, int column) {
    if (Csv.isMissing(cell)) {
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
   * @param invalid rows without a person, bit i; where there are any, a column says which
   */
  static void write(Path file, PoseFile poses, BitSet filled, BitSet invalid) {
    Map<String, NpyArray> names = FrameColumns.write(poses.frames());
    List<String[]> columns = names.values().stream().map(NpyArray::strings).toList();
    List<String> header = new ArrayList<>(names.keySet());
    if (!filled.isEmpty()) {
      header.add("filled");
    }
    if (!invalid.isEmpty()) {
      header.add("valid");
    }
    header(header, poses.pose3d(), "xyz");
    header(header, poses.pose2d(), poses.pose3d() == null ? "xy" : "uv");
    Csv.write(
        file,
        out -> {
          out.writeRecord(header);
          for (int i = 0; i < poses.count(); i++) {
            List<String> row = new ArrayList<>(header.size());
            for (String[] column : columns) {
              row.add(Csv.name(column[i]));
            }
            if (!filled.isEmpty()) {
              row.add(String.valueOf(filled.get(17 * i, 17 * i + 17).cardinality()));
            }
            if (!invalid.isEmpty()) {
              row.add(invalid.get(i) ? "0" : "1");
            }
            cells(row, poses.pose3d(), i);
            cells(row, poses.pose2d(), i);
            out.writeRecord(row);
          }
        });
  }

  private static void header(List<String> header, Poses poses, String axes) {
    for (int j = 0; poses != null && j < poses.joints(); j++) {
      for (int d = 0; d < axes.length(); d++) {
        header.add("j" + j + "_" + axes.charAt(d));
      }
    }
  }

  private static void cells(List<String> row, Poses poses, int i) {
    for (int k = 0; poses != null && k < poses.stride(); k++) {
      float value = poses.values()[i * poses.stride() + k];
      row.add(Float.isNaN(value) ? "" : String.valueOf(value));
    }
  }
}
