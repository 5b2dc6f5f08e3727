package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.TinyWorld;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import org.junit.jupiter.api.Test;

class SpreadTest {
  /** Two poses; one of their joints moves by 2, 4 and 4 mm, which is 3 mm from its mean. */
  @Test
  void ofJointsIsTheirStandardDeviation() {
    Poses two = Poses.zeros(2, 3, 3);
    two.set(1, 2, 0, 2);
    two.set(1, 2, 1, 4);
    two.set(1, 2, 2, 4);
    assertEquals(1, Spread.ofJoints(two, 0, 2), 1e-9);
    assertEquals(0, Spread.ofJoints(two, 0, 1), 0);
  }

  @Test
  void bonesOfOneLengthHaveNoSpread() {
    Poses people = TinyWorld.people(5, 1);
    assertEquals(0, Spread.ofBones(people, Skeleton.H36M_17, 0, 5), 1e-5);
    Poses grown = people.slice(0, 2);
    System.arraycopy(people.values(), 0, grown.values(), 51, 51);
    for (int k = 51; k < 102; k++) {
      grown.values()[k] *= 3; // lengths 1 and 3: deviation 1 of a mean of 2
    }
    assertEquals(0.5, Spread.ofBones(grown, Skeleton.H36M_17, 0, 2), 1e-5);
  }
}
