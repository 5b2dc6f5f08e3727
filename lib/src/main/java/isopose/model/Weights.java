package isopose.model;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.model.layers.ResidualPath;
import isopose.model.torchscript.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The parameters of a model, by name: trained parameters and batch normalisation's running
 * statistics. Owns its native memory.
 */
public final class Weights implements Parameters, AutoCloseable {
  private static final NDIndex ALL = new NDIndex("...");

  private final NDManager manager;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private final Set<String> statistics = new LinkedHashSet<>();
  private final Map<ResidualPath, Script> scripts = new ConcurrentHashMap<>();
  private volatile boolean frozen;

  private Weights(NDManager manager) {
    this.manager = manager;
  }

  /** Freshly drawn weights; the same seed gives the same numbers everywhere. */
  public static Weights draw(Session session, Networks networks, long seed) {
    return draw(session, networks.parts(), seed);
  }

  /** The same for any networks; their parameters' names must differ. */
  public static Weights draw(Session session, List<Network> parts, long seed) {
    Weights weights = new Weights(session.manager().newSubManager());
    SplittableRandom random = new SplittableRandom(seed);
    parts.forEach(part -> part.declare(weights.new Drawing(random)));
    return weights;
  }

  /** A copy with memory of its own. */
  public Weights duplicate() {
    Weights copy = new Weights(manager.getParentManager().newSubManager());
    arrays.forEach(
        (name, array) -> {
          NDArray twin = array.duplicate();
          twin.attach(copy.manager);
          copy.arrays.put(name, twin);
        });
    copy.statistics.addAll(statistics);
    return copy;
  }

  /**
   * States that the numbers do not change any more: {@link #forward} may then compute with copies
   * that are arranged for the processor. The arrays must not be changed after that; a {@link
   * #duplicate} may be.
   *
   * @return this
   */
  public Weights freeze() {
    if (!frozen) {
      frozen = true;
      scripts.clear(); // those that are bound to the arrays; the manager closes them
    }
    return this;
  }

  /**
   * Takes over the numbers of those arrays of {@code source} whose names are wanted, bit for bit,
   * in the memory that this already has.
   */
  public void restore(Weights source, Predicate<String> wanted) {
    requireChangeable();
    arrays.forEach(
        (name, array) -> {
          if (wanted.test(name)) {
            array.set(ALL, source.get(name)); // in place: copyTo would move it to other memory
          }
        });
  }

  /**
   * Moves the trained parameters of these names a fraction of the way to their values in {@code
   * goal}.
   *
   * @param fraction 0 leaves them as they are, 1 makes them the goal's
   */
  public void moveTowards(Weights goal, double fraction, Predicate<String> wanted) {
    requireChangeable();
    if (fraction == 0) {
      return;
    }
    for (String name : trained(wanted)) {
      NDArray array = arrays.get(name);
      try (NDArray difference = goal.get(name).sub(array)) {
        array.addi(difference.muli((float) fraction));
      }
    }
  }

  private void requireChangeable() {
    if (frozen) {
      throw new IllegalStateException("the weights are frozen: change a duplicate of them");
    }
  }

  /**
   * How far the trained parameters of these names lie from their values in {@code origin}, relative
   * to the latter's norm; not finite where one of them is not. One pass over them.
   */
  public double distance(Weights origin, Predicate<String> wanted) {
    double moved = 0;
    double norm = 0;
    for (String name : trained(wanted)) {
      NDArray before = origin.get(name);
      try (NDArray difference = get(name).sub(before);
          NDArray length = difference.norm();
          NDArray lengthBefore = before.norm()) {
        moved += Math.pow(length.getFloat(), 2);
        norm += Math.pow(lengthBefore.getFloat(), 2);
      }
    }
    return Math.sqrt(moved / norm);
  }

  @Override
  public NDArray get(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no parameter is named " + name);
    }
    return array;
  }

  /** The arrays of these names. */
  public List<NDArray> all(List<String> some) {
    return some.stream().map(this::get).toList();
  }

  /** All names, parameters and statistics, in the order of the checkpoint. */
  public Set<String> names() {
    return Collections.unmodifiableSet(arrays.keySet());
  }

  /** The names that gradients may move (no running statistics) and that {@code wanted} accepts. */
  public List<String> trained(Predicate<String> wanted) {
    List<String> names = new ArrayList<>();
    for (String name : arrays.keySet()) {
      if (!statistics.contains(name) && wanted.test(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * Sends x through a network with frozen statistics and without dropout ({@link Pass#INFERENCE}),
   * in one call of {@code residual.pt}, or of {@code frozen.pt} once the weights are frozen: the
   * same up to rounding, in half to three quarters of the time. Nothing is recorded.
   *
   * @param x (N, in)
   * @return (N, out), in x's manager
   */
  public NDArray forward(ResidualPath path, NDArray x) {
    Script script = scripts.computeIfAbsent(path, this::bind);
    return script.run(x.getManager(), "forward", new Script.Arguments().with(x));
  }

  private Script bind(ResidualPath path) {
    if (frozen && !manager.getDevice().isGpu()) {
      try {
        return bind(Script.load(manager, "frozen"), path);
      } catch (EngineException e) {
        // a build of torch without oneDNN, such as that for Apple's processors, lacks its kernels
      }
    }
    return bind(Script.load(manager, "residual"), path);
  }

  private Script bind(Script script, ResidualPath path) {
    Script.Arguments arguments =
        new Script.Arguments()
            .with("weights", all(path.weights()))
            .with("statistics", all(path.statistics()));
    try (NDManager scope = manager.newSubManager()) {
      script.run(scope, "bind", arguments);
    }
    return script;
  }

  /** How many numbers the parameters of these names have. */
  public long count(List<String> names) {
    return names.stream().mapToLong(name -> get(name).size()).sum();
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Draws what the networks declare. */
  private final class Drawing implements Network.Declarations {
    private final SplittableRandom random;

    Drawing(SplittableRandom random) {
      this.random = random;
    }

    @Override
    public void uniform(String name, double bound, long... shape) {
      float[] values = new float[Math.toIntExact(new Shape(shape).size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-bound, bound);
      }
      arrays.put(name, manager.create(values, new Shape(shape)));
    }

    @Override
    public void constant(String name, float value, long... shape) {
      arrays.put(name, manager.full(new Shape(shape), value));
    }

    @Override
    public void statistic(String name, float value, long... shape) {
      constant(name, value, shape);
      statistics.add(name);
    }
  }
}
