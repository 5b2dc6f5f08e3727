package isopose.model.layers;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.model.torchscript.Script;

/**
 * Dropout's masks, as {@code dropout.pt} draws them from the engine's random numbers: four entries
 * from one draw, where the engine's own dropout takes one each and longer than a layer's product.
 */
public final class DropoutMask {
  /** Code without numbers of its own, for the whole process, as the engine itself is. */
  private static final Script SCRIPT =
      Script.load(NDManager.newBaseManager(Device.cpu(), "PyTorch"), "dropout");

  private DropoutMask() {}

  /** In the array's shape: 0 with this probability, else 1 / (1 - probability). */
  public static NDArray like(NDArray array, double probability) {
    NDManager scope = array.getManager();
    NDArray leaf = array.stopGradient();
    return SCRIPT.run(scope, "forward", new Script.Arguments().with(leaf).with(scope, probability));
  }
}
