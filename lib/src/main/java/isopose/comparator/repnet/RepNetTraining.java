package isopose.comparator.repnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.data.PoseSequence;
import isopose.geometry.GradientSafe;
import isopose.io.Progress;
import isopose.loss.LossTerms;
import isopose.model.Adam;
import isopose.model.GradientScope;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Pass;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.stats.Seeds;
import isopose.train.EpochLog;
import isopose.train.Means;
import isopose.train.Training;
import isopose.train.TrainingSet;
import isopose.train.TrainingSettings;
import isopose.train.TrainingSetup;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * RepNet's training: a Wasserstein GAN with gradient penalty of the pose network and a critic of 3D
 * poses, with a reprojection loss and a camera loss. The 3D poses are another shuffle of the source
 * than the 2D poses: no pair of the two is ever used.
 *
 * <p>Of {@link TrainingSettings} it takes epochs, batch, flip, the learning rate and its decay, the
 * discriminator's rate for the critic, and the gradient norm.
 */
public final class RepNetTraining implements Training {
  private final TrainingSetup setup;
  private final Session session;
  private final Networks networks;
  private final RepNet.Head head;
  private final Weights weights;
  private final Critic critic;
  private final Weights criticWeights;
  private final TrainingSettings settings;
  private final RepNetSettings own;
  private final Adam generatorAdam;
  private final Adam criticAdam;
  private final Template template = new Template();

  /**
   * Prepares training.
   *
   * @param setup whose networks have {@link RepNet} as their backbone
   */
  public RepNetTraining(TrainingSetup setup, RepNetSettings own) {
    this.setup = setup;
    this.own = own;
    session = setup.session();
    networks = setup.networks();
    weights = setup.weights();
    settings = setup.settings();
    head = new RepNet().head(Lifter.FSL_HEAD, networks.shape());
    critic = new Critic(Skeleton.H36M_17, networks.shape().width());
    criticWeights = Weights.draw(session, List.of(critic), Seeds.of(setup.seed(), "critic", 0));
    List<String> generator = weights.trained(Lifter::predicts);
    generatorAdam = new Adam(session, weights, generator, own.betas());
    criticAdam = new Adam(session, criticWeights, criticWeights.trained(name -> true), own.betas());
  }

  @Override
  public EpochLog epoch(int epoch, Progress progress) {
    long seed = setup.seed();
    SplittableRandom random = Seeds.random(seed, "order", epoch);
    TrainingSet samples = samples(setup.source().clips(Seeds.of(seed, "people", epoch)));
    int[] inputs = samples.shuffled(random);
    int[] poses = samples.shuffled(random);
    Means means = new Means();
    int batch = settings.batch();
    int steps = settings.steps(samples.count() / own.criticSteps());
    double share = settings.rateFactor(epoch);
    for (int step = 0; step < steps; step++) {
      Means log = new Means();
      for (int k = 0; k < own.criticSteps(); k++) {
        int begin = (step * own.criticSteps() + k) * batch;
        int[] inputIndices = Arrays.copyOfRange(inputs, begin, begin + batch);
        int[] poseIndices = Arrays.copyOfRange(poses, begin, begin + batch);
        try (NDManager scope = session.manager().newSubManager()) {
          NDArray x = samples.batch(scope, inputIndices, settings.flip(), random).x();
          NDArray real = samples.batch(scope, poseIndices, settings.flip(), random).truth();
          log.addAll(criticStep(x, real, share, random, scope));
          if (k == own.criticSteps() - 1) {
            log.addAll(generatorStep(x, share, scope));
          }
        }
      }
      Training.requireFinite(log.values(), epoch, step);
      means.addAll(log.values());
      progress.update(step + 1, steps, "");
    }
    return new EpochLog(epoch + 1, means.values());
  }

  /** 2D poses in network units; 3D poses in the template's frame, metres. */
  private TrainingSet samples(List<PoseSequence> clips) {
    List<Poses> inputs =
        clips.stream().map(clip -> setup.normalisation().input(clip.pose2d())).toList();
    List<Poses> poses = clips.stream().map(clip -> template.aligned(clip.pose3d())).toList();
    int joints = Skeleton.H36M_17.size();
    return TrainingSet.of(
        Poses.concatenate(inputs, joints, 2), Poses.concatenate(poses, joints, 3));
  }

  /** The critic learns to value real poses above generated ones, with slopes near 1 between. */
  private Map<String, Double> criticStep(
      NDArray x, NDArray real, double share, SplittableRandom random, NDManager scope) {
    NDArray features = networks.lifter().features(weights, x, Pass.INFERENCE);
    NDArray fake = head.pose(weights, features, Pass.INFERENCE);
    NDArray between = mixture(real, fake, random);
    try (GradientScope graph = GradientScope.record(criticWeights, criticAdam.names(), scope)) {
      NDArray gap = critic.value(graph, fake).mean().sub(critic.value(graph, real).mean());
      LossTerms loss =
          new LossTerms()
              .add("critic_gap", 1, gap)
              .add("gradient_penalty", own.penalty(), critic.penalty(graph, between));
      graph.backward(loss.total());
      criticAdam.step(graph.gradients(), settings.discriminatorRate() * share, 0);
      return loss.values();
    }
  }

  /** A random point between each real and a generated pose. */
  private static NDArray mixture(NDArray real, NDArray fake, SplittableRandom random) {
    float[] shares = new float[(int) real.getShape().get(0)];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) random.nextDouble();
    }
    NDArray share = real.getManager().create(shares, new Shape(shares.length, 1, 1));
    return fake.add(real.sub(fake).mul(share));
  }

  /** The generator's step: poses of high value that project onto their inputs. */
  private Map<String, Double> generatorStep(NDArray x, double share, NDManager scope) {
    try (GradientScope graph = GradientScope.record(weights, generatorAdam.names(), scope)) {
      NDArray features = networks.lifter().features(graph, x, Pass.TRAIN);
      NDArray pose = head.pose(graph, features, Pass.TRAIN);
      NDArray camera = head.camera(graph, features, Pass.TRAIN);
      NDArray reprojected = WeakPerspective.project(camera, pose);
      LossTerms loss =
          new LossTerms()
              .add(
                  "adversarial",
                  1,
                  GradientSafe.times(critic.value(criticWeights, pose).mean(), -1))
              .add("reprojection", own.reprojection(), x.sub(reprojected).abs().mean())
              .add("camera", own.camera(), WeakPerspective.loss(camera));
      graph.backward(loss.total());
      NDArray norm =
          generatorAdam.step(
              graph.gradients(), settings.learningRate() * share, settings.gradientNorm());
      Map<String, Double> log = loss.values();
      log.put("gradient_norm", (double) norm.getFloat());
      return log;
    }
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    criticWeights.names().forEach(name -> state.put(name, criticWeights.get(name)));
    generatorAdam.state().forEach((name, array) -> state.put("adam.generator." + name, array));
    criticAdam.state().forEach((name, array) -> state.put("adam.critic." + name, array));
    return state;
  }

  @Override
  public void close() {
    generatorAdam.close();
    criticAdam.close();
    criticWeights.close();
  }
}
