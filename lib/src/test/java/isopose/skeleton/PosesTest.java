package isopose.skeleton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PosesTest {
  @Test
  void onePoseIsACopyOfItsRows() {
    Poses poses = new Poses(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 2, 3);

    double[][] second = poses.pose(1);

    assertArrayEquals(new double[][] {{6, 7, 8}, {9, 10, 11}}, second);
    second[0][0] = 100;
    assertEquals(6, poses.get(1, 0, 0), "a change of the copy leaves the poses as they are");
  }

  @Test
  void aSliceBeyondTheLastPoseIsRefusedInsteadOfFilledWithZeros() {
    Poses poses = new Poses(new float[] {0, 1, 2, 3, 4, 5}, 1, 2);

    assertArrayEquals(new float[] {4, 5}, poses.slice(2, 3).values());
    assertThrows(IndexOutOfBoundsException.class, () -> poses.slice(3, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> poses.slice(2, 4));
  }
}
