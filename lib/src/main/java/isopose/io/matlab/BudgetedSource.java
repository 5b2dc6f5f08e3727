package isopose.io.matlab;

import isopose.io.Limits.MemoryBudget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import us.hebi.matlab.mat.types.Source;

/**
 * A source of a MATLAB file's bytes that charges every byte read, also inflated ones, and refuses
 * sizes that no file can hold before room is made for them.
 */
final class BudgetedSource implements Source {
  private final Source source;
  private final MemoryBudget budget;

  BudgetedSource(Source source, MemoryBudget budget) {
    this.source = source;
    this.budget = budget;
  }

  @Override
  public int readInt() throws IOException {
    budget.take(Integer.BYTES);
    int value = source.readInt();
    // a tag's size comes through here, and the reader makes room for it before it reads on
    budget.require(value);
    return value;
  }

  @Override
  public void readBytes(byte[] buffer, int offset, int length) throws IOException {
    budget.take(length);
    source.readBytes(buffer, offset, length);
  }

  @Override
  public void readShorts(short[] buffer, int offset, int length) throws IOException {
    budget.take((long) length * Short.BYTES);
    source.readShorts(buffer, offset, length);
  }

  @Override
  public void readInts(int[] buffer, int offset, int length) throws IOException {
    budget.take((long) length * Integer.BYTES);
    source.readInts(buffer, offset, length);
  }

  @Override
  public void readLongs(long[] buffer, int offset, int length) throws IOException {
    budget.take((long) length * Long.BYTES);
    source.readLongs(buffer, offset, length);
  }

  @Override
  public void readFloats(float[] buffer, int offset, int length) throws IOException {
    budget.take((long) length * Float.BYTES);
    source.readFloats(buffer, offset, length);
  }

  @Override
  public void readDoubles(double[] buffer, int offset, int length) throws IOException {
    budget.take((long) length * Double.BYTES);
    source.readDoubles(buffer, offset, length);
  }

  @Override
  public void readByteBuffer(ByteBuffer buffer) throws IOException {
    budget.take(buffer.remaining());
    source.readByteBuffer(buffer);
  }

  @Override
  public Source readInflated(int numBytes, int inflateBufferSize) throws IOException {
    return new BudgetedSource(source.readInflated(numBytes, inflateBufferSize), budget);
  }

  @Override
  public byte readByte() throws IOException {
    return source.readByte();
  }

  @Override
  public short readShort() throws IOException {
    return source.readShort();
  }

  @Override
  public long readLong() throws IOException {
    return source.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return source.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return source.readDouble();
  }

  @Override
  public Source order(ByteOrder byteOrder) {
    source.order(byteOrder);
    return this;
  }

  @Override
  public ByteOrder order() {
    return source.order();
  }

  @Override
  public long getPosition() {
    return source.getPosition();
  }

  @Override
  public boolean isMutatedByChildren() {
    return source.isMutatedByChildren();
  }

  @Override
  public void skip(long numBytes) throws IOException {
    source.skip(numBytes);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
