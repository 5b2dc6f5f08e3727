package isopose.skeleton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameIdTest {
  private static final Track WALK = new Track("S1", "walk", "1");

  private static boolean[] successors(Object... trackSegmentNumber) {
    List<FrameId> frames = new ArrayList<>();
    for (int k = 0; k < trackSegmentNumber.length; k += 3) {
      frames.add(
          new FrameId(
              (Track) trackSegmentNumber[k],
              (int) trackSegmentNumber[k + 1],
              (int) trackSegmentNumber[k + 2]));
    }
    return FrameId.successors(frames);
  }

  @Test
  void withoutNumbersTheRowsOfOneSegmentFollowEachOther() {
    Track other = new Track("S1", "walk", "2");
    assertArrayEquals(
        new boolean[] {false, true, false, false},
        successors(WALK, 0, -1, WALK, 0, -1, WALK, 1, -1, other, 1, -1));
  }

  @Test
  void aGapInTheNumbersSeparatesAndAConstantRateDoesNot() {
    assertArrayEquals(
        new boolean[] {false, true, false, true, false},
        successors(WALK, 0, 0, WALK, 0, 4, WALK, 0, 12, WALK, 0, 16, WALK, 0, 0));
    assertArrayEquals(new boolean[] {false, false}, successors(WALK, 0, 5, WALK, 0, 5));
  }

  @Test
  void theRateIsEachTracksOwn() {
    Track run = new Track("S2", "run", "");
    assertArrayEquals(
        new boolean[] {false, true, false, true},
        successors(WALK, 0, 0, WALK, 0, 1, run, 0, 2, run, 0, 8));
  }

  @Test
  void labelsNameTheViewWhereThereIsOne() {
    assertEquals("walk@1", WALK.label());
    assertEquals("jump", Track.of("jump").label());
  }
}
