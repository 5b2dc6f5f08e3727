package isopose.model;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
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
  private final NDList parameters;
  private final NDList firstMoments = new NDList();
  private final NDList secondMoments = new NDList();
  private final NDArray step;

  /** For the weights of these names; the moments start at zero. */
  public Adam(Session session, Weights weights, List<String> names) {
    this.names = List.copyOf(names);
    manager = session.manager().newSubManager();
    model = load(manager);
    parameters = new NDList(names.stream().map(weights::get).toList());
    for (NDArray parameter : parameters) {
      firstMoments.add(manager.zeros(parameter.getShape()));
      secondMoments.add(manager.zeros(parameter.getShape()));
    }
    step = manager.create(0f);
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
    NDManager scope = gradients.get(0).getManager();
    NDList arguments = new NDList();
    arguments.addAll(listArgument("parameters", parameters));
    arguments.addAll(listArgument("gradients", gradients));
    arguments.addAll(listArgument("first_moments", firstMoments));
    arguments.addAll(listArgument("second_moments", secondMoments));
    arguments.addAll(listArgument("steps", Collections.nCopies(parameters.size(), step)));
    arguments.add(scope.create((float) rate));
    arguments.add(scope.create((float) maxNorm));
    // "training" only keeps DJL from its deprecated inference guard, which warns on every start
    NDArray norm =
        IValueUtils.forward((PtSymbolBlock) model.getBlock(), arguments, true).singletonOrThrow();
    norm.attach(scope);
    return norm;
  }

  /** Arrays of one name with brackets reach a TorchScript method as one List[Tensor]. */
  private static List<NDArray> listArgument(String name, List<NDArray> arrays) {
    arrays.forEach(array -> array.setName(name + "[]"));
    return arrays;
  }

  /** Back to the start: moments and number of steps zero. */
  public void reset() {
    step.subi(step);
    for (int i = 0; i < names.size(); i++) {
      firstMoments.get(i).set(ALL, 0);
      secondMoments.get(i).set(ALL, 0);
    }
  }

  /** Everything a resumed training needs besides the weights, by readable names. */
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    state.put("step", step);
    for (int i = 0; i < names.size(); i++) {
      state.put("first_moment." + names.get(i), firstMoments.get(i));
      state.put("second_moment." + names.get(i), secondMoments.get(i));
    }
    return state;
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }
}
