package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What an adaptation step at the paper's sizes is made of, each part by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepParts {
  /** Cores that a matrix product may use. */
  @Param({"1", "2"})
  public int threads;

  private final Networks networks = Networks.of(NetworkShape.paper());
  private Session session;
  private Weights weights;
  private Reversible lift;
  private Reversible discriminator;
  private Predictor predictor;
  private Adam adam;
  private List<String> matrices;
  private FrozenNorms norms;
  private NDManager scope;

  /** Networks and optimizer, once. */
  @Setup(Level.Trial)
  public void open() {
    session = Session.open("cpu", threads);
    weights = Weights.draw(session, networks, 0);
    norms = new FrozenNorms(session, weights);
    lift = networks.lifter().sslPath().orElseThrow();
    discriminator = networks.discriminator().network();
    predictor = new Predictor(networks.lifter(), true);
    adam = new Adam(session, weights, weights.trained(n -> !n.startsWith(Lifter.FSL_HEAD)));
    matrices = adam.names().stream().filter(n -> n.endsWith("linear1.weight")).toList();
  }

  /** Frees everything. */
  @TearDown(Level.Trial)
  public void close() {
    adam.close();
    session.close();
  }

  /** What a step makes dies with it. */
  @Setup(Level.Invocation)
  public void beginStep() {
    scope = session.manager().newSubManager();
  }

  /** Frees what the invocation made. */
  @TearDown(Level.Invocation)
  public void endStep() {
    scope.close();
  }

  private NDArray random(int rows, int columns) {
    return scope.randomNormal(new Shape(rows, columns));
  }

  /** x: one row through extractor and SSL head, there and back. */
  @Benchmark
  public NDArray liftOneThereAndBack() {
    Trail trail = new Trail(norms);
    NDArray output = lift.forward(weights, random(1, 34), trail);
    return lift.backward(weights, output, trail, new Nowhere());
  }

  /** The random projections: 32 rows, there and back. */
  @Benchmark
  public NDArray liftFakesThereAndBack() {
    Trail trail = new Trail(norms);
    NDArray output = lift.forward(weights, random(32, 34), trail);
    return lift.backward(weights, output, trail, new Nowhere());
  }

  /** D on x and its random projections: 33 rows, there and back. */
  @Benchmark
  public NDArray judgeThereAndBack() {
    Trail trail = new Trail(norms);
    NDArray output = discriminator.forward(weights, random(33, 34), trail);
    return discriminator.backward(weights, output, trail, new Nowhere());
  }

  /** Gradient and Adam of seven of the fourteen large matrices. */
  @Benchmark
  public void moveHalfOfTheMatrices() {
    AdamStep step = adam.begin(1e-9);
    NDArray outputs = random(33, 1024);
    NDArray inputs = random(33, 1024);
    matrices.forEach(name -> step.matrix(name, outputs, inputs));
  }

  /** The flip-averaged prediction of one pose. */
  @Benchmark
  public float[] predict() {
    NDArray x = scope.randomNormal(new Shape(1, 17, 2));
    return predictor.predict(weights, x).toFloatArray();
  }

  private record Nowhere() implements GradientSink {
    @Override
    public void matrix(String name, NDArray outputs, NDArray inputs) {}

    @Override
    public void vector(String name, NDArray rows) {}
  }
}
