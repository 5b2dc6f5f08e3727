package isopose.body;

import isopose.data.PoseSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which samples show the same person: those of all views of a clip. Samples are numbered as in
 * {@code isopose.train.TrainingSet}.
 */
final class PersonFrames {
  private final List<int[]> samplesOf = new ArrayList<>();

  /** Of the clips of an epoch. */
  PersonFrames(List<PoseSequence> clips) {
    Map<String, List<int[]>> ranges = new LinkedHashMap<>();
    int first = 0;
    for (PoseSequence clip : clips) {
      int end = first + clip.count();
      ranges.computeIfAbsent(clip.clip(), name -> new ArrayList<>()).add(new int[] {first, end});
      first = end;
    }
    ranges.values().forEach(this::addPerson);
  }

  private void addPerson(List<int[]> ranges) {
    int[] samples = new int[ranges.stream().mapToInt(range -> range[1] - range[0]).sum()];
    int k = 0;
    for (int[] range : ranges) {
      for (int i = range[0]; i < range[1]; i++) {
        samples[k++] = i;
      }
    }
    if (k > 0) {
      samplesOf.add(samples);
    }
  }

  /**
   * Draws persons and frames of each, both with replacement.
   *
   * @return (persons * frames) samples, person after person
   */
  int[] draw(int persons, int frames, SplittableRandom random) {
    int[] drawn = new int[persons * frames];
    for (int p = 0; p < persons; p++) {
      int[] samples = samplesOf.get(random.nextInt(samplesOf.size()));
      for (int k = 0; k < frames; k++) {
        drawn[p * frames + k] = samples[random.nextInt(samples.length)];
      }
    }
    return drawn;
  }
}
