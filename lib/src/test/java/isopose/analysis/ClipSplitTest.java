package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
    assertEquals(60, split.training().length + split.heldOut().length);
    Set<String> training = names(split.training());
    Set<String> held = names(split.heldOut());
    assertEquals(3, held.size());
    assertTrue(Collections.disjoint(training, held));
  }

  @Test
  void seedDecides() {
    int[] one = ClipSplit.draw(CLIPS, 0.25, 5).heldOut();
    assertArrayEquals(one, ClipSplit.draw(CLIPS, 0.25, 5).heldOut());
    Set<Set<String>> others =
        IntStream.range(0, 5)
            .mapToObj(seed -> names(ClipSplit.draw(CLIPS, 0.25, seed).heldOut()))
            .collect(Collectors.toSet());
    assertTrue(others.size() > 1);
  }

  @Test
  void bothSidesGetAClip() {
    ClipSplit split = ClipSplit.draw(List.of("a", "b"), 0.01, 0);
    assertEquals(1, split.heldOut().length);
    assertEquals(1, split.training().length);
    assertThrows(IllegalArgumentException.class, () -> ClipSplit.draw(List.of("a", "a"), 0.5, 0));
  }

  private static Set<String> names(int... places) {
    return IntStream.of(places).mapToObj(CLIPS::get).collect(Collectors.toSet());
  }
}
