package isopose.io.numpy;

import isopose.io.BadInput;
import isopose.io.Limits;
import isopose.io.Limits.MemoryBudget;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * The library's unpickler behind a guard: before each instruction runs, the guard refuses names and
 * instructions that no array of poses needs, and charges lengths to the memory budget.
 */
final class NumPyUnpickler extends Unpickler {
  /** About what the library spends on an instruction's object. */
  private static final int OBJECT_BYTES = 96;

  private final MemoryBudget budget;
  private final String where;
  private final Map<String, IObjectConstructor> constructors;

  NumPyUnpickler(MemoryBudget budget, String where) {
    this.budget = budget;
    this.where = where;
    IObjectConstructor scalar = arguments -> PickledArray.scalar(arguments, budget);
    IObjectConstructor fromBuffer = arguments -> PickledArray.fromBuffer(arguments, budget);
    IObjectConstructor reconstruct = arguments -> new PickledArray();
    this.constructors =
        Map.ofEntries(
            Map.entry("numpy.ndarray", reconstruct),
            Map.entry("numpy.dtype", arguments -> new PickledArray.Type(arguments[0])),
            Map.entry("numpy.core.multiarray._reconstruct", reconstruct),
            Map.entry("numpy._core.multiarray._reconstruct", reconstruct),
            Map.entry("numpy.core.multiarray.scalar", scalar),
            Map.entry("numpy._core.multiarray.scalar", scalar),
            Map.entry("numpy.core.numeric._frombuffer", fromBuffer),
            Map.entry("numpy._core.numeric._frombuffer", fromBuffer),
            Map.entry("_codecs.encode", NumPyUnpickler::encode));
  }

  /** Python 3 writes bytes for Python 2 as text to be encoded. */
  private static Object encode(Object[] arguments) {
    return ((String) arguments[0]).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public Object load(InputStream stream) throws IOException {
    if (!stream.markSupported()) {
      return super.load(new BufferedInputStream(stream));
    }
    return super.load(stream);
  }

  @Override
  protected Object dispatch(short key) throws IOException {
    budget.take(OBJECT_BYTES);
    switch (key) {
      case Opcodes.GLOBAL -> {
        stack.add(constructor(line(Limits.PICKLE_NAME), line(Limits.PICKLE_NAME)));
        return NO_RETURN_VALUE;
      }
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        stack.add(constructor((String) stack.pop(), name));
        return NO_RETURN_VALUE;
      }
      case Opcodes.BUILD -> {
        build();
        return NO_RETURN_VALUE;
      }
      case Opcodes.INT, Opcodes.LONG, Opcodes.FLOAT, Opcodes.GET, Opcodes.PUT -> peekLine();
      case Opcodes.BINSTRING, Opcodes.BINBYTES, Opcodes.BINUNICODE -> budget.take(2 * length(4));
      case Opcodes.BINBYTES8, Opcodes.BINUNICODE8, Opcodes.BYTEARRAY8 -> budget.take(2 * length(8));
      case Opcodes.INST,
          Opcodes.OBJ,
          Opcodes.NEWOBJ,
          Opcodes.NEWOBJ_EX,
          Opcodes.PERSID,
          Opcodes.BINPERSID,
          Opcodes.LONG4,
          Opcodes.EMPTY_SET,
          Opcodes.ADDITEMS,
          Opcodes.FROZENSET,
          Opcodes.NEXT_BUFFER ->
          throw refused("instruction 0x" + Integer.toHexString(key));
      default -> {}
    }
    return super.dispatch(key);
  }

  private IObjectConstructor constructor(String module, String name) {
    String call = module + "." + name;
    IObjectConstructor constructor = constructors.get(call);
    if (constructor == null || !Limits.PICKLE_CALLS.contains(call)) {
      throw refused("'" + printable(module) + "." + printable(name) + "'");
    }
    return constructor;
  }

  private BadInput refused(String what) {
    if (what.startsWith("'joblib.")) {
      return new BadInput(
          where
              + ": was written by joblib.dump; load it with joblib and save the arrays with"
              + " numpy.savez");
    }
    return new BadInput(
        where
            + ": the pickle calls for "
            + what
            + ", which could run code; expected NumPy arrays only: get it from its publisher");
  }

  private static String printable(String text) {
    String cut = text.substring(0, Math.min(40, text.length()));
    return cut.replaceAll("[^\\x20-\\x7e]", "?").toLowerCase(Locale.ROOT);
  }

  private void build() {
    Object[] state = (Object[]) stack.pop();
    if (stack.peek() instanceof PickledArray array) {
      array.setState(state, budget);
    } else {
      ((PickledArray.Type) stack.peek()).setState(state);
    }
  }

  /** Reads a line that must not be longer. */
  private String line(int longest) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0 || line.length() == longest) {
        throw new IOException("a name without end");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private void peekLine() throws IOException {
    input.mark(Limits.PICKLE_DIGITS + 1);
    line(Limits.PICKLE_DIGITS);
    input.reset();
  }

  /** Looks at the length that the next bytes declare; negative if it is too long for any array. */
  private long length(int bytes) throws IOException {
    input.mark(bytes);
    byte[] field = PickleUtils.readbytes(input, bytes);
    input.reset();
    ByteBuffer buffer = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes == 4 ? buffer.getInt() : buffer.getLong();
    return length > Integer.MAX_VALUE ? -1 : length;
  }
}
