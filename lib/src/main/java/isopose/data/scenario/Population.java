package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.data.sets.Ansur2;
import isopose.io.FileHashes;
import isopose.io.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The measured persons of {@link Ansur2}, in three parts that never change: those whose row number,
 * from 0, ends in 8 are for validation, those in 9 for test, all others for training. A training
 * source never shows a person of a target.
 *
 * @param training persons of training sequences
 * @param validation persons of validation sequences and of targets for choosing settings
 * @param test persons of test targets
 */
public record Population(List<Person> training, List<Person> validation, List<Person> test) {
  /** The name of the data set. */
  static final String DATA_SET = Ansur2.FOLDER;

  /** No persons: for sources that do not use them. */
  static final Population NONE = new Population(List.of(), List.of(), List.of());

  public Population {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /**
   * A measured person.
   *
   * @param number of the person in the survey, from 1
   * @param bones a factor for the bone that leads to each of the 17 joints
   */
  @SuppressWarnings("ArrayRecordComponent") // a column of numbers, never compared
  public record Person(int number, double[] bones) {
    /** The recorded motion with this person's proportions; the track's subject names the person. */
    public PoseSequence in(PoseSequence sequence) {
      return Bodies.scaled(sequence, () -> bones).withSubject(Ansur2.FOLDER + "-" + number);
    }
  }

  /** Reads and splits the persons of a project's folder {@code data}. */
  static Population read(Path data) {
    List<List<Person>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<double[]> persons = Ansur2.read(data.resolve(Ansur2.FOLDER));
    for (int n = 0; n < persons.size(); n++) {
      parts.get(Math.max(0, n % 10 - 7)).add(new Person(n + 1, persons.get(n)));
    }
    return new Population(parts.get(0), parts.get(1), parts.get(2));
  }

  /** SHA-256 of the table of persons, by its name. */
  static Map<String, String> hashes(Path data, FileHashes known) {
    Path folder = data.resolve(Ansur2.FOLDER);
    return Map.of(
        Ansur2.FOLDER + "/" + Ansur2.CONTENT,
        known.of(
            folder.resolve(Ansur2.FILE), Ansur2.CONTENT, () -> Sha256.of(Ansur2.content(folder))));
  }
}
