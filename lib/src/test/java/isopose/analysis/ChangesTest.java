package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.TinyWorld;
import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import isopose.skeleton.Poses;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {

  @Test
  void picksTheSamplesThatChangedMostOneAClip() {
    Changes changes =
        new Changes(new double[] {5, 9, 8, -3, -7, 1}, List.of("a", "b", "b", "c", "c", "d"));
    assertArrayEquals(new int[] {1, 0, 5}, changes.best(3));
    assertArrayEquals(new int[] {4, 5}, changes.worst(2));
    assertEquals(100.0 * 4 / 6, changes.improvedPercent(), 1e-12);
  }

  @Test
  void gainIsTheFallOfTheMeanJointError() {
    Poses truth = TinyWorld.people(2, 1);
    Poses before = new Poses(truth.values().clone(), 17, 3);
    before.set(1, 16, 2, before.get(1, 16, 2) + 170);
    Evaluation off = Evaluation.of(before, truth, Protocol.US);
    Evaluation right = Evaluation.of(truth, truth, Protocol.US);
    Changes changes = Changes.between(off, right, List.of("a", "b"));
    assertArrayEquals(new double[] {0, 10}, changes.gain(), 1e-3);
  }
}
