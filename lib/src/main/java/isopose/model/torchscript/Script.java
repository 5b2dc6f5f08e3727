package isopose.model.torchscript;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TorchScript file of this package (source: {@code src/main/torchscript}): many of the engine's
 * kernels in one call. One at a time, each costs Java more than a kernel on a small array does.
 */
public final class Script {
  private final Model model;
  private final NDManager manager;
  private final Map<String, NDArray> names = new ConcurrentHashMap<>();

  private Script(Model model, NDManager manager) {
    this.model = model;
    this.manager = manager;
  }

  /**
   * Loads {name}.pt onto the manager's device; closed with the manager.
   *
   * @throws IllegalStateException if the library lacks the file
   */
  public static Script load(NDManager manager, String name) {
    try (InputStream file = Script.class.getResourceAsStream(name + ".pt")) {
      if (file == null) { // the engine ends the process on a null stream
        throw new IllegalStateException(name + ".pt: missing from the library; build it again");
      }
      Model model = Model.newInstance(name, manager.getDevice(), "PyTorch");
      model.load(file);
      manager.attachInternal(UUID.randomUUID().toString(), model);
      return new Script(model, manager);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot load " + name + ".pt", e);
    } catch (MalformedModelException e) {
      throw new IllegalStateException("cannot load " + name + ".pt", e);
    }
  }

  /** The arguments of a call, in the method's order. */
  public static final class Arguments {
    private final NDList arrays = new NDList();

    /** One tensor. */
    public Arguments with(NDArray array) {
      array.setName(null); // it may have been part of a list
      arrays.add(array);
      return this;
    }

    /** A number, on the CPU: to read it from another device would wait for that. */
    public Arguments with(NDManager scope, double value) {
      NDArray number = scope.newSubManager(Device.cpu()).create((float) value);
      number.attach(scope);
      arrays.add(number);
      return this;
    }

    /** Tensors that reach the method as one List[Tensor]; not the name of another list. */
    public Arguments with(String name, List<NDArray> list) {
      list.forEach(array -> array.setName(name + "[]"));
      arrays.addAll(list);
      return this;
    }
  }

  /** Calls a method without gradients. The result belongs to {@code scope}. */
  public NDArray run(NDManager scope, String method, Arguments arguments) {
    return run(scope, method, arguments, false);
  }

  /**
   * Calls {@code forward}, which computes gradients by autograd. The result belongs to {@code
   * scope}.
   *
   * <p>Not through the executor's optimizer: it puts kernels into one node of autograd's graph,
   * which hides the arrays between them.
   */
  public NDArray runWithGradients(NDManager scope, Arguments arguments) {
    JniUtils.setGraphExecutorOptimize(false); // of this thread
    try {
      return run(scope, "forward", arguments, true);
    } finally {
      JniUtils.setGraphExecutorOptimize(true);
    }
  }

  private NDArray run(NDManager scope, String method, Arguments arguments, boolean gradients) {
    boolean recording = JniUtils.isGradMode();
    JniUtils.setGradMode(gradients);
    try {
      NDList all = new NDList(arguments.arrays);
      all.add(names.computeIfAbsent(method, this::nameOnly));
      // "training" only keeps DJL from its deprecated inference guard, which warns on every start
      NDArray result =
          IValueUtils.forward((PtSymbolBlock) model.getBlock(), all, true).singletonOrThrow();
      result.attach(scope);
      return result;
    } finally {
      JniUtils.setGradMode(recording);
    }
  }

  /** DJL takes the name of the method from the name of an array that holds nothing. */
  private NDArray nameOnly(String method) {
    NDArray name = manager.create(0f);
    name.setName("module_method:" + method);
    return name;
  }
}
