package isopose.analysis;

import isopose.stats.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Samples split by whole clips: neighbouring frames, and views of one clip, are nearly the same
 * pose, so a split by frames would test on what was trained on.
 *
 * @param heldOutClips the clips to test on
 */
public record ClipSplit(Set<String> heldOutClips) {

  public ClipSplit {
    heldOutClips = Set.copyOf(heldOutClips);
  }

  /**
   * Draws the clips to hold out.
   *
   * @param clips each sample's clip
   * @param share of the clips; at least one is held out and one is kept
   */
  public static ClipSplit draw(List<String> clips, double share, long seed) {
    List<String> names = new ArrayList<>(new LinkedHashSet<>(clips));
    if (names.size() < 2) {
      throw new IllegalArgumentException("one clip cannot be split; two are needed");
    }
    SplittableRandom random = Seeds.random(seed, "held-out clips", 0);
    int count = (int) Math.round(share * names.size());
    count = Math.min(names.size() - 1, Math.max(1, count));
    Set<String> held = new LinkedHashSet<>();
    while (held.size() < count) {
      held.add(names.remove(random.nextInt(names.size())));
    }
    return new ClipSplit(held);
  }

  /** The indices of the samples to train on. */
  public int[] training(List<String> clips) {
    return IntStream.range(0, clips.size())
        .filter(i -> !heldOutClips.contains(clips.get(i)))
        .toArray();
  }

  /** The indices of the samples to test on. */
  public int[] heldOut(List<String> clips) {
    return IntStream.range(0, clips.size())
        .filter(i -> heldOutClips.contains(clips.get(i)))
        .toArray();
  }
}
