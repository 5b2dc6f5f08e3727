package isopose.io.matlab;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import isopose.io.BadInput;
import isopose.io.Limits.MemoryBudget;
import isopose.io.numpy.NpyArray;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * An HDF5 array that is stored in chunks, decoded here because the library inflates a chunk without
 * limit: a chunk has exactly the bytes that its dimensions require, only chunks within the array
 * are read, and every one is charged before it is inflated.
 */
final class Hdf5Chunks {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;

  private final ChunkedDataset dataset;
  private final int[] shape;
  private final int[] chunk;
  private final int elementBytes;
  private final MemoryBudget budget;
  private final String where;

  Hdf5Chunks(ChunkedDataset dataset, int elementBytes, MemoryBudget budget, String where) {
    this.dataset = dataset;
    this.shape = dataset.getDimensions();
    this.chunk = dataset.getChunkDimensions();
    this.elementBytes = elementBytes;
    this.budget = budget;
    this.where = where;
  }

  /** The whole array's bytes, row by row; its size has been charged by the caller. */
  byte[] read() {
    byte[] values = new byte[Math.toIntExact(NpyArray.elements(shape) * elementBytes)];
    if (values.length == 0) {
      return values;
    }
    long chunkElements = NpyArray.elements(chunk);
    if (shape.length == 0 || chunk.length != shape.length || chunkElements <= 0) {
      throw damaged(null);
    }
    budget.require(chunkElements);
    long chunkBytes = chunkElements * elementBytes;
    int[] corner = new int[shape.length];
    do {
      budget.take(chunkBytes);
      ByteBuffer raw = dataset.getRawChunkBuffer(corner.clone());
      budget.take(raw.remaining()); // many chunks may name the same long stretch of the file
      byte[] bytes = new byte[raw.remaining()];
      raw.get(bytes);
      position(decode(bytes, (int) chunkBytes), corner, values);
    } while (advance(corner));
    return values;
  }

  /** The next chunk's corner, the last dimension first; false after the last. */
  private boolean advance(int... corner) {
    for (int d = corner.length - 1; d >= 0; d--) {
      // in two steps, since the sum may not fit
      if (corner[d] < shape[d] - chunk[d]) {
        corner[d] += chunk[d];
        return true;
      }
      corner[d] = 0;
    }
    return false;
  }

  /** Undoes the filters, the last one first. */
  private byte[] decode(byte[] raw, int chunkBytes) {
    List<PipelineFilterWithData> filters = dataset.getFilters();
    byte[] bytes = raw;
    for (int f = filters.size() - 1; f >= 0; f--) {
      bytes =
          switch (filters.get(f).getId()) {
            case DEFLATE -> inflate(bytes, chunkBytes);
            case SHUFFLE -> unshuffle(bytes);
            case FLETCHER32 -> withoutChecksum(bytes);
            default ->
                throw new BadInput(
                    where + ": is compressed in a way that MATLAB does not; save it anew");
          };
    }
    if (bytes.length != chunkBytes) {
      throw damaged(null);
    }
    return bytes;
  }

  /** At most the bytes of one chunk, however much the stream would go on. */
  private byte[] inflate(byte[] bytes, int chunkBytes) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      byte[] inflated = new byte[chunkBytes];
      int filled = 0;
      for (int n = 1; n > 0 && filled < chunkBytes; filled += n) {
        n = inflater.inflate(inflated, filled, chunkBytes - filled);
      }
      if (filled < chunkBytes || inflater.inflate(new byte[1]) > 0) {
        throw damaged(null);
      }
      return inflated;
    } catch (DataFormatException e) {
      throw damaged(e);
    } finally {
      inflater.end();
    }
  }

  /** From all first bytes, all second bytes, ... back to number after number. */
  private byte[] unshuffle(byte[] bytes) {
    byte[] numbers = new byte[bytes.length];
    int count = bytes.length / elementBytes;
    for (int b = 0; b < elementBytes; b++) {
      for (int k = 0; k < count; k++) {
        numbers[k * elementBytes + b] = bytes[b * count + k];
      }
    }
    int whole = count * elementBytes;
    System.arraycopy(bytes, whole, numbers, whole, bytes.length - whole);
    return numbers;
  }

  private byte[] withoutChecksum(byte[] bytes) {
    if (bytes.length < Integer.BYTES) {
      throw damaged(null);
    }
    return Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
  }

  /** Copies the rows of a chunk that lie within the array. */
  private void position(byte[] from, int[] corner, byte[] values) {
    int last = shape.length - 1;
    int rowElements = Math.min(chunk[last], shape[last] - corner[last]);
    int rows = from.length / elementBytes / chunk[last];
    int[] position = new int[shape.length];
    for (int row = 0; row < rows; row++) {
      int rest = row;
      boolean inside = true;
      for (int d = last - 1; d >= 0; d--) {
        position[d] = corner[d] + rest % chunk[d];
        rest /= chunk[d];
        inside &= position[d] < shape[d];
      }
      if (inside) {
        int to = 0;
        for (int d = 0; d < last; d++) {
          to = (to + position[d]) * shape[d + 1];
        }
        System.arraycopy(
            from,
            row * chunk[last] * elementBytes,
            values,
            (to + corner[last]) * elementBytes,
            rowElements * elementBytes);
      }
    }
  }

  private BadInput damaged(Exception e) {
    return new BadInput(where + ": a part of the array is damaged; get the file again", e);
  }
}
