package isopose.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.io.Progress;
import isopose.loss.SslObjective;
import isopose.model.Adam;
import isopose.model.Arithmetic;
import isopose.model.Discriminator;
import isopose.model.Lifter;
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
 * Joint training on the labelled source (eq. 5): the lifter minimises L_f + lambda L_s, and the
 * discriminator is trained against it. Without a technique it is the Baseline, trained by L_f
 * alone.
 *
 * <p>Every epoch draws from random streams of its own, so training can stop after any epoch and go
 * on in another process with the same bits.
 */
public final class JointTraining implements Training {
  private final TrainingSetup setup;
  private final Optional<SslObjective> technique;
  private final Adam lifterAdam;
  private final Adam discriminatorAdam;
  private final JointIteration iteration;

  /**
   * Prepares training.
   *
   * @param technique L_s; empty for the Baseline
   */
  public JointTraining(TrainingSetup setup, Optional<SslObjective> technique) {
    this.setup = setup;
    this.technique = technique;
    Session session = setup.session();
    Weights weights = setup.weights();
    lifterAdam = new Adam(session, weights, weights.trained(this::inLifter));
    discriminatorAdam =
        new Adam(session, weights, weights.trained(n -> n.startsWith(Discriminator.PREFIX)));
    JointTask task =
        new JointTask(
            setup.networks(),
            weights,
            setup.settings(),
            setup.settings().supervisedLoss(),
            technique,
            lifterAdam,
            discriminatorAdam);
    JointIteration autograd = new AutogradJointIteration(task);
    iteration =
        session.arithmetic() == Arithmetic.AUTOGRAD
            ? autograd
            : FusedJointIteration.of(session, task).orElse(autograd);
  }

  /** theta_e, theta_f, and theta_s where there is a technique to train it. */
  private boolean inLifter(String name) {
    return Lifter.predicts(name) || (technique.isPresent() && name.startsWith(Lifter.SSL_HEAD));
  }

  /** Logs mean losses, the discriminator's accuracy, the gradient's norm. */
  @Override
  public EpochLog epoch(int epoch, Progress progress) {
    TrainingSettings settings = setup.settings();
    long seed = setup.seed();
    SplittableRandom dropout = Seeds.random(seed, "dropout", epoch);
    SplittableRandom random = Seeds.random(seed, "order", epoch);
    RandomViews views =
        new RandomViews(
            technique.map(SslObjective::views).orElse(ViewRange.PAPER),
            Seeds.random(seed, "views", epoch));
    TrainingSet samples =
        TrainingSet.of(
            setup.source().clips(Seeds.of(seed, "people", epoch)), setup.normalisation());
    int[] order = samples.shuffled(random);
    Means means = new Means();
    int batch = settings.batch();
    int steps = settings.steps(samples.count());
    for (int step = 0; step < steps; step++) {
      int[] indices = Arrays.copyOfRange(order, step * batch, (step + 1) * batch);
      try (NDManager scope = setup.session().manager().newSubManager()) {
        TrainingSet.Batch samplesOfStep = samples.batch(scope, indices, settings.flip(), random);
        if (settings.inputNoise() > 0) {
          samplesOfStep = samplesOfStep.withInputNoise(settings.inputNoise(), random);
        }
        Map<String, Double> log =
            iteration.step(
                samplesOfStep,
                views,
                new DropoutSeeds(dropout.nextInt()),
                settings.rateFactor(epoch),
                scope);
        Training.requireFinite(log, epoch, step);
        means.addAll(log);
      }
      progress.update(step + 1, steps, "");
    }
    return new EpochLog(epoch + 1, means.values());
  }

  @Override
  public Weights weights() {
    return setup.weights();
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
