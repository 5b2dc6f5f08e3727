package isopose.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.skeleton.Poses;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BodyRatiosTest {
  private static final Poses PEOPLE = BodyWorld.clips(1, 3, 4).get(0).pose3d();

  @Test
  void equalBonesHaveRatiosOfZero() {
    double[] lengths = new double[BodyRatios.COUNT];
    Arrays.fill(lengths, 7);
    assertArrayEquals(new float[BodyRatios.COUNT], BodyRatios.ofLengths(lengths), 1e-6f);
  }

  @Test
  void aBoneTwiceAsLongHasTheLogarithmOfTwoMoreThanTheOthers() {
    double[] lengths = {1, 2, 1, 1, 1, 1, 1, 1, 1, 1};
    float[] ratios = BodyRatios.ofLengths(lengths);
    assertEquals(Math.log(2), ratios[1] - ratios[0], 1e-6);
    assertEquals(Math.log(16 / 18.0), ratios[0], 1e-6, "a thigh counts twice in the sum");
  }

  @Test
  void theyDependNeitherOnTheUnitNorOnThePoseNorOnTheSide() {
    float[] first = BodyRatios.of(PEOPLE, 0);
    assertArrayEquals(first, BodyRatios.of(PEOPLE, 2), 1e-5f, "another pose of the same body");
    Poses changed = Poses.zeros(3, 17, 3);
    for (int k = 0; k < changed.values().length; k++) {
      changed.values()[k] = PEOPLE.values()[k] / 25.4f;
    }
    changed.mirror(0);
    assertArrayEquals(first, BodyRatios.of(changed, 0), 1e-5f);
    assertArrayEquals(first, BodyRatios.mean(PEOPLE, 0, 3), 1e-5f);
  }
}
