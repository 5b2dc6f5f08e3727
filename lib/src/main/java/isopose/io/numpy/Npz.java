package isopose.io.numpy;

import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.Limits;
import isopose.io.Limits.MemoryBudget;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * NumPy archives (.npz) and single arrays (.npy), read strictly and written deterministically.
 *
 * <p>Files are untrusted: no declared size is relied on. An array is read only if the bytes that
 * the file has can hold it, all arrays of a small file together stay under a fixed amount of
 * memory, checksums are verified, and pickled objects are refused, because loading them can run
 * code.
 */
public final class Npz {
  private Npz() {}

  /** Reads a stream behind a header. */
  private interface Payload<T> {
    T read(InputStream in, NpyHeader header) throws IOException;
  }

  /**
   * Reads every array of an archive, or the one array of a .npy file under the name "array".
   *
   * @throws BadInput if the file is missing, damaged, too large, or holds pickled objects
   */
  public static Map<String, NpyArray> read(Path file) {
    if (isArray(file)) {
      return Map.of("array", readNpy(file));
    }
    return open(
        file,
        zip -> {
          Map<String, NpyArray> arrays = new LinkedHashMap<>();
          MemoryBudget budget = MemoryBudget.of(file);
          for (ZipEntry entry : entries(zip, file)) {
            String name = arrayName(entry);
            arrays.put(name, array(zip, entry, file + " [" + name + "]", budget));
          }
          return arrays;
        });
  }

  /** Whether a file is a single array (.npy), by its first bytes. */
  public static boolean isArray(Path file) {
    return begins(file, "\u0093NUMPY");
  }

  /** Whether a file is an archive, by its first bytes. */
  public static boolean isArchive(Path file) {
    return begins(file, "PK");
  }

  private static boolean begins(Path file, String magic) {
    try (InputStream in = InputFile.open(file)) {
      return Arrays.equals(
          in.readNBytes(magic.length()), magic.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The names of the arrays in an archive, without reading them. */
  public static List<String> names(Path file) {
    return open(file, zip -> entries(zip, file).stream().map(Npz::arrayName).toList());
  }

  /**
   * Reads one array of an archive.
   *
   * @throws BadInput as {@link #read(Path)}, and if the array is missing
   */
  public static NpyArray read(Path file, String name) {
    return open(
        file,
        zip -> array(zip, entry(zip, name, file), file + " [" + name + "]", MemoryBudget.of(file)));
  }

  /**
   * Reads an array of Python objects through the allow-listed unpickler: one object, such as a
   * dictionary, or several, in NumPy's order.
   */
  public static Object readPickled(Path file, String name) {
    return open(
        file,
        zip -> {
          String where = file + " [" + name + "]";
          return inflate(
              zip,
              entry(zip, name, file),
              where,
              (in, header) -> {
                if (header.kind() != 'O') {
                  throw new BadInput(where + ": expected pickled objects");
                }
                return Pickles.load(in, MemoryBudget.of(file), where);
              });
        });
  }

  /**
   * Reads the object in a single .npy file through the allow-listed unpickler; null if the file
   * holds a plain array.
   */
  public static Object readPickled(Path file) {
    try (InputStream in = InputFile.open(file)) {
      DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
      return NpyHeader.read(data, file.toString()).kind() == 'O'
          ? Pickles.load(data, MemoryBudget.of(file), file.toString())
          : null;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Reads a single .npy file. */
  private static NpyArray readNpy(Path file) {
    try (InputStream in = InputFile.open(file)) {
      long size = Files.size(file);
      DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
      NpyHeader header = NpyHeader.read(data, file.toString());
      requirePlain(header, file.toString());
      affordable(header, size, MemoryBudget.of(file), file.toString());
      return NpyReader.read(data, header);
    } catch (EOFException e) {
      throw new BadInput(file + ": the file ends in the middle; get it again", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Writes arrays as an archive that Python's {@code numpy.load} opens.
   *
   * <p>The same arrays in the same order give the same bytes. The file appears whole or not at all:
   * a temporary file is written, forced to disk and renamed.
   *
   * @throws BadInput if the file cannot be written
   */
  public static void write(Path file, Map<String, NpyArray> arrays) {
    AtomicFile.write(file, out -> NpzWriter.write(arrays, out));
  }

  private interface ZipTask<T> {
    T run(ZipFile zip) throws IOException;
  }

  private static <T> T open(Path file, ZipTask<T> task) {
    try (ZipFile zip = new ZipFile(InputFile.require(file).toFile())) {
      return task.run(zip);
    } catch (EOFException e) {
      throw new BadInput(file + ": the file ends in the middle; get it again", e);
    } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
      throw unreadable(file, e);
    }
  }

  private static BadInput unreadable(Path file, Exception e) {
    return new BadInput(
        file + ": this is no whole NumPy archive (" + firstLine(e) + "); get it again", e);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  private static List<ZipEntry> entries(ZipFile zip, Path file) {
    if (zip.size() > Limits.ARRAYS) {
      throw new BadInput(file + ": " + zip.size() + " arrays; expected a few");
    }
    List<ZipEntry> entries = new ArrayList<>(Collections.list(zip.entries()));
    entries.removeIf(entry -> !entry.getName().endsWith(".npy"));
    if (entries.stream().anyMatch(entry -> !entry.getName().matches("[\\p{Graph} ]{1,200}"))) {
      throw new BadInput(file + ": an array's name is not plain text; the file is damaged");
    }
    if (entries.isEmpty()) {
      throw new BadInput(
          file + ": the archive holds no array (.npy); if it holds files, unpack it");
    }
    return entries;
  }

  private static ZipEntry entry(ZipFile zip, String name, Path file) {
    ZipEntry entry = zip.getEntry(name + ".npy");
    if (entry == null) {
      List<String> names = entries(zip, file).stream().map(Npz::arrayName).limit(20).toList();
      throw new BadInput(file + ": there is no array '" + name + "'; it has " + names);
    }
    return entry;
  }

  private static String arrayName(ZipEntry entry) {
    return entry.getName().substring(0, entry.getName().length() - ".npy".length());
  }

  private static NpyArray array(ZipFile zip, ZipEntry entry, String where, MemoryBudget budget)
      throws IOException {
    return inflate(
        zip,
        entry,
        where,
        (in, header) -> {
          requirePlain(header, where);
          affordable(header, possible(zip, entry), budget, where);
          return NpyReader.read(in, header);
        });
  }

  private static void requirePlain(NpyHeader header, String where) {
    if (header.kind() == 'O') {
      throw new BadInput(
          where
              + ": pickled Python objects can run code and are refused; save plain numbers"
              + " (numpy.savez with float32 arrays)");
    }
  }

  /** Reads one entry to its end and verifies its checksum. */
  private static <T> T inflate(ZipFile zip, ZipEntry entry, String where, Payload<T> payload)
      throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream stream = zip.getInputStream(entry)) {
      if (stream == null) {
        throw new BadInput(where + ": the archive is damaged; get it again");
      }
      DataInputStream in = new DataInputStream(new CheckedInputStream(stream, crc));
      T result = payload.read(in, NpyHeader.read(in, where));
      if (in.read() >= 0) {
        throw new BadInput(where + ": there are more bytes than its header says; get it again");
      }
      if (entry.getCrc() >= 0 && entry.getCrc() != crc.getValue()) {
        throw new BadInput(
            where + ": the checksum does not fit; the file is damaged, get it again");
      }
      return result;
    }
  }

  /** The most bytes that an entry can inflate to, whatever it claims. */
  private static long possible(ZipFile zip, ZipEntry entry) throws IOException {
    long stored = Math.min(entry.getCompressedSize(), Files.size(Path.of(zip.getName())));
    return entry.getMethod() == ZipEntry.STORED ? stored : Limits.DEFLATE_RATIO * (stored + 1);
  }

  private static void affordable(
      NpyHeader header, long possible, MemoryBudget budget, String where) {
    if (header.payload() > possible) {
      throw new BadInput(
          "%s: its header promises %d bytes, more than the file can hold; get it again"
              .formatted(where, header.payload()));
    }
    budget.take(header.footprint());
  }
}
