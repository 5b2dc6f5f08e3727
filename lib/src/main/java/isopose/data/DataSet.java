package isopose.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A data set that experiments read: where it belongs, how to get it, and whether it is whole.
 *
 * @param name its folder under {@code data/}
 * @param title its full name
 * @param files what the folder holds, relative to it; a name with * stands for one or more
 * @param licence what it may be used for
 * @param home where to get it, and what to do there
 * @param inspection reads it as experiments do and compares it with what was published
 */
public record DataSet(
    String name,
    String title,
    List<String> files,
    String licence,
    String home,
    Inspection inspection) {

  /** Reads a data set; {@link BadInput} with the first thing that is wrong. */
  @FunctionalInterface
  public interface Inspection {
    /** Reads the data set in its folder. */
    List<PoseSequence> read(Path folder);
  }

  /** How a data set was found. */
  public enum State {
    /** Nothing of it is there. */
    MISSING,
    /** It is there and as published. */
    WHOLE,
    /** It is there, and something is wrong. */
    WRONG
  }

  /**
   * What a check found.
   *
   * @param name the data set's name
   * @param state missing, whole or wrong
   * @param message one line: what is wrong or missing and what to do; or how much there is
   * @param sequences clips, 0 unless whole
   * @param poses poses in all, 0 unless whole
   * @param hashes SHA-256 of each file of a whole data set
   */
  public record Finding(
      String name,
      State state,
      String message,
      int sequences,
      int poses,
      Map<String, String> hashes) {}

  /** The files that are there, of those that the data set consists of. */
  public List<Path> present(Path data) {
    List<Path> present = new ArrayList<>();
    for (String file : files) {
      present.addAll(FileNames.matching(data.resolve(name), file));
    }
    return present;
  }

  /** The names of {@link #files} of which nothing is there. */
  public List<String> missing(Path data) {
    return files.stream()
        .filter(file -> FileNames.matching(data.resolve(name), file).isEmpty())
        .toList();
  }

  /**
   * Reads the data set as experiments do, and compares it with what was published.
   *
   * @param data the folder that holds the data sets' folders
   */
  public Finding check(Path data) {
    List<Path> present = present(data);
    if (present.isEmpty()) {
      return finding(State.MISSING, "not in %s; %s".formatted(data.resolve(name), home));
    }
    List<String> missing = missing(data);
    if (!missing.isEmpty()) {
      return finding(
          State.WRONG, data.resolve(name) + ": " + missing.get(0) + " is missing; " + home);
    }
    try {
      List<PoseSequence> sequences = inspection.read(data.resolve(name));
      int poses = sequences.stream().mapToInt(PoseSequence::count).sum();
      Map<String, String> hashes = new TreeMap<>();
      for (Path file : present) {
        hashes.put(data.resolve(name).relativize(file).toString(), FileNames.sha256(file));
      }
      return new Finding(
          name,
          State.WHOLE,
          "%,d poses in %,d sequences".formatted(poses, sequences.size()),
          sequences.size(),
          poses,
          hashes);
    } catch (BadInput e) {
      return finding(State.WRONG, e.getMessage());
    }
  }

  private Finding finding(State state, String message) {
    return new Finding(name, state, message, 0, 0, Map.of());
  }
}
