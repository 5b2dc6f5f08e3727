package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.io.BadInput;
import isopose.io.FileHashes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The variation of a labelled source: the bodies of its subjects and the cameras that see them.
 * What is random is drawn anew for each training epoch and once, with a fixed seed, for validation.
 *
 * @param subjects the bodies
 * @param cameras the cameras
 * @param population the measured persons, for {@link SourceSubjects#REAL}
 * @param hashes SHA-256 of what the variation is made from besides the source, by file
 */
public record SourceVariation(
    SourceSubjects subjects,
    SourceCameras cameras,
    Population population,
    Map<String, String> hashes) {
  /** The source as it was recorded. */
  public static final SourceVariation NONE =
      new SourceVariation(SourceSubjects.RECORDED, SourceCameras.FOUR, Population.NONE, Map.of());

  /** The seed of the validation clips' bodies and cameras, the same in all runs. */
  private static final long VALIDATION = 5;

  /**
   * With the measured persons where the subjects are such.
   *
   * @param data the project's folder {@code data}
   * @throws BadInput if the file of persons is needed and missing or changed
   */
  public static SourceVariation of(SourceSubjects subjects, SourceCameras cameras, Path data) {
    return new SourceVariation(
        subjects,
        cameras,
        subjects == SourceSubjects.REAL ? Population.read(data) : Population.NONE,
        hashes(subjects, data, new FileHashes()));
  }

  /** SHA-256 of what the bodies of these subjects are made from, by file; no person is read. */
  public static Map<String, String> hashes(SourceSubjects subjects, Path data, FileHashes known) {
    return subjects == SourceSubjects.REAL ? Population.hashes(data, known) : Map.of();
  }

  /** The training sequences of the epoch of this seed. */
  List<PoseSequence> training(List<PoseSequence> source, long seed) {
    return cameras.forEachFrame(subjects.apply(source, seed, population.training()), seed);
  }

  /** The validation sequences, each with one camera. */
  List<PoseSequence> validation(List<PoseSequence> held) {
    return cameras.forEachSequence(
        subjects.apply(held, VALIDATION, population.validation()), VALIDATION);
  }
}
