package isopose.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import isopose.TinyWorld;
import isopose.io.BadInput;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisationTest {
  private static final List<PoseSequence> CLIPS = TinyWorld.clips(2, 10, 4);
  private static final Normalisation NORMALISATION = Normalisation.of(CLIPS);

  /** The made-up people all have the same bones: their sum by hand. */
  @Test
  void theBoneSumIsTheSumOfTheBones() {
    double expected =
        2 * (130 + 440 + 430)
            + 240
            + 250
            + Math.hypot(110, 60)
            + Math.hypot(110, 40)
            + 2 * (Math.hypot(150, 20) + 280 + 250);
    assertEquals(expected, NORMALISATION.boneSum(), 0.01);
  }

  @Test
  void inputHasItsRootAtZeroAndUnitMeanDistance() {
    Poses x = NORMALISATION.input(CLIPS.get(0).pose2d());
    for (int i = 0; i < x.count(); i++) {
      double sum = 0;
      for (int j = 0; j < 17; j++) {
        sum += Math.hypot(x.get(i, j, 0), x.get(i, j, 1));
      }
      assertEquals(16, sum, 1e-4);
      assertEquals(0, x.get(i, 0, 0));
    }
  }

  @Test
  void whereAPersonStandsAndHowLargeThePictureIsDoesNotMatter() {
    Poses pixels = CLIPS.get(0).pose2d();
    float[] moved = pixels.values().clone();
    for (int k = 0; k < moved.length; k++) {
      moved[k] = 3 * moved[k] + (k % 2 == 0 ? 100 : -40);
    }
    assertArrayEquals(
        NORMALISATION.input(pixels).values(),
        NORMALISATION.input(new Poses(moved, 17, 2)).values(),
        1e-5f);
  }

  /** Into network units and back again: the truth, since its bone sum is the mean one. */
  @Test
  void aPerfectPredictionComesBackInMillimetres() {
    PoseSequence clip = CLIPS.get(1);
    Poses back = NORMALISATION.toMillimetres(NORMALISATION.target(clip.pose3d(), clip.pose2d()));
    assertArrayEquals(clip.pose3d().values(), back.values(), 0.01f);
  }

  @Test
  void mirroringTwiceGivesThePosesBack() {
    Poses poses = CLIPS.get(0).pose3d();
    Poses copy = poses.slice(0, poses.count());
    copy.mirror(2);
    assertEquals(-poses.get(2, Skeleton.H36M_17.index("left_wrist"), 0), copy.get(2, 16, 0));
    assertEquals(poses.get(2, Skeleton.H36M_17.index("left_wrist"), 1), copy.get(2, 16, 1));
    copy.mirror(2);
    assertArrayEquals(poses.values(), copy.values(), 0);
  }

  @Test
  void aPoseWithoutExtentIsBadInput() {
    assertThrows(BadInput.class, () -> NORMALISATION.input(Poses.zeros(1, 17, 2)));
    Poses nan = Poses.zeros(1, 17, 2);
    nan.set(0, 3, 1, Float.NaN);
    assertThrows(BadInput.class, () -> NORMALISATION.input(nan));
  }
}
