package isopose.body;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import isopose.data.PoseSequence;
import isopose.geometry.RandomViews;
import isopose.geometry.ViewRange;
import isopose.io.Progress;
import isopose.loss.LossTerms;
import isopose.loss.SslBatch;
import isopose.loss.SupervisedLoss;
import isopose.model.Adam;
import isopose.model.Discriminator;
import isopose.model.GradientScope;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.DropoutSeeds;
import isopose.model.layers.DropoutSeeds.Way;
import isopose.model.layers.Pass;
import isopose.skeleton.Poses;
import isopose.stats.Seeds;
import isopose.train.DiscriminatorStep;
import isopose.train.EpochLog;
import isopose.train.Means;
import isopose.train.Training;
import isopose.train.TrainingSet;
import isopose.train.TrainingSettings;
import isopose.train.TrainingSetup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains a body encoder and the lifter that uses its estimate, on a labelled source in which each
 * clip of an epoch shows one person.
 *
 * <p>A step has batch / K persons with K frames each, of any view. The encoder learns the true
 * {@link BodyRatios} from the first k frames of each, by the squared error; ln k is uniform from 0
 * to ln K, so that it learns from few frames as well as from many. The lifter learns L_f (eq. 2)
 * with the true ratios and some noise for half of the persons, and with the encoder's estimate, as
 * a constant, for the others.
 *
 * <p>With {@link BodySettings#discriminator}, D learns in each step to tell the source's 2D poses
 * from random projections of the lifts. All other weights are the same bits as without it.
 *
 * <p>Of {@link TrainingSettings} it takes epochs, batch, flip, the learning rate and its decay, the
 * gradient norm and the form of L_f, and for D the rate and the limit.
 */
public final class BodyTraining implements Training {
  private static final NDIndex ALL = new NDIndex("...");

  private final TrainingSetup setup;
  private final Session session;
  private final Weights weights;
  private final ConditionedLifter lifter;
  private final TrainingSettings settings;
  private final BodySettings own;
  private final int persons;
  private final SupervisedLoss supervised;
  private final float[] meanRatios;
  private final List<Poses> validation;
  private final Adam adam;
  private final ViewRange views;
  private final Adam discriminatorAdam; // null where D is not trained

  /**
   * Prepares training.
   *
   * @param setup whose networks have {@link BodyBackbone} as their backbone; each clip of its
   *     source shows one person, and epochs should differ in who that is
   * @param recorded clips whose mean ratios are the origin of the ten numbers
   * @param validation clips on which the spread of the encoder's estimates is measured
   * @param views of the random projections that D learns from
   */
  public BodyTraining(
      TrainingSetup setup,
      BodySettings own,
      List<PoseSequence> recorded,
      List<PoseSequence> validation,
      ViewRange views) {
    this.setup = setup;
    this.own = own;
    session = setup.session();
    weights = setup.weights();
    settings = setup.settings();
    lifter = ConditionedLifter.of(setup.networks().lifter()).orElseThrow();
    persons = settings.batch() / own.frames();
    supervised = settings.supervisedLoss();
    meanRatios = BodyRatios.mean(recorded);
    set(BodyEncoder.MEAN, meanRatios);
    this.validation =
        validation.stream().map(clip -> setup.normalisation().input(clip.pose2d())).toList();
    adam = new Adam(session, weights, weights.trained(Lifter::predicts));
    this.views = views;
    discriminatorAdam =
        own.discriminator()
            ? new Adam(session, weights, weights.trained(n -> n.startsWith(Discriminator.PREFIX)))
            : null;
  }

  /** Logs mean losses, {@code body} among them, the gradient's norm, and how D does. */
  @Override
  public EpochLog epoch(int epoch, Progress progress) {
    long seed = setup.seed();
    SplittableRandom dropout = Seeds.random(seed, "dropout", epoch);
    SplittableRandom random = Seeds.random(seed, "order", epoch);
    RandomViews drawnViews = new RandomViews(views, Seeds.random(seed, "views", epoch));
    List<PoseSequence> clips = setup.source().clips(Seeds.of(seed, "people", epoch));
    TrainingSet samples = TrainingSet.of(clips, setup.normalisation());
    PersonFrames frames = new PersonFrames(clips);
    Means means = new Means();
    int steps = settings.steps(samples.count());
    double rateFactor = settings.rateFactor(epoch);
    for (int step = 0; step < steps; step++) {
      int[] drawn = frames.draw(persons, own.frames(), random);
      try (NDManager scope = session.manager().newSubManager()) {
        TrainingSet.Batch batch = samples.batch(scope, drawn, settings.flip(), random);
        DropoutSeeds seeds = new DropoutSeeds(dropout.nextInt());
        Map<String, Double> log = step(batch, seeds, random, drawnViews, rateFactor, scope);
        Training.requireFinite(log, epoch, step);
        means.addAll(log);
      }
      progress.update(step + 1, steps, "");
    }
    float[] spread = WindowSpread.of(session.manager(), weights, lifter.encoder(), validation);
    if (spread != null) {
      set(BodyEncoder.SPREAD, spread);
    }
    return new EpochLog(epoch + 1, means.values());
  }

  private void set(String name, float[] values) {
    try (NDManager scope = session.manager().newSubManager()) {
      weights.get(name).set(ALL, scope.create(values));
    }
  }

  private Map<String, Double> step(
      TrainingSet.Batch batch,
      DropoutSeeds seeds,
      SplittableRandom random,
      RandomViews drawnViews,
      double rateFactor,
      NDManager scope) {
    int used = (int) Math.round(Math.pow(own.frames(), random.nextDouble()));
    NDArray x = batch.withInputNoise(own.inputNoise(), random).x();
    NDArray rows = x.reshape(x.getShape().get(0), -1);
    float[][] ratios = trueRatios(batch.truth());
    Map<String, Double> log;
    NDArray lifts;
    try (GradientScope graph = GradientScope.record(weights, adam.names(), scope)) {
      seeds.before(Way.SAMPLES);
      NDArray features = lifter.encoder().features(graph, rows, Pass.TRAIN);
      NDArray estimates = lifter.encoder().pooled(graph, features, persons, used);
      NDArray body = estimates.sub(scope.create(ratios)).square().sum(new int[] {1}).mean();
      NDArray given = given(ratios, estimates.toFloatArray(), random, scope);
      NDArray lifted = lifter.lift(graph, rows, given, Pass.TRAIN);
      LossTerms loss = supervised.of(lifted, batch.truth()).add("body", 1, body);
      graph.backward(loss.total());
      double rate = settings.learningRate() * rateFactor;
      NDArray norm = adam.step(graph.gradients(), rate, settings.gradientNorm());
      log = loss.values();
      log.put("gradient_norm", (double) norm.getFloat());
      lifts = lifted.stopGradient();
    }
    if (discriminatorAdam != null) {
      Networks networks = setup.networks();
      SslBatch seen = new SslBatch(networks, weights, x, lifts, Pass.TRAIN, drawnViews);
      log.putAll(
          new DiscriminatorStep(networks.discriminator(), weights, settings, discriminatorAdam)
              .step(batch.x(), seen.fake(), seeds, rateFactor, scope));
    }
    return log;
  }

  /** The mean over each person's frames, as differences from the source's mean, (P, 10). */
  private float[][] trueRatios(NDArray truth) {
    Poses poses = new Poses(truth.toFloatArray(), (int) truth.getShape().get(1), 3);
    float[][] ratios = new float[persons][];
    for (int p = 0; p < persons; p++) {
      ratios[p] = BodyRatios.mean(poses, p * own.frames(), (p + 1) * own.frames());
      for (int k = 0; k < BodyRatios.COUNT; k++) {
        ratios[p][k] -= meanRatios[k];
      }
    }
    return ratios;
  }

  /** What the lifter is given for each frame, (P K, 10): the truth with noise, or the estimate. */
  private NDArray given(
      float[][] ratios, float[] estimates, SplittableRandom random, NDManager scope) {
    float[] given = new float[persons * own.frames() * BodyRatios.COUNT];
    for (int p = 0; p < persons; p++) {
      float[] row = new float[BodyRatios.COUNT];
      boolean estimated = random.nextBoolean();
      for (int k = 0; k < row.length; k++) {
        double noise = own.ratioNoise() * random.nextGaussian();
        row[k] = estimated ? estimates[p * row.length + k] : (float) (ratios[p][k] + noise);
      }
      for (int f = 0; f < own.frames(); f++) {
        System.arraycopy(row, 0, given, (p * own.frames() + f) * row.length, row.length);
      }
    }
    return scope.create(given, new Shape((long) persons * own.frames(), BodyRatios.COUNT));
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    adam.state().forEach((name, array) -> state.put("adam." + name, array));
    if (discriminatorAdam != null) {
      discriminatorAdam
          .state()
          .forEach((name, array) -> state.put("adam.discriminator." + name, array));
    }
    return state;
  }

  @Override
  public void close() {
    adam.close();
    if (discriminatorAdam != null) {
      discriminatorAdam.close();
    }
  }
}
