package isopose.config;

import com.google.gson.annotations.SerializedName;
import isopose.data.motion.ClipReading;
import isopose.data.scenario.SourceCameras;
import isopose.data.scenario.SourceSubjects;
import java.util.Locale;

/**
 * What is trained on and adapted to.
 *
 * @param scenario one of {@link isopose.data.Scenarios#names}, or "bvh" for two folders of the
 *     user's own
 * @param subjects body-shape variation of the source subjects; records name it "laboratory"
 * @param cameras that see the source
 * @param source folder of BVH files, for the scenario "bvh" only; else empty
 * @param target folder of BVH files, for the scenario "bvh" only; else empty
 * @param unit of these files: mm, cm, in, m or millimetres; empty: by the length of the leg
 * @param up the axis of these files that points up, y or z; empty: by the posture
 * @param skipBad whether a file of them that cannot be used is left out
 */
public record DataSettings(
    String scenario,
    @SerializedName("laboratory") SourceSubjects subjects,
    SourceCameras cameras,
    String source,
    String target,
    String unit,
    String up,
    boolean skipBad) {

  public DataSettings {
    if (subjects == null) {
      throw new IllegalArgumentException(
          "subjects: expected recorded, five, varied, random or real");
    }
    if (cameras == null) {
      throw new IllegalArgumentException("cameras: expected four or anywhere");
    }
    ClipReading.of(unit, up, skipBad);
  }

  /** How the BVH files of {@code source} and {@code target} are read. */
  public ClipReading clips() {
    return ClipReading.of(unit, up, skipBad);
  }

  /** The source's variation in a few words: "random", or "random-anywhere" with random cameras. */
  String label() {
    String bodies = subjects.name().toLowerCase(Locale.ROOT);
    return cameras == SourceCameras.FOUR
        ? bodies
        : bodies + "-" + cameras.name().toLowerCase(Locale.ROOT);
  }
}
