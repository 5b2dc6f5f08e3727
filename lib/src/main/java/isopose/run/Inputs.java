package isopose.run;

import isopose.config.InputSettings;
import isopose.config.InputSettings.Detector;
import isopose.config.InputSettings.Order;
import isopose.config.InputSettings.Subjects;
import isopose.stats.Seeds;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The samples that input settings choose. */
final class Inputs {
  private Inputs() {}

  /**
   * The samples themselves.
   *
   * @param whole all samples of the settings' part, clip after clip
   */
  static TargetStream of(InputSettings settings, TargetStream whole) {
    TargetStream stream = whole;
    // errors come before anything is left out: a person's size is measured over the whole clip
    if (settings.detector() == Detector.REALISTIC) {
      stream = DetectorErrors.add(stream, settings.seed());
    }
    if (settings.noise() > 0) {
      stream = InputNoise.add(stream, settings.noise(), settings.seed());
    }
    if (settings.subjects() == Subjects.HIDDEN) {
      stream = stream.withoutSubjects();
    }
    if (settings.samples() > 0 && settings.samples() < whole.count()) {
      stream = stream.subset(settings.samples());
    }
    if (settings.order() == Order.CLIPS) {
      return stream;
    }
    String order = settings.order().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String seed = settings.order() == Order.SHUFFLED ? String.valueOf(settings.seed()) : "";
    return stream.select(
        "%s-%s%s".formatted(stream.name(), order, seed), indices(settings, stream));
  }

  private static int[] indices(InputSettings settings, TargetStream stream) {
    int[] indices = IntStream.range(0, stream.count()).toArray();
    if (settings.order() == Order.BY_ACTION) {
      return IntStream.of(indices)
          .boxed()
          .sorted(Comparator.comparing(stream.actions()::get)) // a stable sort keeps clips together
          .mapToInt(i -> i)
          .toArray();
    }
    SplittableRandom random = Seeds.random(settings.seed(), "order", 0);
    for (int i = indices.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int index = indices[i];
      indices[i] = indices[j];
      indices[j] = index;
    }
    return indices;
  }
}
