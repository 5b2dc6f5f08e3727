package isopose.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.data.Normalisation;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.loss.Technique;
import isopose.model.Adam;
import isopose.model.Arithmetic;
import isopose.model.Discriminator;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.DropoutSeeds;
import isopose.stats.Seeds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Joint training on the labelled source (eq. 5): the lifter descends L_f + lambda L_s, the
 * discriminator plays against it. Without a technique it is the Baseline, trained by L_f alone.
 *
 * <p>Every epoch draws from random streams of its own, so training can stop after any epoch and go
 * on in another process with the same bits.
 */
public final class JointTraining implements Training {
  private final Session session;
  private final Weights weights;
  private final TrainingSettings settings;
  private final Optional<Technique> technique;
  private final EpochSource source;
  private final Normalisation normalisation;
  private final long seed;
  private final Adam lifterAdam;
  private final Adam discriminatorAdam;
  private final JointIteration iteration;

  /**
   * Prepares training of {@code weights}, in place.
   *
   * @param technique L_s; empty for the Baseline
   * @param seed of shuffling, flips, random views and dropout
   */
  public JointTraining(
      Session session,
      Networks networks,
      Weights weights,
      TrainingSettings settings,
      Optional<Technique> technique,
      EpochSource source,
      Normalisation normalisation,
      long seed) {
    this(
        session,
        networks,
        weights,
        settings,
        technique,
        source,
        normalisation,
        seed,
        Arithmetic.FUSED);
  }

  /** The same, computed in a way of one's choice. */
  public JointTraining(
      Session session,
      Networks networks,
      Weights weights,
      TrainingSettings settings,
      Optional<Technique> technique,
      EpochSource source,
      Normalisation normalisation,
      long seed,
      Arithmetic arithmetic) {
    this.session = session;
    this.weights = weights;
    this.settings = settings;
    this.technique = technique;
    this.source = source;
    this.normalisation = normalisation;
    this.seed = seed;
    lifterAdam = new Adam(session, weights, weights.trained(this::inLifter));
    discriminatorAdam =
        new Adam(session, weights, weights.trained(n -> n.startsWith(Discriminator.PREFIX)));
    JointTask task =
        new JointTask(
            networks,
            weights,
            settings,
            settings.supervisedLoss(),
            technique,
            lifterAdam,
            discriminatorAdam);
    JointIteration autograd = new AutogradJointIteration(task);
    iteration =
        arithmetic == Arithmetic.AUTOGRAD
            ? autograd
            : FusedJointIteration.of(session, task).orElse(autograd);
  }

  /** theta_e, theta_f, and theta_s where there is a technique to train it. */
  private boolean inLifter(String name) {
    return name.startsWith(Lifter.EXTRACTOR)
        || name.startsWith(Lifter.FSL_HEAD)
        || (technique.isPresent() && name.startsWith(Lifter.SSL_HEAD));
  }

  /** Logs mean losses, the discriminator's accuracy, the gradient's norm. */
  @Override
  public EpochLog epoch(int epoch, StepListener listener) {
    SplittableRandom dropout = Seeds.random(seed, "dropout", epoch);
    SplittableRandom random = Seeds.random(seed, "order", epoch);
    RandomViews views =
        new RandomViews(
            technique.map(Technique::views).orElse(ViewRange.PAPER),
            Seeds.random(seed, "views", epoch));
    TrainingSet samples =
        TrainingSet.of(source.clips(Seeds.of(seed, "people", epoch)), normalisation);
    int[] order = samples.shuffled(random);
    Means means = new Means();
    int batch = settings.batch();
    int steps = settings.steps(samples.count());
    for (int step = 0; step < steps; step++) {
      int[] places = Arrays.copyOfRange(order, step * batch, (step + 1) * batch);
      try (NDManager scope = session.manager().newSubManager()) {
        TrainingSet.Batch samplesOfStep = samples.batch(scope, places, settings.flip(), random);
        Map<String, Double> log =
            iteration.step(
                samplesOfStep,
                views,
                new DropoutSeeds(dropout.nextInt()),
                settings.rateShare(epoch),
                scope);
        Training.requireFinite(log, epoch, step);
        means.addAll(log);
      }
      listener.stepDone(step + 1, steps, batch);
    }
    return new EpochLog(epoch + 1, means.values());
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    lifterAdam.state().forEach((name, array) -> state.put("adam.lifter." + name, array));
    discriminatorAdam
        .state()
        .forEach((name, array) -> state.put("adam.discriminator." + name, array));
    return state;
  }

  @Override
  public void close() {
    iteration.close();
    lifterAdam.close();
    discriminatorAdam.close();
  }
}
