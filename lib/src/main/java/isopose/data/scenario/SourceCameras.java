package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.geometry.CameraPlacement;
import isopose.geometry.CameraRange;
import isopose.io.BadInput;
import isopose.skeleton.Poses;
import isopose.stats.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The cameras that see the source. */
public enum SourceCameras {
  /** Four fixed cameras for each clip, as the scenario defines them. */
  FOUR,

  /**
   * Random cameras: any azimuth, elevations from -15 to 45 degrees, 3 to 6 m from the person. In
   * training each sample has a camera of its own, drawn anew in each epoch from the same 3D.
   */
  ANYWHERE;

  /** The cameras of {@link #ANYWHERE}. */
  public static final CameraRange RANGE = new CameraRange(-15, 45, 3000, 6000);

  /**
   * The same 3D poses with a camera drawn for each frame.
   *
   * @param sequences with 3D and a known camera placement
   * @param seed of the draw
   * @return as many sequences of as many frames, in the same order; {@link #FOUR} returns its
   *     argument
   * @throws BadInput if a sequence's camera placement is unknown
   */
  public List<PoseSequence> forEachFrame(List<PoseSequence> sequences, long seed) {
    return draw(sequences, seed, random -> () -> RANGE.draw(random));
  }

  /** The same with one camera for each sequence. */
  public List<PoseSequence> forEachSequence(List<PoseSequence> sequences, long seed) {
    return draw(
        sequences,
        seed,
        random -> {
          CameraPlacement placement = RANGE.draw(random);
          return () -> placement;
        });
  }

  private interface Draw {
    Supplier<CameraPlacement> cameras(SplittableRandom random);
  }

  private List<PoseSequence> draw(List<PoseSequence> sequences, long seed, Draw draw) {
    if (this == FOUR) {
      return sequences;
    }
    List<PoseSequence> seen = new ArrayList<>();
    for (int s = 0; s < sequences.size(); s++) {
      seen.add(seen(sequences.get(s), draw.cameras(Seeds.random(seed, "cameras", s))));
    }
    return seen;
  }

  /**
   * The same 3D poses seen by other cameras.
   *
   * @param cameras called once for each frame, in order
   */
  static PoseSequence seen(PoseSequence sequence, Supplier<CameraPlacement> cameras) {
    CameraPlacement before = sequence.placement();
    if (before == null) {
      throw new BadInput(
          "cameras anywhere: the direction of the world's vertical is unknown for %s; expected cameras four"
              .formatted(sequence.name()));
    }
    Poses turned = Poses.zeros(sequence.count(), sequence.pose3d().joints(), 3);
    Poses root = Poses.zeros(sequence.count(), 1, 3);
    CameraPlacement shared = null;
    for (int i = 0; i < sequence.count(); i++) {
      CameraPlacement camera = cameras.get();
      shared = i == 0 || camera.equals(shared) ? camera : null;
      rotate(sequence.pose3d(), before.rotationTo(camera), turned, i);
      root.set(i, 0, 2, (float) camera.distance());
    }
    return new PoseSequence(
        sequence.track(),
        sequence.segment(),
        sequence.numbers(),
        sequence.action(),
        CameraRules.CAMERA.project(turned, root),
        turned,
        root,
        CameraRules.CAMERA,
        shared,
        sequence.filled());
  }

  private static void rotate(Poses from, double[][] rotation, Poses to, int i) {
    float[] in = from.values();
    float[] out = to.values();
    for (int k = i * from.stride(); k < (i + 1) * from.stride(); k += 3) {
      for (int d = 0; d < 3; d++) {
        double[] row = rotation[d];
        out[k + d] = (float) (row[0] * in[k] + row[1] * in[k + 1] + row[2] * in[k + 2]);
      }
    }
  }
}
