package isopose.data.scenario;

import isopose.data.PoseSequence;
import java.util.List;

/**
 * The variation of a labelled source: the bodies of its subjects and the cameras that see them.
 * What is random is drawn anew for each training epoch and once, with a fixed seed, for validation.
 *
 * @param subjects the bodies
 * @param cameras the cameras
 */
public record SourceVariation(SourceSubjects subjects, SourceCameras cameras) {
  /** The source as it was recorded. */
  public static final SourceVariation NONE = of(SourceSubjects.RECORDED);

  /** The seed of the validation clips' bodies and cameras, the same in all runs. */
  private static final long VALIDATION = 5;

  /** These subjects, seen by the scenario's own cameras. */
  public static SourceVariation of(SourceSubjects subjects) {
    return new SourceVariation(subjects, SourceCameras.FOUR);
  }

  /** The training sequences of the epoch of this seed. */
  List<PoseSequence> training(List<PoseSequence> source, long seed) {
    return cameras.forEachFrame(subjects.apply(source, seed), seed);
  }

  /** The validation sequences, each with one camera. */
  List<PoseSequence> validation(List<PoseSequence> held) {
    return cameras.forEachSequence(subjects.apply(held, VALIDATION), VALIDATION);
  }
}
