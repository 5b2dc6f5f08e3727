package isopose.spark;

import isopose.run.files.LiftedStream;
import isopose.skeleton.Poses;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.StructField;

/** A stream's rows as Parquet: what is written is a row's index. */
final class StreamWriter extends WriteSupport<Integer> {
  private static final MessageType SCHEMA = schema();

  private final Binary stream;
  private final int[] frames;
  private final LiftedStream lifted;
  private RecordConsumer out;

  private StreamWriter(StreamRows rows, LiftedStream lifted) {
    stream = Binary.fromString(rows.stream());
    frames = rows.frames();
    this.lifted = lifted;
  }

  /** Makes the writer of one stream. */
  static final class Builder extends ParquetWriter.Builder<Integer, Builder> {
    private final StreamWriter support;

    Builder(OutputFile file, StreamRows rows, LiftedStream lifted) {
      super(file);
      support = new StreamWriter(rows, lifted);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract
    protected WriteSupport<Integer> getWriteSupport(Configuration configuration) {
      return support;
    }
  }

  /** {@link ArchiveColumns#OUTPUT} in Parquet's types. */
  private static MessageType schema() {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (StructField field : ArchiveColumns.OUTPUT.fields()) {
      String name = field.name();
      switch (field.dataType().typeName()) {
        case "string" ->
            message
                .required(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
        case "integer" -> message.required(PrimitiveTypeName.INT32).named(name);
        default -> message.optional(PrimitiveTypeName.FLOAT).named(name);
      }
    }
    return message.named("poses");
  }

  @Override
  @SuppressWarnings("deprecation") // abstract
  public WriteContext init(Configuration configuration) {
    return new WriteContext(SCHEMA, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(Integer row) {
    Poses poses = lifted.pose3d();
    int stride = poses.stride();
    out.startMessage();
    field(0, () -> out.addBinary(stream));
    field(1, () -> out.addInteger(frames[row]));
    for (int k = 0; k < stride; k++) {
      float value = poses.values()[row * stride + k];
      if (!Float.isNaN(value)) {
        field(2 + k, () -> out.addFloat(value));
      }
    }
    field(2 + stride, () -> out.addInteger(lifted.valid(row)));
    field(3 + stride, () -> out.addInteger(lifted.filled(row)));
    out.endMessage();
  }

  private void field(int index, Runnable value) {
    String name = SCHEMA.getFieldName(index);
    out.startField(name, index);
    value.run();
    out.endField(name, index);
  }
}
