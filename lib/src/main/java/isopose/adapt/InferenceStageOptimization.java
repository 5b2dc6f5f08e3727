package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.adapt.AdaptSettings.Mode;
import isopose.geometry.RandomViews;
import isopose.loss.Technique;
import isopose.model.Arithmetic;
import isopose.model.Networks;
import isopose.model.Predictor;
import isopose.model.Seeds;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Inference stage optimization: Algorithm 1.
 *
 * <p>The trained weights stay as they are; adaptation works on a copy. The FSL head and batch
 * normalisation's statistics are frozen, dropout is off.
 */
public final class InferenceStageOptimization implements AutoCloseable {
  private final Session session;
  private final Networks networks;
  private final Weights trained;
  private final Technique technique;
  private final AdaptSettings settings;
  private final Arithmetic arithmetic;
  private final AdaptedModel model;
  private final Iteration iteration;
  private final Predictor predictor;

  /**
   * Prepares adaptation from {@code trained}, which must outlive this.
   *
   * @param technique null where nothing is adapted: a Baseline in mode NONE has none
   */
  public InferenceStageOptimization(
      Session session,
      Networks networks,
      Weights trained,
      Technique technique,
      AdaptSettings settings) {
    this(session, networks, trained, technique, settings, Arithmetic.FUSED);
  }

  /** The same, computed in a way of one's choice. */
  public InferenceStageOptimization(
      Session session,
      Networks networks,
      Weights trained,
      Technique technique,
      AdaptSettings settings,
      Arithmetic arithmetic) {
    this.session = session;
    this.networks = networks;
    this.trained = trained;
    this.arithmetic = arithmetic;
    this.technique = technique;
    this.settings = settings;
    model = new AdaptedModel(session, trained);
    Iteration autograd = new AutogradIteration(networks, technique, settings, model);
    iteration =
        arithmetic == Arithmetic.AUTOGRAD || settings.mode() == Mode.NONE
            ? autograd
            : FusedIteration.of(session, networks, technique, settings, model).orElse(autograd);
    predictor = new Predictor(networks.lifter(), settings.flip());
  }

  /**
   * Algorithm 1 over a stream.
   *
   * @param stream 2D poses x_1 .. x_N, (N, J, 2) network units, in the order of their arrival
   * @param listener hears of every prediction; may throw to stop
   * @return 3D poses X_1 .. X_N, (N, J, 3) network units
   */
  public Poses run(Poses stream, Listener listener) {
    return run(stream, i -> true, listener);
  }

  /**
   * The same, adapting on some of the samples only.
   *
   * @param seen whether sample i is as it was observed; a sample with filled-in joints is predicted
   *     with the weights as they are, and nothing is learned from it
   */
  public Poses run(Poses stream, IntPredicate seen, Listener listener) {
    Poses predictions = Poses.zeros(stream.count(), stream.joints(), 3);
    int atOnce = Math.min(samplesAtOnce(), stream.count());
    if (atOnce > 1) {
      runSideBySide(stream, seen, predictions, listener, atOnce);
    } else {
      for (int i = 0; i < stream.count(); i++) {
        listener.predicted(i, adaptAndPredict(stream, i, seen.test(i), predictions));
      }
    }
    return predictions;
  }

  private double adaptAndPredict(Poses stream, int i, boolean seen, Poses predictions) {
    if (settings.mode() == Mode.VANILLA) {
      model.startAgain();
    }
    Poses pose2d = stream.slice(i, i + 1);
    double selfSupervisedLoss = Double.NaN;
    try (NDManager scope = session.manager().newSubManager()) {
      NDArray x = scope.create(pose2d.values(), new Shape(1, stream.joints(), 2));
      if (settings.mode() != Mode.NONE && seen && i % settings.skip() == 0) {
        RandomViews views =
            new RandomViews(technique.views(), Seeds.random(settings.seed(), "views", i));
        for (int t = 0; t < settings.steps(); t++) {
          selfSupervisedLoss = iteration.step(x, views); // eq. 6
          model.pullBack(settings.pull());
        }
      }
      float[] predicted =
          predictor.predict(scope, model.current(), pose2d, Predictor.Head.FSL).values();
      System.arraycopy(
          predicted, 0, predictions.values(), i * predictions.stride(), predicted.length);
    }
    return selfSupervisedLoss;
  }

  /** Vanilla samples do not depend on each other: on the CPU each core takes its own. */
  private int samplesAtOnce() {
    boolean independent = settings.mode() == Mode.VANILLA && arithmetic != Arithmetic.AUTOGRAD;
    return independent && !session.manager().getDevice().isGpu() ? session.threads() : 1;
  }

  private void runSideBySide(
      Poses stream, IntPredicate seen, Poses predictions, Listener listener, int atOnce) {
    List<InferenceStageOptimization> others = new ArrayList<>();
    try {
      while (others.size() < atOnce - 1) {
        others.add(
            new InferenceStageOptimization(
                session, networks, trained, technique, settings, arithmetic));
      }
      List<SideBySide.SampleByItself> workers = new ArrayList<>();
      others.forEach(other -> workers.add(other.worker(seen)));
      new SideBySide(session, worker(seen), workers).run(stream, predictions, listener);
    } finally {
      others.forEach(InferenceStageOptimization::close);
    }
  }

  private SideBySide.SampleByItself worker(IntPredicate seen) {
    return (stream, i, predictions) -> adaptAndPredict(stream, i, seen.test(i), predictions);
  }

  /** The parameters as the last sample left them. */
  public Weights adapted() {
    return model.adapted();
  }

  @Override
  public void close() {
    iteration.close();
    model.close();
  }

  /** Hears of every prediction. */
  @FunctionalInterface
  public interface Listener {
    /**
     * After the prediction for sample {@code i}.
     *
     * @param selfSupervisedLoss L_s before the sample's last step; NaN where none was made
     */
    void predicted(int i, double selfSupervisedLoss);
  }
}
