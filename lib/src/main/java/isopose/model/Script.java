package isopose.model;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;

/**
 * A TorchScript file of this package (source: {@code src/main/torchscript}): many of the engine's
 * kernels in one call. One at a time, each costs Java more than a kernel on a small array does.
 */
final class Script {
  private final Model model;

  private Script(Model model) {
    this.model = model;
  }

  /** Loads {name}.pt onto the manager's device; closed with the manager. */
  static Script load(NDManager manager, String name) {
    Model model = Model.newInstance(name, manager.getDevice(), "PyTorch");
    try (InputStream file = Script.class.getResourceAsStream(name + ".pt")) {
      model.load(file);
      manager.attachInternal(UUID.randomUUID().toString(), model);
      return new Script(model);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot load " + name + ".pt", e);
    } catch (MalformedModelException e) {
      throw new IllegalStateException("cannot load " + name + ".pt", e);
    }
  }

  /** The arguments of a call, in the method's order. */
  static final class Arguments {
    private final NDList arrays = new NDList();

    /** One tensor. */
    Arguments with(NDArray array) {
      array.setName(null); // it may have been part of a list
      arrays.add(array);
      return this;
    }

    /** A number, on the CPU: to read it from another device would wait for that. */
    Arguments with(NDManager scope, double value) {
      NDArray number = scope.newSubManager(Device.cpu()).create((float) value);
      number.attach(scope);
      arrays.add(number);
      return this;
    }

    /** Tensors that reach the method as one List[Tensor]; not the name of another list. */
    Arguments with(String name, List<NDArray> list) {
      list.forEach(array -> array.setName(name + "[]"));
      arrays.addAll(list);
      return this;
    }
  }

  /** Calls a method with tensors only; the result belongs to {@code scope}. */
  NDArray run(NDManager scope, String method, NDArray... tensors) {
    Arguments arguments = new Arguments();
    for (NDArray tensor : tensors) {
      arguments.with(tensor);
    }
    return run(scope, method, arguments);
  }

  /** Calls a method; the result belongs to {@code scope}. */
  NDArray run(NDManager scope, String method, Arguments arguments) {
    NDArray nameOnly = scope.create(0f);
    nameOnly.setName("module_method:" + method);
    NDList all = new NDList(arguments.arrays);
    all.add(nameOnly);
    // "training" only keeps DJL from its deprecated inference guard, which warns on every start
    NDArray result =
        IValueUtils.forward((PtSymbolBlock) model.getBlock(), all, true).singletonOrThrow();
    result.attach(scope);
    return result;
  }
}
