package isopose.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import isopose.model.torchscript.Script;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba, 2015; epsilon 1e-8) over some of the weights, in place.
 *
 * <p>Each step is one call of libtorch's fused kernel through {@code fused_adam.pt} (source: {@code
 * src/main/torchscript}): DJL's own Adam makes about 11 passes over every array, this one pass.
 */
public final class Adam implements AutoCloseable {
  private static final NDIndex ALL = new NDIndex("...");

  private final List<String> names;
  private final NDManager manager;
  private final Script script;
  private final NDList parameters;
  private final NDList firstMoments = new NDList();
  private final NDList secondMoments = new NDList();
  private final NDArray step;
  private final NDArray firstBeta;
  private final NDArray secondBeta;

  /**
   * How much of its two moments Adam keeps at each step.
   *
   * @param first of the gradients' mean, from 0 to below 1
   * @param second of their squares' mean, from 0 to below 1
   */
  public record Betas(double first, double second) {
    /** What Adam's paper recommends. */
    public static final Betas USUAL = new Betas(0.9, 0.999);

    public Betas {
      if (!(first >= 0 && first < 1 && second >= 0 && second < 1)) {
        throw new IllegalArgumentException(
            "Adam's betas: expected two numbers from 0 to below 1, got %s and %s"
                .formatted(first, second));
      }
    }
  }

  /** For the weights of these names, with the usual betas; the moments start at zero. */
  public Adam(Session session, Weights weights, List<String> names) {
    this(session, weights, names, Betas.USUAL);
  }

  /** For the weights of these names; the moments start at zero. */
  public Adam(Session session, Weights weights, List<String> names, Betas betas) {
    this.names = List.copyOf(names);
    manager = session.manager().newSubManager();
    script = Script.load(manager, "fused_adam");
    parameters = new NDList(names.stream().map(weights::get).toList());
    for (NDArray parameter : parameters) {
      firstMoments.add(manager.zeros(parameter.getShape()));
      secondMoments.add(manager.zeros(parameter.getShape()));
    }
    step = manager.create(0f);
    // in double precision: 0.999 is not the float nearest to it; on the CPU, where they are read
    NDManager cpu = manager.newSubManager(Device.cpu());
    firstBeta = cpu.create(betas.first());
    secondBeta = cpu.create(betas.second());
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
    Script.Arguments arguments =
        new Script.Arguments()
            .with("parameters", parameters)
            .with("first_moments", firstMoments)
            .with("second_moments", secondMoments)
            .with("steps", Collections.nCopies(names.size(), step))
            .with("gradients", gradients)
            .with(scope, rate)
            .with(scope, maxNorm)
            .with(firstBeta)
            .with(secondBeta);
    return script.run(scope, "forward", arguments);
  }

  /** Back to the start: moments and number of steps zero. */
  public void reset() {
    step.subi(step);
    firstMoments.forEach(moment -> moment.set(ALL, 0));
    secondMoments.forEach(moment -> moment.set(ALL, 0));
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
    manager.close();
  }
}
