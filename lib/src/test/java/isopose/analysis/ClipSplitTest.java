package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClipSplitTest {
  private static final List<String> CLIPS =
      IntStream.range(0, 60).mapToObj(i -> "clip" + i % 12).toList();

  @Test
  void noClipIsOnBothSides() {
    ClipSplit split = ClipSplit.draw(CLIPS, 0.25, 5);
    assertEquals(60, split.training(CLIPS).length + split.heldOut(CLIPS).length);
    Set<String> training = names(split.training(CLIPS));
    Set<String> held = names(split.heldOut(CLIPS));
    assertEquals(3, held.size());
    assertTrue(Collections.disjoint(training, held));
  }

  @Test
  void seedDecides() {
    assertEquals(ClipSplit.draw(CLIPS, 0.25, 5), ClipSplit.draw(CLIPS, 0.25, 5));
    Set<ClipSplit> others =
        IntStream.range(0, 5)
            .mapToObj(seed -> ClipSplit.draw(CLIPS, 0.25, seed))
            .collect(Collectors.toSet());
    assertTrue(others.size() > 1);
  }

  @Test
  void bothSidesGetAClip() {
    List<String> two = List.of("a", "b");
    ClipSplit split = ClipSplit.draw(two, 0.01, 0);
    assertEquals(1, split.heldOut(two).length);
    assertEquals(1, split.training(two).length);
    assertThrows(IllegalArgumentException.class, () -> ClipSplit.draw(List.of("a", "a"), 0.5, 0));
  }

  private static Set<String> names(int... indices) {
    return IntStream.of(indices).mapToObj(CLIPS::get).collect(Collectors.toSet());
  }
}
