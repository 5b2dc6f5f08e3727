package isopose.model;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
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
  private final Weights weights;
  private final NDManager manager;
  private final Model model;
  private final NDList parameters;
  private final NDList firstMoments = new NDList();
  private final NDList secondMoments = new NDList();
  private final NDArray step;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<Shape, NDArray> gradients = new HashMap<>();

  /** For the weights of these names; the moments start at zero. */
  public Adam(Session session, Weights weights, List<String> names) {
    this.names = List.copyOf(names);
    this.weights = weights;
    manager = session.manager().newSubManager();
    model = load(manager);
    parameters = new NDList(names.stream().map(weights::get).toList());
    for (String name : names) {
      places.put(name, places.size());
    }
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
    return move(names, gradients, rate, maxNorm);
  }

  /** Begins a step that moves one weight after the other. */
  public AdamStep begin(double rate) {
    step.addi(1);
    return new AdamStep(this, rate, null);
  }

  /**
   * Begins the first step from {@code start}: what {@link #reset()} and {@link #begin} do on
   * weights restored from there, but no matrix is read or copied for it. Every weight must get its
   * gradient.
   */
  public AdamStep beginAt(Weights start, double rate) {
    List<String> vectors =
        names.stream().filter(n -> start.get(n).getShape().dimension() == 1).toList();
    reset(vectors);
    weights.restore(start, vectors::contains);
    step.addi(1);
    return new AdamStep(this, rate, start);
  }

  /** Moves the weights of these names, in a step that has begun. */
  NDArray move(List<String> some, List<NDArray> gradients, double rate, double maxNorm) {
    NDManager scope = gradients.get(0).getManager();
    NDList arguments = state(some);
    arguments.addAll(listArgument("gradients", gradients));
    arguments.add(number(scope, rate));
    arguments.add(number(scope, maxNorm));
    return run("forward", arguments, scope);
  }

  /**
   * Moves one matrix, in a step that has begun, without a gradient that goes through memory.
   *
   * @param outputs and {@code inputs}: the gradient is outputs^T inputs
   */
  void moveMatrix(String name, NDArray outputs, NDArray inputs, double rate) {
    NDManager scope = outputs.getManager();
    NDList arguments = state(List.of(name));
    arguments.addAll(product(name, outputs, inputs));
    arguments.add(number(scope, rate));
    run("step_matrix", arguments, scope);
  }

  /** The same in the first step of all, from {@code start} and from moments of zero. */
  void moveMatrixFirst(String name, NDArray start, NDArray outputs, NDArray inputs, double rate) {
    NDManager scope = outputs.getManager();
    NDList arguments = state(List.of(name));
    arguments.addAll(product(name, outputs, inputs));
    arguments.add(number(scope, rate));
    start.setName(null);
    arguments.add(start);
    run("first_step_matrix", arguments, scope);
  }

  /** The arguments that every method takes first, each a list. */
  private NDList state(List<String> some) {
    NDList arguments = new NDList();
    arguments.addAll(listArgument("parameters", pick(parameters, some)));
    arguments.addAll(listArgument("first_moments", pick(firstMoments, some)));
    arguments.addAll(listArgument("second_moments", pick(secondMoments, some)));
    arguments.addAll(listArgument("steps", Collections.nCopies(some.size(), step)));
    return arguments;
  }

  private List<NDArray> pick(NDList arrays, List<String> some) {
    return some.equals(names) ? arrays : some.stream().map(n -> arrays.get(places.get(n))).toList();
  }

  private NDList product(String name, NDArray outputs, NDArray inputs) {
    Shape shape = parameters.get(places.get(name)).getShape();
    NDArray gradient = gradients.computeIfAbsent(shape, manager::zeros);
    NDList product = new NDList(listArgument("gradient", List.of(gradient)));
    product.add(outputs);
    product.add(inputs);
    return product;
  }

  /** A number for the script, on the CPU: to read it from another device would wait for that. */
  private static NDArray number(NDManager scope, double value) {
    NDArray number = scope.newSubManager(Device.cpu()).create((float) value);
    number.attach(scope);
    return number;
  }

  /** Arrays of one name with brackets reach a TorchScript method as one List[Tensor]. */
  private static List<NDArray> listArgument(String name, List<NDArray> arrays) {
    arrays.forEach(array -> array.setName(name + "[]"));
    return arrays;
  }

  private NDArray run(String method, NDList arguments, NDManager scope) {
    NDArray nameOnly = scope.create(0f);
    nameOnly.setName("module_method:" + method);
    arguments.add(nameOnly);
    // "training" only keeps DJL from its deprecated inference guard, which warns on every start
    NDArray result =
        IValueUtils.forward((PtSymbolBlock) model.getBlock(), arguments, true).singletonOrThrow();
    result.attach(scope);
    return result;
  }

  /** The number of steps and the moments of these names: zero. */
  void reset(List<String> some) {
    step.subi(step);
    for (NDArray moment : pick(firstMoments, some)) {
      moment.set(ALL, 0);
    }
    for (NDArray moment : pick(secondMoments, some)) {
      moment.set(ALL, 0);
    }
  }

  /** Back to the start: moments and number of steps zero. */
  public void reset() {
    reset(names);
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
