package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import isopose.model.layers.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records one forward pass for one backward pass.
 *
 * <p>Provides leaf arrays that share the weights' memory; only those named at the start require
 * gradients. The names decide which parts are frozen and which of lifter and discriminator is
 * updated, and no gradient has to be reset to zero.
 *
 * <p>It uses the engine's gradient switch of this thread, and not DJL's {@code GradientCollector},
 * which is one for the whole process.
 */
public final class GradientScope implements Parameters, AutoCloseable {
  private final boolean recordedBefore = JniUtils.isGradMode();
  private final Weights weights;
  private final Map<String, NDArray> leaves = new LinkedHashMap<>();

  private GradientScope(Weights weights) {
    this.weights = weights;
  }

  /**
   * Starts to record.
   *
   * @param weights the numbers
   * @param trained the names that carry gradients
   * @param scope owner of the leaves and of their gradients; a step's own manager
   */
  public static GradientScope record(Weights weights, List<String> trained, NDManager scope) {
    GradientScope graph = new GradientScope(weights);
    for (String name : trained) {
      NDArray leaf = weights.get(name).stopGradient();
      leaf.attach(scope);
      leaf.setRequiresGradient(true);
      graph.leaves.put(name, leaf);
    }
    JniUtils.setGradMode(true); // last, so that an exception above leaves the switch unchanged
    return graph;
  }

  @Override
  public NDArray get(String name) {
    NDArray leaf = leaves.get(name);
    return leaf != null ? leaf : weights.get(name);
  }

  /** Computes the gradients of a scalar loss; the recording is used up. */
  public void backward(NDArray loss) {
    PtNDArray one = (PtNDArray) loss.getManager().ones(loss.getShape());
    JniUtils.backward((PtNDArray) loss, one, false, false);
  }

  /** The gradients, in the order of the names given at the start; zeros where none reached. */
  public List<NDArray> gradients() {
    List<NDArray> gradients = new ArrayList<>(leaves.size());
    leaves.values().forEach(leaf -> gradients.add(leaf.getGradient()));
    return gradients;
  }

  /** Restores the gradient switch. */
  @Override
  public void close() {
    JniUtils.setGradMode(recordedBefore);
  }
}
