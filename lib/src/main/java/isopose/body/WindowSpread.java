package isopose.body;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.model.Predictor;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import java.util.List;

/**
 * How much estimates from short windows of frames differ from the estimate from all frames of the
 * same person: the unit in which a reset rule measures whether a window shows another person.
 */
final class WindowSpread {
  private static final int WINDOW = 16;

  private WindowSpread() {}

  /**
   * The root mean square over all whole windows.
   *
   * @param sequences of one person each, (N, 17, 2) network units
   * @return (10); null if no sequence has a whole window
   */
  static float[] of(
      NDManager manager, Weights weights, BodyEncoder encoder, List<Poses> sequences) {
    double[] squares = new double[BodyRatios.COUNT];
    int windows = 0;
    for (Poses x : sequences) {
      int count = x.count() / WINDOW;
      if (count > 0) {
        addSquares(manager, weights, encoder, x, squares);
        windows += count;
      }
    }
    if (windows == 0) {
      return null;
    }
    float[] spread = new float[squares.length];
    for (int k = 0; k < spread.length; k++) {
      spread[k] = (float) Math.sqrt(squares[k] / windows);
    }
    return spread;
  }

  private static void addSquares(
      NDManager manager, Weights weights, BodyEncoder encoder, Poses x, double[] squares) {
    int count = x.count() / WINDOW;
    Poses both = Predictor.withMirrored(x.slice(0, count * WINDOW));
    try (NDManager scope = manager.newSubManager()) {
      NDArray rows = scope.create(both.values(), new Shape(both.count(), both.stride()));
      NDArray features = encoder.features(weights, rows, count * WINDOW);
      float[] whole = encoder.pooled(weights, features, 1, count * WINDOW).toFloatArray();
      float[] parts = encoder.pooled(weights, features, count, WINDOW).toFloatArray();
      for (int i = 0; i < parts.length; i++) {
        int k = i % squares.length;
        squares[k] += Math.pow(parts[i] - whole[k], 2);
      }
    }
  }
}
