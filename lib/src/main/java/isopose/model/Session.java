package isopose.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import isopose.io.BadInput;
import java.util.Locale;

/**
 * Where tensors live: one device and the owner of all native memory made for it.
 *
 * <p>Close it and everything made through {@link #manager()} is freed.
 */
public final class Session implements AutoCloseable {
  private final NDManager manager;
  private final Arithmetic arithmetic;

  private Session(NDManager manager, Arithmetic arithmetic) {
    this.manager = manager;
    this.arithmetic = arithmetic;
  }

  /**
   * Starts the engine if this is the first session.
   *
   * @param device "cpu" or "gpu"
   * @param threads how many cores a single matrix product may use; 0 leaves the engine's choice.
   *     The engine has one such number for the whole process.
   * @throws BadInput if the device does not exist
   */
  public static Session open(String device, int threads) {
    Engine engine = engine();
    if (threads > 0) {
      JniUtils.setNumThreads(threads);
    }
    return new Session(engine.newBaseManager(device(engine, device)), Arithmetic.FUSED);
  }

  /** On the GPU where the engine sees one, else on the CPU; its own number of threads. */
  public static Session best() {
    return open(engine().getGpuCount() > 0 ? "gpu" : "cpu", 0);
  }

  /** On the CPU, with the engine's own number of threads. */
  public static Session cpu() {
    return open("cpu", 0);
  }

  private static Engine engine() {
    // All native code is on the class path: no download and no telemetry.
    System.setProperty("ai.djl.offline", "true");
    return Engine.getEngine("PyTorch");
  }

  private static Device device(Engine engine, String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "cpu" -> Device.cpu();
      case "gpu" -> {
        if (engine.getGpuCount() == 0) {
          throw new BadInput(
              "--device gpu: the engine sees no GPU; use --device cpu or see environment.md");
        }
        yield Device.gpu();
      }
      default -> throw new BadInput("--device " + name + ": expected cpu or gpu");
    };
  }

  /** The owner of this session's tensors. */
  public NDManager manager() {
    return manager;
  }

  /** How steps of training and adaptation are computed; {@link Arithmetic#FUSED} by default. */
  public Arithmetic arithmetic() {
    return arithmetic;
  }

  /** The same device and memory, with steps computed in this way; closing one closes both. */
  public Session with(Arithmetic other) {
    return new Session(manager, other);
  }

  /** The device's name as {@link #open} takes it. */
  public String device() {
    return manager.getDevice().getDeviceType();
  }

  /** How many cores a single matrix product may use. */
  public int threads() {
    return JniUtils.getNumThreads();
  }

  /** Sets that number, for the whole process. */
  public void setThreads(int threads) {
    JniUtils.setNumThreads(threads);
  }

  /** The description of the device in records, e.g. "cpu(), PyTorch 2.7.1, 1 thread". */
  public String describe() {
    return "%s, PyTorch %s, threads %d"
        .formatted(manager.getDevice(), manager.getEngine().getVersion(), JniUtils.getNumThreads());
  }

  @Override
  public void close() {
    manager.close();
  }
}
