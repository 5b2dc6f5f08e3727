package isopose.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.data.Normalisation;
import isopose.geometry.RandomViews;
import isopose.geometry.Taped;
import isopose.geometry.ViewRange;
import isopose.loss.DiscriminatorLoss;
import isopose.loss.LossTerms;
import isopose.loss.SslPass;
import isopose.loss.SupervisedLoss;
import isopose.loss.Technique;
import isopose.model.Adam;
import isopose.model.Discriminator;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Pass;
import isopose.model.Seeds;
import isopose.model.Session;
import isopose.model.Tape;
import isopose.model.Weights;
import isopose.skeleton.Skeleton;
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
  private final Networks networks;
  private final Weights weights;
  private final TrainingSettings settings;
  private final Optional<Technique> technique;
  private final EpochSource source;
  private final Normalisation normalisation;
  private final long seed;
  private final SupervisedLoss supervised;
  private final Pass fakePass;
  private final Adam lifterAdam;
  private final Adam discriminatorAdam;

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
    this.session = session;
    this.networks = networks;
    this.weights = weights;
    this.settings = settings;
    this.technique = technique;
    this.source = source;
    this.normalisation = normalisation;
    this.seed = seed;
    supervised = new SupervisedLoss(Skeleton.H36M_17, settings.boneTerm());
    fakePass = settings.freezeFakeStatistics() ? Pass.FROZEN_STATISTICS : Pass.TRAIN;
    lifterAdam = new Adam(session, weights, weights.trained(this::inLifter));
    discriminatorAdam =
        new Adam(session, weights, weights.trained(n -> n.startsWith(Discriminator.PREFIX)));
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
    Engine.getInstance().setRandomSeed((int) Seeds.of(seed, "dropout", epoch));
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
    int steps = samples.count() / batch;
    for (int step = 0; step < steps; step++) {
      int[] places = Arrays.copyOfRange(order, step * batch, (step + 1) * batch);
      try (NDManager scope = session.manager().newSubManager()) {
        TrainingSet.Batch samplesOfStep = samples.batch(scope, places, settings.flip(), random);
        Map<String, Double> log = step(samplesOfStep, views, settings.rateShare(epoch), scope);
        Training.requireFinite(log, epoch, step);
        means.addAll(log);
      }
      listener.stepDone(step + 1, steps, batch);
    }
    return new EpochLog(epoch + 1, means.values());
  }

  /** One step of both sides of eq. 5's game, each at the weights before the step. */
  private Map<String, Double> step(
      TrainingSet.Batch batch, RandomViews views, double rateShare, NDManager scope) {
    Means log = new Means();
    NDArray fake = null;
    try (Tape tape = Tape.record(weights, lifterAdam.names(), scope)) {
      NDArray features = networks.lifter().features(tape, batch.x(), Pass.TRAIN);
      NDArray predicted = networks.lifter().fslHead(tape, features, Pass.TRAIN);
      LossTerms lf = supervised.of(predicted, batch.truth());
      NDArray loss = lf.total();
      log.addAll(lf.values());
      if (technique.isPresent()) {
        SslPass pass =
            new SslPass(networks, tape, batch.x(), features, Pass.TRAIN, fakePass, views);
        LossTerms ls = technique.get().loss(pass);
        loss = loss.add(Taped.times(ls.total(), settings.lambda()));
        log.addAll(ls.values());
        fake = pass.fake().stopGradient();
      }
      tape.backward(loss);
      NDArray norm =
          lifterAdam.step(
              tape.gradients(), settings.learningRate() * rateShare, settings.gradientNorm());
      log.add("gradient_norm", norm.getFloat());
    }
    if (fake != null && technique.get().needsDiscriminator()) {
      log.addAll(discriminatorStep(batch.x(), fake, rateShare, scope));
    }
    return log.values();
  }

  /** D learns to tell x from y, unless it is too far ahead already. */
  private Map<String, Double> discriminatorStep(
      NDArray real, NDArray fake, double rateShare, NDManager scope) {
    try (Tape tape = Tape.record(weights, discriminatorAdam.names(), scope)) {
      DiscriminatorLoss loss =
          DiscriminatorLoss.of(networks.discriminator(), tape, real, fake, Pass.TRAIN);
      double accuracy = loss.accuracy().getFloat();
      if (settings.discriminatorLimit() >= 1 || accuracy < settings.discriminatorLimit()) {
        tape.backward(loss.value());
        discriminatorAdam.step(tape.gradients(), settings.discriminatorRate() * rateShare, 0);
      }
      Means log = new Means();
      log.add("discriminator", loss.value().getFloat());
      log.add("discriminator_accuracy", accuracy);
      return log.values();
    }
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
    lifterAdam.close();
    discriminatorAdam.close();
  }
}
