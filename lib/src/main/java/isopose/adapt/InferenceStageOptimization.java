package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptSettings.OnDivergence;
import isopose.body.BodyEstimation.Refine;
import isopose.body.GivenBody;
import isopose.geometry.RandomViews;
import isopose.loss.SslObjective;
import isopose.model.Arithmetic;
import isopose.model.DivergedException;
import isopose.model.DivergedException.Kind;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Predictor;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import isopose.stats.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Inference stage optimization: Algorithm 1. The trained weights stay as they are; adaptation works
 * on a copy. The FSL head and batch normalisation's statistics are frozen, dropout is off.
 *
 * <p>At each step L_s is checked, and at each sample its prediction. A weight of the SSL head or of
 * D that is not finite shows in the next L_s; along an online stream the weights are read, too, at
 * every {@link #MEASURED_EVERY}-th sample and at the last.
 */
public final class InferenceStageOptimization implements AutoCloseable {
  /** How often along a stream the adapted weights are read, in samples. */
  public static final int MEASURED_EVERY = 50;

  private final Session session;
  private final Networks networks;
  private final Weights trained;
  private final SslObjective technique;
  private final AdaptSettings settings;
  private final AdaptedModel model;
  private final Iteration iteration;
  private final Predictor predictor;
  private final GivenBody body; // null where the lifter is given none
  private int arrived; // poses of next

  /**
   * Prepares adaptation from {@code trained}, which must outlive this.
   *
   * @param technique null where nothing is adapted: a Baseline in mode NONE has none
   */
  public InferenceStageOptimization(
      Session session,
      Networks networks,
      Weights trained,
      SslObjective technique,
      AdaptSettings settings) {
    this.session = session;
    this.networks = networks;
    this.trained = trained;
    this.technique = technique;
    this.settings = settings;
    body = networks.lifter().extractor() instanceof GivenBody given ? given : null;
    model =
        body == null
            ? new AdaptedModel(session, trained)
            : new AdaptedModel(session, trained, this::refines);
    restart();
    Iteration autograd = new AutogradIteration(networks, technique, settings, model);
    iteration =
        session.arithmetic() == Arithmetic.AUTOGRAD || settings.mode() == Mode.NONE
            ? autograd
            : FusedIteration.of(session, networks, technique, settings, model).orElse(autograd);
    predictor = new Predictor(networks.lifter(), settings.flip());
  }

  /** Returns to the trained weights, for another stream: its predictions are those of a new one. */
  public void restart() {
    arrived = 0;
    model.startAgain();
    if (settings.mode() != Mode.NONE) { // there the trained weights predict, which may be frozen
      model.adapted();
    }
  }

  /** Of a lifter that is given a body. */
  private boolean refines(String name) {
    return settings.body().refine() == Refine.RATIOS
        ? name.equals(GivenBody.OFFSET)
        : name.startsWith(Lifter.EXTRACTOR) && !name.equals(GivenBody.OFFSET);
  }

  /**
   * Algorithm 1 over a stream.
   *
   * @param stream 2D poses x_1 .. x_N, (N, J, 2) network units, in the order of their arrival
   * @param listener called after every prediction; may throw to stop
   * @return 3D poses X_1 .. X_N, (N, J, 3) network units
   * @throws DivergedException at the first sample where L_s, a weight or the prediction is not
   *     finite, unless the settings say RESET; even then, if the trained weights predict it so
   */
  public Poses run(Poses stream, AdaptationListener listener) {
    return run(stream, i -> true, listener);
  }

  /**
   * The same, adapting on some of the samples only.
   *
   * @param seen whether sample i is as it was observed; a sample with filled-in joints is predicted
   *     with the weights as they are, without adapting to it
   */
  public Poses run(Poses stream, IntPredicate seen, AdaptationListener listener) {
    if (settings.mode() == Mode.NONE && body == null) {
      return together(stream, listener);
    }
    Poses predictions = Poses.zeros(stream.count(), stream.joints(), 3);
    int atOnce = Math.min(samplesAtOnce(), stream.count());
    if (atOnce > 1) {
      runParallel(stream, seen, predictions, listener, atOnce);
    } else {
      for (int i = 0; i < stream.count(); i++) {
        adaptAndPredict(stream, i, seen.test(i), predictions).tell(listener, i);
      }
    }
    return predictions;
  }

  /** Without adaptation no sample depends on another, and many take little longer than one. */
  private Poses together(Poses stream, AdaptationListener listener) {
    Poses predictions = Poses.zeros(stream.count(), stream.joints(), 3);
    for (int begin = 0; begin < stream.count(); begin += Predictor.BATCH) {
      Poses batch = stream.slice(begin, Math.min(stream.count(), begin + Predictor.BATCH));
      float[] poses =
          predictor.predict(session.manager(), model.current(), batch, Predictor.Head.FSL).values();
      System.arraycopy(poses, 0, predictions.values(), begin * predictions.stride(), poses.length);
      for (int i = begin; i < begin + batch.count(); i++) {
        requireFinite(i, predictions, i);
        listener.predicted(i, Double.NaN);
      }
    }
    return predictions;
  }

  private AdaptedSample adaptAndPredict(Poses stream, int i, boolean seen, Poses predictions) {
    AdaptedSample sample = sample(stream.slice(i, i + 1), i, seen, i == stream.count() - 1);
    int stride = predictions.stride();
    System.arraycopy(sample.pose().values(), 0, predictions.values(), i * stride, stride);
    return sample;
  }

  /**
   * The next sample of a stream that arrives pose by pose: what {@link #run} gives for it in the
   * whole stream.
   *
   * @param pose2d (1, J, 2) network units
   * @param seen as in {@link #run(Poses, IntPredicate, AdaptationListener)}
   */
  public AdaptedSample next(Poses pose2d, boolean seen) {
    return sample(pose2d, arrived++, seen, false);
  }

  private AdaptedSample sample(Poses pose2d, int i, boolean seen, boolean last) {
    if (settings.mode() == Mode.VANILLA) {
      model.startAgain();
    }
    if (body != null) {
      body.goTo(i);
    }
    long start = System.nanoTime();
    try (NDManager scope = session.manager().newSubManager()) {
      try {
        double selfSupervisedLoss = seen ? adapt(scope, pose2d, i) : Double.NaN;
        boolean reset = !Double.isNaN(selfSupervisedLoss) && resetWhereFar();
        long adapted = System.nanoTime();
        Poses pose = predict(scope, pose2d, i);
        double distance = weightDistance(i, last);
        return new AdaptedSample(pose, selfSupervisedLoss, distance, reset, adapted - start);
      } catch (DivergedException diverged) {
        model.startAgain();
        Poses pose = predict(scope, pose2d, i); // throws where the trained weights are at fault
        if (settings.onDivergence() == OnDivergence.STOP) {
          throw diverged;
        }
        long adapted = System.nanoTime();
        return new AdaptedSample(pose, Double.NaN, weightDistance(i, last), true, adapted - start);
      }
    }
  }

  private double adapt(NDManager scope, Poses pose2d, int i) {
    double selfSupervisedLoss = Double.NaN;
    if (settings.mode() != Mode.NONE && i % settings.skip() == 0) {
      NDArray x = scope.create(pose2d.values(), new Shape(1, pose2d.joints(), 2));
      RandomViews views =
          new RandomViews(technique.views(), Seeds.random(settings.seed(), "views", i));
      if (!settings.carryMoments()) {
        model.forgetMoments();
      }
      for (int t = 0; t < settings.steps(); t++) {
        selfSupervisedLoss = iteration.step(x, views); // eq. 6
        requireFinite(i, "L_s", selfSupervisedLoss);
        model.anchor(settings.anchorStrength());
        model.average(settings.averageDecay());
      }
    }
    return selfSupervisedLoss;
  }

  /** After a step. An addition to the paper; the trained weights then predict the sample. */
  private boolean resetWhereFar() {
    double limit = settings.resetDistance();
    boolean far = limit > 0 && model.distance() > limit;
    if (far) {
      model.startAgain();
    }
    return far;
  }

  private Poses predict(NDManager scope, Poses pose2d, int i) {
    Poses predicted = predictor.predict(scope, model.predicting(), pose2d, Predictor.Head.FSL);
    requireFinite(i, predicted, 0);
    return predicted;
  }

  /** That the prediction of sample i, which is one of these poses, is finite. */
  private void requireFinite(int i, Poses predicted, int pose) {
    for (int k = pose * predicted.stride(); k < (pose + 1) * predicted.stride(); k++) {
      requireFinite(i, "a coordinate of the prediction", predicted.values()[k]);
    }
  }

  private double weightDistance(int i, boolean last) {
    boolean offset = body != null && settings.body().refine() == Refine.RATIOS; // zero at first
    boolean measured = (i + 1) % MEASURED_EVERY == 0 || last;
    return settings.mode() == Mode.NONE || offset || !measured
        ? Double.NaN
        : requireFinite(i, "the distance from the trained weights", model.distance());
  }

  private double requireFinite(int i, String what, double value) {
    if (!Double.isFinite(value)) {
      throw model.afresh()
          ? DivergedException.inStream(Kind.PREDICTION, i, what + " is " + value)
          : DivergedException.inStream(
              Kind.ADAPTATION,
              i,
              "%s is %s at a learning rate of %s".formatted(what, value, settings.rate()));
    }
    return value;
  }

  /** Vanilla samples do not depend on each other: on the CPU each core takes its own. */
  private int samplesAtOnce() {
    boolean independent =
        settings.mode() == Mode.VANILLA && session.arithmetic() == Arithmetic.FUSED && body == null;
    return independent && !session.manager().getDevice().isGpu() ? session.threads() : 1;
  }

  private void runParallel(
      Poses stream, IntPredicate seen, Poses predictions, AdaptationListener listener, int atOnce) {
    List<InferenceStageOptimization> others = new ArrayList<>();
    try {
      while (others.size() < atOnce - 1) {
        others.add(new InferenceStageOptimization(session, networks, trained, technique, settings));
      }
      List<ParallelVanilla.SampleTask> workers = new ArrayList<>();
      others.forEach(other -> workers.add(other.worker(seen)));
      new ParallelVanilla(session, worker(seen), workers).run(stream, predictions, listener);
    } finally {
      others.forEach(InferenceStageOptimization::close);
    }
  }

  private ParallelVanilla.SampleTask worker(IntPredicate seen) {
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
}
