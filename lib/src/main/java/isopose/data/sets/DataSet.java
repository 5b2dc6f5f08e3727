package isopose.data.sets;

import isopose.data.PoseSequence;
import isopose.data.motion.ClipFiles;
import isopose.io.BadInput;
import isopose.io.FileHashes;
import isopose.io.FileTree;
import isopose.io.MissingData;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
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
 * @param files what the folder holds, relative to it; a name with * stands for one or more, and of
 *     names with | between them the first that is there is used
 * @param licence what it may be used for
 * @param source where to get it, and what to do there
 * @param reader reads it as experiments do
 * @param published compares what was read with what was published
 */
public record DataSet(
    String name,
    String title,
    List<String> files,
    String licence,
    String source,
    Reader reader,
    Published published) {

  /** Reads a data set; {@link BadInput} with the first thing that is wrong. */
  @FunctionalInterface
  public interface Reader {
    /** Reads the data set in its folder; {@code notes} receives a line for what is left out. */
    List<PoseSequence> read(Path folder, List<String> notes);
  }

  /** Compares a data set with its published size. */
  @FunctionalInterface
  public interface Published {
    /** What is missing, in one line; null where nothing is. */
    String missing(Path folder, List<PoseSequence> found);
  }

  /** How a data set was found. */
  public enum State {
    /** Nothing of it is there. */
    MISSING,
    /** It is there and as published. */
    WHOLE,
    /** What is there is right, and of use, but not all. */
    PART,
    /** It is there, and something is wrong. */
    WRONG
  }

  /**
   * What a check found.
   *
   * @param name the data set's name
   * @param state missing, whole, a part, or wrong
   * @param message one line: what is wrong or missing and what to do; or how much there is
   * @param sequences clips, 0 where missing or wrong
   * @param poses poses in all, 0 where missing or wrong
   * @param hashes SHA-256 of each file, none where missing or wrong
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
      present.addAll(matching(data.resolve(name), file));
    }
    return present;
  }

  /** The files of a folder that a name, possibly with * in its last part, stands for, in order. */
  private static List<Path> matching(Path folder, String name) {
    for (String alternative : name.split("\\|", -1)) {
      List<Path> found = matchingOne(folder, alternative);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static List<Path> matchingOne(Path folder, String name) {
    Path parent = folder.resolve(name).getParent();
    String last = name.substring(name.lastIndexOf('/') + 1);
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(parent)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, last)) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw new BadInput(parent + ": cannot be listed (" + e + ")", e);
    }
    found.sort(null);
    return found;
  }

  /** The names of {@link #files} of which nothing is there. */
  public List<String> missing(Path data) {
    return files.stream()
        .filter(file -> matching(data.resolve(name), file).isEmpty())
        .map(file -> file.replaceFirst("\\|.*", ""))
        .toList();
  }

  /**
   * Reads the data set as experiments do, and compares it with what was published.
   *
   * @param data the folder that holds the data sets' folders
   */
  public Finding check(Path data) {
    List<String> missing = missing(data);
    if (!missing.isEmpty()) {
      return finding(present(data).isEmpty() ? State.MISSING : State.WRONG, absence(data));
    }
    try {
      List<String> shortfall = new ArrayList<>();
      List<PoseSequence> sequences = reader.read(data.resolve(name), shortfall);
      int poses = sequences.stream().mapToInt(PoseSequence::count).sum();
      shortfall.addAll(0, shortfall(data, sequences));
      return new Finding(
          name,
          shortfall.isEmpty() ? State.WHOLE : State.PART,
          shortfall.isEmpty() ? found(poses, sequences.size()) : shortfall.get(0),
          sequences.size(),
          poses,
          hashes(data, new FileHashes()));
    } catch (BadInput e) {
      return finding(State.WRONG, e.getMessage());
    }
  }

  private static String found(int poses, int sequences) {
    return sequences == 0 ? "verified" : "%,d poses in %,d sequences".formatted(poses, sequences);
  }

  private String absence(Path data) {
    return present(data).isEmpty()
        ? "not in %s; %s".formatted(data.resolve(name), source)
        : data.resolve(name) + ": " + missing(data).get(0) + " is missing; " + source;
  }

  /**
   * Reads it for an experiment.
   *
   * @param notes receives a line for what is left out
   * @throws BadInput in the line of {@link #check} if a file is missing or wrong
   */
  public List<PoseSequence> read(Path data, List<String> notes) {
    requirePresent(data);
    return reader.read(data.resolve(name), notes);
  }

  /**
   * That every file is there.
   *
   * @throws MissingData in the line of {@link #check} if one is not
   */
  public void requirePresent(Path data) {
    if (!missing(data).isEmpty()) {
      throw new MissingData(name + ": " + absence(data));
    }
  }

  /** What is missing of the published data in what was read: one line, or none. */
  public List<String> shortfall(Path data, List<PoseSequence> found) {
    String line = published.missing(data.resolve(name), found);
    return line == null ? List.of() : List.of(line);
  }

  /** SHA-256 of each of its files, by their names; of an archive's clips as if it were unpacked. */
  public Map<String, String> hashes(Path data, FileHashes known) {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : present(data)) {
      if (FileTree.isArchive(file)) {
        try (ClipFiles clips = ClipFiles.open(file)) {
          hashes.putAll(clips.hashes(clips.names(), known));
        }
      } else {
        hashes.put(data.resolve(name).relativize(file).toString(), known.of(file));
      }
    }
    return hashes;
  }

  private Finding finding(State state, String message) {
    return new Finding(name, state, message, 0, 0, Map.of());
  }
}
