package isopose.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import isopose.geometry.GradientSafe;
import isopose.geometry.RandomViews;
import isopose.loss.LossTerms;
import isopose.loss.SslBatch;
import isopose.model.GradientScope;
import isopose.model.Lifter;
import isopose.model.layers.DropoutSeeds;
import isopose.model.layers.DropoutSeeds.Way;
import isopose.model.layers.Pass;
import java.util.Map;

/** Eq. 5 as it reads: one recording for the lifter, one for D. */
record AutogradJointIteration(JointTask task) implements JointIteration {

  @Override
  public Map<String, Double> step(
      TrainingSet.Batch batch,
      RandomViews views,
      DropoutSeeds seeds,
      double rateFactor,
      NDManager scope) {
    Means log = new Means();
    NDArray fake = null;
    Lifter lifter = task.networks().lifter();
    TrainingSettings settings = task.settings();
    try (GradientScope graph = GradientScope.record(task.weights(), task.lifter().names(), scope)) {
      seeds.before(Way.SAMPLES);
      NDArray features = lifter.features(graph, batch.x(), Pass.TRAIN);
      NDArray predicted = lifter.fslHead(graph, features, Pass.TRAIN);
      LossTerms lf = task.supervised().of(predicted, batch.truth());
      NDArray loss = lf.total();
      log.addAll(lf.values());
      if (task.technique().isPresent()) {
        NDArray lifted = lifter.sslHead(graph, features, batch.x(), Pass.TRAIN);
        SslBatch pass =
            new SslBatch(
                task.networks(), graph, batch.x(), lifted, task.fakePass(), views, seeds::before);
        LossTerms ls = task.technique().get().loss(pass);
        loss = loss.add(GradientSafe.times(ls.total(), settings.lambda()));
        log.addAll(ls.values());
        fake = pass.fake().stopGradient();
      }
      graph.backward(loss);
      double rate = settings.learningRate() * rateFactor;
      NDArray norm = task.lifter().step(graph.gradients(), rate, settings.gradientNorm());
      log.add("gradient_norm", norm.getFloat());
    }
    if (task.discriminatorPlays()) {
      DiscriminatorStep judge =
          new DiscriminatorStep(
              task.networks().discriminator(), task.weights(), settings, task.discriminator());
      log.addAll(judge.step(batch.x(), fake, seeds, rateFactor, scope));
    }
    return log.values();
  }
}
