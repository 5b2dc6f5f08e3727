package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Batch normalisation's frozen statistics as one divisor each, computed once: the root of the
 * running variance. Valid as long as nobody changes the statistics.
 */
public final class FrozenNorms implements AutoCloseable {
  private final Parameters parameters;
  private final NDManager manager;
  private final Map<String, NDArray> spreads = new HashMap<>();

  /** Of these parameters. */
  public FrozenNorms(Session session, Parameters parameters) {
    this.parameters = parameters;
    manager = session.manager().newSubManager();
  }

  /** The root of the running variance plus {@code epsilon}. */
  NDArray spread(String norm, float epsilon) {
    return spreads.computeIfAbsent(
        norm,
        n -> {
          NDArray variance = parameters.get(n + ".running_variance");
          return manager.full(variance.getShape(), epsilon).addi(variance).sqrt();
        });
  }

  @Override
  public void close() {
    manager.close();
  }
}
