package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.TinyWorld;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import org.junit.jupiter.api.Test;

class PoseFormTest {
  private static final Poses PEOPLE = TinyWorld.people(8, 4);

  @Test
  void asTheyAreOnlyChangesTheUnit() {
    Poses formed = PoseForm.AS_THEY_ARE.of(PEOPLE);
    assertEquals(PEOPLE.get(3, 5, 1) / 1000, formed.get(3, 5, 1), 1e-6);
  }

  @Test
  void oneSizeForgetsSizeAndNothingElse() {
    assertArrayEquals(
        PoseForm.ONE_SIZE.of(PEOPLE).values(),
        PoseForm.ONE_SIZE.of(Bodies.scaled(PEOPLE, 1.3)).values(),
        1e-6f);
    double before = LimbRatio.LEFT_ARM.of(PEOPLE)[0];
    assertEquals(before, LimbRatio.LEFT_ARM.of(PoseForm.ONE_SIZE.of(PEOPLE))[0], 1e-5);
  }

  @Test
  void unitBonesForgetEveryLength() {
    Poses formed = PoseForm.UNIT_BONES.of(PEOPLE);
    for (int j = 1; j < 17; j++) {
      assertEquals(0.25, formed.distance(2, j, Skeleton.H36M_17.parents().get(j)), 1e-6);
    }
    assertArrayEquals(
        formed.values(), PoseForm.UNIT_BONES.of(Bodies.longArms(PEOPLE)).values(), 1e-5f);
  }

  @Test
  void limbsAloneForgetTheTrunk() {
    Poses formed = PoseForm.LIMBS.of(PEOPLE);
    assertEquals(0.25, formed.distance(1, 4, 5), 1e-6); // left hip to left knee
    for (int joint : new int[] {1, 4, 7, 8, 9, 10, 11, 14}) {
      assertEquals(0, formed.distance(1, 0, joint), 1e-6);
    }
  }

  @Test
  void leavesThePosesAsTheyWere() {
    float[] before = PEOPLE.values().clone();
    for (PoseForm form : PoseForm.values()) {
      form.of(PEOPLE);
    }
    assertArrayEquals(before, PEOPLE.values());
  }
}
