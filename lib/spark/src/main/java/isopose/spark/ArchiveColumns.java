package isopose.spark;

import static org.apache.spark.sql.functions.col;

import isopose.data.detect.DetectionOptions;
import isopose.io.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of an archive, which are those of this project's pose files: {@code stream}, a name
 * or a whole number; {@code frame}, a whole number; {@code j0_u, j0_v, j1_u, ..}, 2D in pixels or
 * any one scale, null or NaN where a joint is missing; optionally the confidences {@code j0_c,
 * j1_c, ..}. Other columns are left out.
 *
 * <p>The output has {@code stream} as text, {@code frame}, {@code j0_x, j0_y, j0_z, ..} in
 * millimetres (null in rows without a pose), {@code valid}, 0 in rows in which nobody was seen, and
 * {@code filled}, the number of joints that were missing and are filled.
 */
final class ArchiveColumns {
  private static final Set<DataType> WHOLE =
      Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  /** The columns of the output. */
  static final StructType OUTPUT = output();

  private ArchiveColumns() {}

  private static StructType output() {
    List<StructField> fields = new ArrayList<>();
    fields.add(DataTypes.createStructField("stream", DataTypes.StringType, false));
    fields.add(DataTypes.createStructField("frame", DataTypes.IntegerType, false));
    IntStream.range(0, 17)
        .boxed()
        .flatMap(j -> Stream.of("j" + j + "_x", "j" + j + "_y", "j" + j + "_z"))
        .forEach(name -> fields.add(DataTypes.createStructField(name, DataTypes.FloatType, true)));
    fields.add(DataTypes.createStructField("valid", DataTypes.IntegerType, false));
    fields.add(DataTypes.createStructField("filled", DataTypes.IntegerType, false));
    return DataTypes.createStructType(fields);
  }

  /**
   * The columns that a {@link StreamIterator} takes, in its order.
   *
   * @param where the archive's name, for messages
   * @throws BadInput if a column is missing or of a type that does not fit
   */
  static Dataset<Row> select(Dataset<Row> poses, DetectionOptions options, String where) {
    int joints = options.archiveOrder().joints().size();
    StructType schema = poses.schema();
    Set<String> names = Set.of(schema.fieldNames());
    if (names.contains("j" + joints + "_u")) {
      throw new BadInput(
          "%s: has more than %d joints; name their order by --joints".formatted(where, joints));
    }
    boolean confident = names.contains("j0_c");
    List<Column> columns = new ArrayList<>();
    columns.add(
        column(schema, "stream", "text or whole numbers", where, ArchiveColumns::isName)
            .cast(DataTypes.StringType));
    columns.add(
        column(schema, "frame", "whole numbers", where, WHOLE::contains).cast(DataTypes.LongType));
    for (String name : coordinates(joints, confident)) {
      columns.add(
          column(schema, name, "numbers", where, NumericType.class::isInstance)
              .cast(DataTypes.FloatType));
    }
    return poses.select(columns.toArray(Column[]::new));
  }

  /** The streams of each partition one after another, their frames in order. */
  static Dataset<Row> inStreams(Dataset<Row> selected, int partitions) {
    return selected.repartition(partitions, col("stream")).sortWithinPartitions("stream", "frame");
  }

  /** The coordinates joint by joint, then the confidences. */
  private static List<String> coordinates(int joints, boolean confident) {
    Stream<String> positions =
        IntStream.range(0, joints).boxed().flatMap(j -> Stream.of("j" + j + "_u", "j" + j + "_v"));
    Stream<String> confidences = IntStream.range(0, joints).mapToObj(j -> "j" + j + "_c");
    return Stream.concat(positions, confident ? confidences : Stream.of()).toList();
  }

  private static boolean isName(DataType type) {
    return type.equals(DataTypes.StringType) || WHOLE.contains(type);
  }

  private static Column column(
      StructType schema, String name, String expected, String where, Predicate<DataType> fits) {
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        if (!fits.test(field.dataType())) {
          throw new BadInput(
              "%s: column %s is of type %s; expected %s"
                  .formatted(where, name, field.dataType().simpleString(), expected));
        }
        return col(name).as(name);
      }
    }
    String present = Stream.of(schema.fieldNames()).limit(8).collect(Collectors.joining(", "));
    throw new BadInput(
        "%s: there is no column %s; expected stream, frame, j0_u, j0_v, j1_u, ..; it has %s%s"
            .formatted(where, name, present, schema.length() > 8 ? ", .." : ""));
  }
}
