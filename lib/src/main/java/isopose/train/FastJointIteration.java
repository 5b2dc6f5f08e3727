package isopose.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.geometry.RandomViews;
import isopose.geometry.Taped;
import isopose.loss.DiscriminatorLoss;
import isopose.loss.Fakes;
import isopose.loss.LossTerms;
import isopose.loss.SslPass;
import isopose.loss.Technique;
import isopose.model.DropoutSeeds;
import isopose.model.JointStep;
import isopose.model.Lifter;
import isopose.model.Session;
import isopose.model.Tape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Eq. 5 with fewer operations: the networks go there and back by {@link JointStep}, losses and
 * geometry by a recording, and one way through D and back serves both sides of the game.
 */
final class FastJointIteration implements JointIteration {
  private final JointTask task;
  private final JointStep networks;

  private FastJointIteration(JointTask task, JointStep networks) {
    this.task = task;
    this.networks = networks;
  }

  /** The fast iteration, where the networks allow it. */
  static Optional<JointIteration> of(Session session, JointTask task) {
    return JointStep.of(
            session,
            task.networks(),
            task.weights(),
            task.lifter(),
            task.discriminator(),
            task.technique().isPresent(),
            task.fakePass())
        .map(step -> new FastJointIteration(task, step));
  }

  @Override
  public Map<String, Double> step(
      TrainingSet.Batch batch,
      RandomViews views,
      DropoutSeeds seeds,
      double rateShare,
      NDManager scope) {
    Means log = new Means();
    Lifter lifter = task.networks().lifter();
    long n = batch.x().getShape().get(0);
    try (Tape tape = Tape.record(task.weights(), List.of(), scope)) {
      NDArray output = tape.leaf(networks.begin(batch.x().reshape(n, -1), seeds));
      LossTerms lf = task.supervised().of(lifter.fslPose(output.get("0:{}", n)), batch.truth());
      NDArray loss = lf.total();
      log.addAll(lf.values());
      Fakes fakes = null;
      if (task.technique().isPresent()) {
        NDArray lifted = lifter.sslPose(output.get("{}:", n), batch.x());
        SslPass.Answers others = SslPass.recorded(task.networks(), task.weights(), task.fakePass());
        fakes = new Fakes(lifter, networks, tape, new SeededAnswers(others, seeds));
        LossTerms ls = technique().loss(new SslPass(batch.x(), lifted, fakes, views));
        loss = loss.add(Taped.times(ls.total(), task.settings().lambda()));
        log.addAll(ls.values());
      }
      tape.backward(loss, loss.onesLike());
      log.addAll(backward(output, fakes, rateShare));
    }
    return log.values();
  }

  private Technique technique() {
    return task.technique().orElseThrow();
  }

  /** The rest of the way back; both sides are moved. */
  private Map<String, Double> backward(NDArray output, Fakes fakes, double rateShare) {
    TrainingSettings settings = task.settings();
    Means log = new Means();
    if (fakes != null) {
      fakes.backward(task.discriminatorPlays());
    }
    double rate = settings.learningRate() * rateShare;
    NDArray norm = networks.finish(output.getGradient(), rate, settings.gradientNorm());
    log.add("gradient_norm", norm.getFloat());
    if (task.discriminatorPlays()) {
      DiscriminatorLoss loss = fakes.discriminatorLoss();
      double accuracy = loss.accuracy().getFloat();
      if (task.discriminatorLearns(accuracy)) {
        networks.judgeLearn(
            fakes.discriminatorShare(loss), settings.discriminatorRate() * rateShare);
      }
      log.add("discriminator", loss.value().getFloat());
      log.add("discriminator_accuracy", accuracy);
    }
    return log.values();
  }

  @Override
  public void close() {
    networks.close();
  }
}
