package isopose.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.data.scenario.Scenario;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoseSequenceTest {
  private static final Track TRACK = new Track("S1", "a clip", "2");

  private static PoseSequence frames(int... numbers) {
    Poses pose3d = Poses.zeros(numbers.length, 17, 3);
    for (int i = 0; i < numbers.length; i++) {
      pose3d.set(i, 1, 0, numbers[i]);
    }
    return new PoseSequence(TRACK, 0, numbers, "", null, pose3d, null, null);
  }

  @Test
  void aTrackIsCutAtGapsAndWhereTheActionChanges() {
    String[] actions = {"walk", "walk", "walk", "sit", "sit", "walk"};
    List<PoseSequence> pieces = frames(0, 1, 5, 6, 9, 10).cut(i -> actions[i]);
    assertEquals(List.of(2, 1, 1, 1, 1), pieces.stream().map(PoseSequence::count).toList());
    assertEquals(List.of(0, 1, 1, 2, 2), pieces.stream().map(PoseSequence::segment).toList());
    assertEquals(
        List.of("walk", "walk", "sit", "sit", "walk"),
        pieces.stream().map(PoseSequence::action).toList());
    assertEquals(9, pieces.get(3).pose3d().get(0, 1, 0));
    assertArrayEquals(new int[] {9}, pieces.get(3).numbers());
    assertEquals(1, Scenario.clips(pieces));
  }

  @Test
  void selectedFramesKeepTheirNumbers() {
    PoseSequence two = frames(3, 4, 5).select(2, 0);
    assertArrayEquals(new int[] {5, 3}, two.numbers());
    assertEquals(5, two.pose3d().get(0, 1, 0));
    assertEquals("a clip@2", two.name());
  }
}
