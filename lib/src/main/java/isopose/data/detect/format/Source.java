package isopose.data.detect.format;

import isopose.data.PoseFiles;
import isopose.io.Csv;
import isopose.io.FileTree;
import isopose.io.ForeignFile;
import isopose.io.InputFile;
import isopose.io.Json;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.io.numpy.PickledJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file or folder whose format is to be recognised by its content; it is read once. */
public final class Source {
  private static final byte PICKLE_PROTOCOL = (byte) 0x80;
  private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,9})\\D*$");

  /** What the first bytes say; the name does not count. */
  public enum Kind {
    FOLDER,
    ARCHIVE,
    ARRAY,
    JSON,
    PICKLE,
    TABLE
  }

  private final Path path;
  private final Kind kind;
  private Object json;
  private Map<String, NpyArray> arrays;
  private List<String> header;

  /** A file or folder; of a file, the first bytes are read. */
  public Source(Path path) {
    this.path = path;
    this.kind = kind(path);
  }

  private static Kind kind(Path path) {
    if (Files.isDirectory(path)) {
      return Kind.FOLDER;
    }
    ForeignFile.refuse(path);
    if (Npz.isArchive(path)) {
      return Kind.ARCHIVE;
    }
    if (Npz.isArray(path)) {
      return Kind.ARRAY;
    }
    try (InputStream in = InputFile.open(path)) {
      return kind(in.readNBytes(100));
    } catch (IOException e) {
      return Kind.TABLE;
    }
  }

  private static Kind kind(byte... begin) {
    if (begin.length > 1 && begin[0] == PICKLE_PROTOCOL && begin[1] >= 2 && begin[1] <= 5) {
      return Kind.PICKLE;
    }
    for (byte b : begin) {
      // past blanks and the three bytes of a byte order mark
      if (!Character.isWhitespace(b) && b >= 0) {
        return b == '{' || b == '[' ? Kind.JSON : Kind.TABLE;
      }
    }
    return Kind.TABLE;
  }

  /** The file or folder. */
  public Path path() {
    return path;
  }

  /** Its kind. */
  public Kind kind() {
    return kind;
  }

  /** Whether {@link #arrays} can be read: of every kind but folders and trees. */
  public boolean hasArrays() {
    return switch (kind) {
      case ARCHIVE, ARRAY, TABLE -> true;
      case FOLDER, JSON, PICKLE -> false;
    };
  }

  /** The tree of a JSON file, or of a pickle with the same content; null for another kind. */
  Object json() {
    if (json == null && kind == Kind.JSON) {
      json = Json.read(path);
    } else if (json == null && kind == Kind.PICKLE) {
      json = PickledJson.load(path);
    }
    return json;
  }

  /** The names of the arrays of an archive; empty for another kind. */
  public List<String> arrayNames() {
    return kind == Kind.ARCHIVE ? Npz.names(path) : List.of();
  }

  /** The numeric arrays of a NumPy file, or of a table in this project's form. */
  Map<String, NpyArray> arrays() {
    if (arrays == null) {
      arrays = kind == Kind.TABLE ? PoseFiles.table(path) : Npz.read(path);
    }
    return arrays;
  }

  /** The header of a table; empty for another kind. */
  public List<String> header() {
    if (header == null) {
      header = kind == Kind.TABLE ? Csv.header(path) : List.of();
    }
    return header;
  }

  /**
   * The paths of the JSON files of a folder, or where it has none, of those of its sub-folders,
   * folder by folder; each in the order of the numbers in their names. Hidden files, which systems
   * add to folders, are left out.
   */
  public List<String> jsonFiles() {
    if (kind != Kind.FOLDER) {
      return List.of();
    }
    try (FileTree own = FileTree.folder(path)) {
      List<String> files = jsonFiles(own);
      if (!files.isEmpty()) {
        return files;
      }
    }
    try (FileTree all = FileTree.withSubfolders(path)) {
      return jsonFiles(all);
    }
  }

  private static List<String> jsonFiles(FileTree folder) {
    return folder.paths().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".json"))
        .filter(name -> !name.startsWith(".") && !name.contains("/."))
        .sorted(Comparator.comparing(Source::folder).thenComparing(Source::number))
        .toList();
  }

  /** The folder in a path with slashes or backslashes; "" where it has none. */
  static String folder(String file) {
    String path = file.replace('\\', '/');
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static int number(String name) {
    Matcher matcher = LAST_NUMBER.matcher(name);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
