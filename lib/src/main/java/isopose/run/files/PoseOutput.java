package isopose.run.files;

import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.data.motion.BvhSkeleton;
import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhWriter;
import isopose.io.bvh.GlbWriter;
import isopose.run.store.Parquet;
import isopose.skeleton.FrameId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Predictions in the form that the ending of their file names: .npz, .csv and .json as {@link
 * PoseFiles} writes them; .parquet, with the columns of .csv; .bvh and .glb (binary glTF), a
 * skeleton with constant bones and rotations, of one clip.
 */
public final class PoseOutput {
  private static final double CENTIMETRE = 0.01;

  private PoseOutput() {}

  /**
   * Checks that a file's name has an ending of those that are written.
   *
   * @throws BadInput if it has not
   */
  public static void requireWritten(Path file) {
    if (!isSkeleton(file) && !isParquet(file)) {
      PoseFiles.requireWritten(file);
    }
  }

  /**
   * Checks that a file can hold these frames: BVH and glTF hold one person in one clip.
   *
   * @throws BadInput if it cannot
   */
  public static void requireFitting(Path file, Stream<FrameId> frames) {
    long tracks = isSkeleton(file) ? frames.map(FrameId::track).distinct().count() : 1;
    if (tracks > 1) {
      throw new BadInput(
          "%s: a .%s file holds one person in one clip, the target has %d; name a .npz file, or one"
                  .formatted(file, ending(file), tracks)
              + " person with --person");
    }
  }

  /**
   * Writes predictions, whole or not at all; parameters as those of {@link PoseFiles#write(Path,
   * PoseFile, BitSet, BitSet)}. BVH and glTF cannot mark rows: in those without a pose they repeat
   * the pose before.
   *
   * @param framesPerSecond of BVH and glTF
   */
  public static void write(
      Path file, PoseFile poses, BitSet filled, BitSet invalid, double framesPerSecond) {
    if (isSkeleton(file)) {
      requireFitting(file, poses.frames().stream());
      BvhClip clip =
          BvhSkeleton.of(file.toString(), poses.joints17().pose3d(), 1 / framesPerSecond);
      if (ending(file).equals("bvh")) {
        BvhWriter.write(file, clip);
      } else {
        GlbWriter.write(file, clip, CENTIMETRE);
      }
    } else if (isParquet(file)) {
      parquet(file, poses, filled, invalid);
    } else {
      PoseFiles.write(file, poses, filled, invalid);
    }
  }

  private static void parquet(Path file, PoseFile poses, BitSet filled, BitSet invalid) {
    AtomicFile.requireWritable(file);
    try {
      Path csv = Files.createTempFile("isopose", ".csv");
      try {
        PoseFiles.write(csv, poses, filled, invalid);
        Parquet.ofPoses(csv, file);
      } finally {
        Files.deleteIfExists(csv);
      }
    } catch (IOException e) {
      throw new BadInput(file + ": no temporary file can be written (" + e + ")", e);
    }
  }

  private static boolean isSkeleton(Path file) {
    return ending(file).matches("bvh|glb");
  }

  private static boolean isParquet(Path file) {
    return ending(file).equals("parquet");
  }

  private static String ending(Path file) {
    String name = file.toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
