package isopose.model;

import isopose.model.fused.AdaptationStep;
import isopose.model.fused.ClosedForm;
import isopose.model.layers.ResidualPath;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.data.scenario.Benchmark;
import isopose.skeleton.Poses;
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
  private static final int COPIES = 32;

  /** Cores that a matrix product may use. */
  @Param({"1", "2"})
  public int threads;

  private final Networks networks = Networks.of(NetworkShape.paper());
  private Session session;
  private Weights weights;
  private Weights adapted;
  private Adam lifterAdam;
  private Adam discriminatorAdam;
  private AdaptationStep step;
  private Predictor predictor;
  private Poses pose;
  private NDManager scope;

  /** Networks and optimizers, once. */
  @Setup(Level.Trial)
  public void open() {
    session = Session.open("cpu", threads);
    weights = Weights.draw(session, networks, 0);
    adapted = weights.duplicate();
    ResidualPath lift = networks.lifter().sslPath().orElseThrow();
    ResidualPath judge = networks.discriminator().path();
    lifterAdam = new Adam(session, adapted, lift.weights());
    discriminatorAdam = new Adam(session, adapted, judge.weights());
    step =
        new AdaptationStep(
            session,
            new AdaptationStep.Side(lift, weights, adapted, lifterAdam),
            new AdaptationStep.Side(judge, weights, adapted, discriminatorAdam),
            new ClosedForm(false, 1, 0, 10, 0.1),
            false,
            2e-5,
            1);
    predictor = new Predictor(networks.lifter(), true);
    pose = Poses.zeros(1, 17, 2);
  }

  /** Frees everything. */
  @TearDown(Level.Trial)
  public void close() {
    step.close();
    lifterAdam.close();
    discriminatorAdam.close();
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

  /** One iteration of eq. 6. */
  @Benchmark
  public NDArray step() {
    NDArray x = scope.randomNormal(new Shape(1, 34));
    return step.step(x, scope.randomNormal(new Shape(COPIES, 3, 3)), false);
  }

  /** The flip-averaged prediction of one pose. */
  @Benchmark
  public Poses predict() {
    return predictor.predict(scope, weights, pose, Predictor.Head.FSL);
  }
}
