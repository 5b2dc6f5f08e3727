package isopose.body;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.model.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Estimates of bodies along a stream, frame by frame, from all frames of the person so far. Its
 * memory does not depend on the length of the stream.
 */
final class BodyEstimator {
  /** The largest number of persons with a state; beyond it, the least recently seen is dropped. */
  private static final int PERSONS = 1000;

  private final Weights weights;
  private final BodyEncoder encoder;
  private final BodyEstimation settings;
  private final float[] spread;
  private final Map<String, PersonState> persons =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PersonState> eldest) {
          return size() > PERSONS;
        }
      };
  private int resets;

  BodyEstimator(Weights weights, BodyEncoder encoder, BodyEstimation settings) {
    this.weights = weights;
    this.encoder = encoder;
    this.settings = settings;
    spread = weights.get(BodyEncoder.SPREAD).toFloatArray();
  }

  /**
   * The next frames of the stream.
   *
   * @param rows (N, 2J), or (2N, 2J) with the mirrored poses after the poses: the features of both
   *     are averaged
   * @param names the person in each of the N frames; null: by this frame alone
   * @param seen whether frame i counts; one with filled-in joints does not
   * @return (N, 10), differences from the source's mean
   */
  NDArray next(NDArray rows, List<String> names, IntPredicate seen) {
    int count = names.size();
    Pooling pooling = encoder.pooling();
    NDArray features = encoder.features(weights, rows, count);
    NDArray summed = pooling.summed(weights, features);
    NDArray compared = pooling.compared(features);
    Columns own =
        new Columns(
            summed.toFloatArray(),
            compared == null ? new float[0] : compared.toFloatArray(),
            count);
    Columns running = own.copy();
    float[] frames = new float[count];
    for (int i = 0; i < count; i++) {
      frames[i] = 1;
      PersonState person = person(names.get(i), own);
      if (person == null) {
        continue;
      }
      if (seen.test(i) && person.add(own.sums, own.maxima, i, this::isAnother)) {
        resets++;
      }
      RunningBody all = person.all();
      if (all.frames() > 0) {
        all.write(running.sums, running.maxima, i);
        frames[i] = all.frames();
      }
    }
    return estimates(rows.getManager(), running, frames);
  }

  private PersonState person(String name, Columns own) {
    if (name == null) {
      return null;
    }
    boolean mayChange = settings.scope() == BodyEstimation.Scope.STREAM && name.isEmpty();
    int window = mayChange && settings.resetThreshold() > 0 ? settings.resetWindow() : 0;
    return persons.computeIfAbsent(
        name, n -> new PersonState(own.sumWidth(), own.maximumWidth(), window));
  }

  /** Whether two estimates differ by more than the threshold, in units of the windows' spread. */
  private boolean isAnother(RunningBody past, RunningBody window) {
    Columns two = new Columns(new float[2 * past.sums()], new float[2 * past.maxima()], 2);
    past.write(two.sums, two.maxima, 0);
    window.write(two.sums, two.maxima, 1);
    try (NDManager scope = weights.get(BodyEncoder.SPREAD).getManager().newSubManager()) {
      float[] frames = {past.frames(), window.frames()};
      float[] estimates = estimates(scope, two, frames).toFloatArray();
      double square = 0;
      for (int k = 0; k < BodyRatios.COUNT; k++) {
        square += Math.pow((estimates[BodyRatios.COUNT + k] - estimates[k]) / spread[k], 2);
      }
      return Math.sqrt(square / BodyRatios.COUNT) > settings.resetThreshold();
    }
  }

  private NDArray estimates(NDManager scope, Columns rows, float[] frames) {
    int count = rows.count;
    return encoder.estimate(
        weights,
        scope.create(rows.sums, new Shape(count, rows.sumWidth())),
        rows.maxima.length == 0
            ? null
            : scope.create(rows.maxima, new Shape(count, rows.maximumWidth())),
        scope.create(frames, new Shape(count, 1)));
  }

  /** How often the rule started an estimate again. */
  int resets() {
    return resets;
  }

  /** Sums (N, S) and maxima (N, M), row after row. */
  @SuppressWarnings("ArrayRecordComponent") // columns of numbers, never compared
  private record Columns(float[] sums, float[] maxima, int count) {
    int sumWidth() {
      return sums.length / count;
    }

    int maximumWidth() {
      return maxima.length / count;
    }

    Columns copy() {
      return new Columns(sums.clone(), maxima.clone(), count);
    }
  }
}
