package isopose.model;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba, 2015; betas 0.9 and 0.999, epsilon 1e-8) over some of the weights, in place.
 *
 * <p>Each step is one call of libtorch's fused kernel through {@code fused_adam.pt} (source: {@code
 * src/main/torchscript}): DJL's own Adam makes about 11 passes over every array, this one pass.
 */
public final class Adam implements AutoCloseable {
  private static final NDIndex ALL = new NDIndex("...");

  private final List<String> names;
  private final NDManager manager;
  private final Model model;
  private final PtNDArray[] parameters;
  private final PtNDArray[] firstMoments;
  private final PtNDArray[] secondMoments;
  private final PtNDArray step;

  /** For the weights of these names; the moments start at zero. */
  public Adam(Session session, Weights weights, List<String> names) {
    this.names = List.copyOf(names);
    manager = session.manager().newSubManager();
    model = load(manager);
    parameters = new PtNDArray[names.size()];
    firstMoments = new PtNDArray[names.size()];
    secondMoments = new PtNDArray[names.size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (PtNDArray) weights.get(names.get(i));
      firstMoments[i] = (PtNDArray) manager.zeros(parameters[i].getShape());
      secondMoments[i] = (PtNDArray) manager.zeros(parameters[i].getShape());
    }
    step = (PtNDArray) manager.create(0f);
  }

  private static Model load(NDManager manager) {
    Model model = Model.newInstance("fused_adam", manager.getDevice(), "PyTorch");
    try (InputStream script = Adam.class.getResourceAsStream("fused_adam.pt")) {
      model.load(script);
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot load the fused Adam step", e);
    } catch (MalformedModelException e) {
      throw new IllegalStateException("cannot load the fused Adam step", e);
    }
  }

  /** The names of the weights that this moves. */
  public List<String> names() {
    return names;
  }

  /**
   * Moves the weights against their gradients.
   *
   * @param gradients one for each name, in that order
   * @param rate the learning rate
   * @param maxNorm the gradients are scaled down to this global norm; 0: left as they are
   * @return the gradients' global norm before scaling, a scalar in the gradients' manager
   */
  public NDArray step(List<NDArray> gradients, double rate, double maxNorm) {
    step.addi(1);
    PtNDArray[] steps = new PtNDArray[parameters.length];
    Arrays.fill(steps, step);
    NDManager scope = gradients.get(0).getManager();
    List<IValue> arguments = new ArrayList<>();
    try {
      arguments.add(IValue.listFrom(parameters));
      arguments.add(IValue.listFrom(gradients.toArray(PtNDArray[]::new)));
      arguments.add(IValue.listFrom(firstMoments));
      arguments.add(IValue.listFrom(secondMoments));
      arguments.add(IValue.listFrom(steps));
      arguments.add(IValue.from((PtNDArray) scope.create((float) rate)));
      arguments.add(IValue.from((PtNDArray) scope.create((float) maxNorm)));
      try (IValue norm =
          IValueUtils.forward((PtSymbolBlock) model.getBlock(), arguments.toArray(IValue[]::new))) {
        return norm.toTensor((PtNDManager) scope);
      }
    } finally {
      arguments.forEach(IValue::close);
    }
  }

  /** Back to the start: moments and number of steps zero. */
  public void reset() {
    step.set(new float[] {0});
    for (int i = 0; i < parameters.length; i++) {
      firstMoments[i].set(ALL, 0);
      secondMoments[i].set(ALL, 0);
    }
  }

  /** Everything a resumed training needs besides the weights, by readable names. */
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    state.put("step", step);
    for (int i = 0; i < parameters.length; i++) {
      state.put("first_moment." + names.get(i), firstMoments[i]);
      state.put("second_moment." + names.get(i), secondMoments[i]);
    }
    return state;
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }
}
