package isopose.data.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import isopose.geometry.CameraPlacement;
import isopose.io.BadInput;
import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhReader;
import isopose.io.bvh.BvhWriter;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BvhSkeletonTest {
  @TempDir Path folder;

  /** A walk seen by a camera, with joints off by some centimetres: bones change their lengths. */
  private static Poses predictions() throws IOException {
    BvhClip clip = BvhReader.parse("walk", EmbeddedClips.bytes("cmu", "cmu_test_walking_13.bvh"));
    Poses poses = new CameraPlacement(30, 10, 4000).toCamera(new BvhPoses(clip).read(1, 3));
    Random random = new Random(1);
    for (int k = 0; k < poses.values().length; k++) {
      poses.values()[k] += k % 51 < 3 ? 0 : (float) (30 * random.nextGaussian());
    }
    return poses;
  }

  private Poses written(Poses poses) throws IOException {
    Path file = folder.resolve("out.bvh");
    BvhWriter.write(file, BvhSkeleton.of("out", poses, 1 / 30.0));
    return new BvhPoses(BvhReader.read(file), ClipReading.PUBLISHED).read(0, 1);
  }

  /** The reader has y up and z towards the viewer, the camera y down and z away. */
  private static void assertWithin(double millimetres, Poses camera, Poses read) {
    assertEquals(camera.count(), read.count());
    for (int i = 0; i < read.count(); i++) {
      for (int j = 0; j < 17; j++) {
        for (int d = 0; d < 3; d++) {
          float expected = d == 0 ? camera.get(i, j, d) : -camera.get(i, j, d);
          assertEquals(expected, read.get(i, j, d), millimetres, Skeleton.H36M_17.joints().get(j));
        }
      }
    }
  }

  @Test
  void readingGivesThePosesWithConstantBones() throws IOException {
    Poses poses = predictions();
    Poses fixed = BvhSkeleton.withConstantBones(poses);
    assertWithin(0.05, fixed, written(poses));
    double change = 0;
    for (int i = 0; i < poses.count(); i++) {
      for (int j = 1; j < 17; j++) {
        assertEquals(BvhPosesTest.bone(fixed, 0, j), BvhPosesTest.bone(fixed, i, j), 0.01);
        change = Math.max(change, Math.abs(fixed.get(i, j, 1) - poses.get(i, j, 1)));
      }
    }
    assertTrue(change > 10, "the lengths did change");
  }

  /** Bones in any direction, straight against the rest pose too, and a body upside down. */
  @Test
  void anyDirectionsAreKept() throws IOException {
    Random random = new Random(2);
    Poses poses = Poses.zeros(40, 17, 3);
    for (int i = 0; i < poses.count(); i++) {
      for (int j = 1; j < 17; j++) {
        int parent = Skeleton.H36M_17.parents().get(j);
        boolean axes = i < 6;
        for (int d = 0; d < 3; d++) {
          double step =
              axes ? (d == i % 3 ? (i < 3 ? 400 : -400) : 0) : 400 * random.nextGaussian();
          poses.set(i, j, d, (float) (poses.get(i, parent, d) + step));
        }
      }
    }
    assertWithin(0.5, BvhSkeleton.withConstantBones(poses), written(poses));
  }

  @Test
  void framesWithoutAPoseRepeatTheOneBefore() throws IOException {
    Poses poses = predictions();
    Poses gaps = poses.slice(0, poses.count());
    for (int i : new int[] {0, 5, 6}) {
      Arrays.fill(gaps.values(), i * 51, i * 51 + 51, Float.NaN);
    }
    Poses read = written(gaps);
    assertEquals(poses.count(), read.count());
    assertArrayEquals(read.slice(1, 2).values(), read.slice(0, 1).values());
    assertArrayEquals(read.slice(4, 5).values(), read.slice(6, 7).values());
    Arrays.fill(gaps.values(), Float.NaN);
    assertThrows(BadInput.class, () -> BvhSkeleton.of("none", gaps, 1 / 30.0));
  }

  /** Programs expect one root, offsets, channels, end sites and as many numbers as channels. */
  @Test
  void theFileIsPlainBvh() throws IOException {
    Path file = folder.resolve("plain.bvh");
    BvhClip clip = BvhSkeleton.of("plain", predictions(), 1 / 30.0);
    BvhWriter.write(file, clip);
    BvhClip read = BvhReader.read(file);
    assertEquals(clip.joints().size(), read.joints().size());
    assertEquals(5, read.joints().stream().filter(joint -> joint.channels().isEmpty()).count());
    assertEquals(6 + 3 * 22, read.channels());
    assertArrayEquals(clip.motion(), read.motion(), 1e-4f);
    String text = Files.readString(file);
    assertTrue(
        text.startsWith("HIERARCHY\nROOT pelvis\n{\n\tOFFSET 0.00000 0.00000 0.00000\n"),
        text.substring(0, 60));
    assertTrue(text.matches("[\\x20-\\x7e\\n\\t]+"));
  }
}
