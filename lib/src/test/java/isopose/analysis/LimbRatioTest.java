package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import isopose.TinyWorld;
import isopose.skeleton.Poses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimbRatioTest {

  /** The made-up people have these bones, however they move. */
  @ParameterizedTest
  @CsvSource({
    "LEFT_ARM, 280, 250",
    "RIGHT_ARM, 280, 250",
    "LEFT_LEG, 440, 430",
    "RIGHT_LEG, 440, 430",
    "TORSO, 250, 240"
  })
  void isUpperOverLowerBoneInEveryPose(LimbRatio ratio, double upper, double lower) {
    for (double value : ratio.of(TinyWorld.people(20, 3))) {
      assertEquals(upper / lower, value, 1e-5);
    }
  }

  @Test
  void namesItsBones() {
    assertEquals("thorax - spine / spine - pelvis", LimbRatio.TORSO.bones());
    assertEquals("arm", LimbRatio.LEFT_ARM.limb());
    assertEquals("torso", LimbRatio.TORSO.limb());
  }

  @Test
  void aBoneWithoutLengthHasNoRatio() {
    double[] ratio = LimbRatio.LEFT_LEG.of(Poses.zeros(1, 17, 3));
    assertFalse(Double.isFinite(ratio[0]));
  }
}
