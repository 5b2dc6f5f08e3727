package isopose.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.adapt.AdaptSettings.Mode;
import isopose.geometry.RandomViews;
import isopose.loss.DiscriminatorLoss;
import isopose.loss.LossTerms;
import isopose.loss.SslPass;
import isopose.loss.Technique;
import isopose.model.Adam;
import isopose.model.Discriminator;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Pass;
import isopose.model.Predictor;
import isopose.model.Seeds;
import isopose.model.Session;
import isopose.model.Tape;
import isopose.model.Weights;
import isopose.skeleton.Poses;

/**
 * Inference stage optimization: Algorithm 1.
 *
 * <p>The trained weights stay as they are; adaptation works on a copy. The FSL head and batch
 * normalisation's statistics are frozen, dropout is off.
 */
public final class InferenceStageOptimization implements AutoCloseable {
  private final Session session;
  private final Networks networks;
  private final Technique technique;
  private final AdaptSettings settings;
  private final Weights trained;
  private final Weights adapted;
  private final Adam lifterAdam;
  private final Adam discriminatorAdam;
  private final Predictor predictor;

  /** Prepares adaptation from {@code trained}, which must outlive this. */
  public InferenceStageOptimization(
      Session session,
      Networks networks,
      Weights trained,
      Technique technique,
      AdaptSettings settings) {
    this.session = session;
    this.networks = networks;
    this.technique = technique;
    this.settings = settings;
    this.trained = trained;
    adapted = trained.duplicate();
    lifterAdam = new Adam(session, adapted, adapted.trained(this::inExtractorOrSslHead));
    discriminatorAdam =
        new Adam(session, adapted, adapted.trained(n -> n.startsWith(Discriminator.PREFIX)));
    predictor = new Predictor(networks.lifter(), settings.flip());
  }

  private boolean inExtractorOrSslHead(String name) {
    return name.startsWith(Lifter.EXTRACTOR) || name.startsWith(Lifter.SSL_HEAD);
  }

  /** theta_* for * in {e, s, d}. */
  private boolean inAdaptedParts(String name) {
    return inExtractorOrSslHead(name) || name.startsWith(Discriminator.PREFIX);
  }

  /**
   * Algorithm 1 over a stream.
   *
   * @param stream 2D poses x_1 .. x_N, (N, J, 2) network units, in the order of their arrival
   * @param listener hears of every prediction; may throw to stop
   * @return 3D poses X_1 .. X_N, (N, J, 3) network units
   */
  public Poses run(Poses stream, Listener listener) {
    Poses predictions = Poses.zeros(stream.count(), stream.joints(), 3);
    for (int i = 0; i < stream.count(); i++) {
      if (settings.mode() == Mode.VANILLA) {
        startAgain();
      }
      double selfSupervisedLoss = Double.NaN;
      try (NDManager scope = session.manager().newSubManager()) {
        NDArray x = scope.create(stream.slice(i, i + 1).values(), new Shape(1, stream.joints(), 2));
        if (settings.mode() != Mode.NONE && i % settings.skip() == 0) {
          RandomViews views =
              new RandomViews(technique.views(), Seeds.random(settings.seed(), "views", i));
          for (int t = 0; t < settings.steps(); t++) {
            selfSupervisedLoss = step(x, views);
            adapted.pullTowards(trained, settings.pull(), this::inAdaptedParts);
          }
        }
        float[] predicted = predictor.predict(adapted, x).toFloatArray();
        System.arraycopy(
            predicted, 0, predictions.values(), i * predictions.stride(), predicted.length);
      }
      listener.predicted(i, selfSupervisedLoss);
    }
    return predictions;
  }

  /** theta_* := theta_*^P for * in {e, s, d}, and Adam forgets. */
  private void startAgain() {
    adapted.restore(trained, this::inAdaptedParts);
    lifterAdam.reset();
    discriminatorAdam.reset();
  }

  /**
   * One iteration of eq. 6 on a mini-batch of copies of x: every gradient is taken at the
   * parameters before the step.
   *
   * @return L_s before the step
   */
  private double step(NDArray x, RandomViews views) {
    try (NDManager scope = x.getManager().newSubManager()) {
      NDArray copies = x.repeat(0, settings.copies());
      copies.attach(scope);
      NDArray fake;
      double loss;
      try (Tape tape = Tape.record(adapted, lifterAdam.names(), scope)) {
        NDArray features = networks.lifter().features(tape, copies, Pass.INFERENCE);
        SslPass pass =
            new SslPass(networks, tape, copies, features, Pass.INFERENCE, Pass.INFERENCE, views);
        LossTerms ls = technique.loss(pass);
        tape.backward(ls.total());
        lifterAdam.step(tape.gradients(), settings.rate(), 0);
        loss = ls.total().getFloat();
        fake = pass.fake().stopGradient();
      }
      if (technique.needsDiscriminator()) {
        adaptDiscriminator(copies, fake, scope);
      }
      return loss;
    }
  }

  private void adaptDiscriminator(NDArray real, NDArray fake, NDManager scope) {
    try (Tape tape = Tape.record(adapted, discriminatorAdam.names(), scope)) {
      DiscriminatorLoss loss =
          DiscriminatorLoss.of(networks.discriminator(), tape, real, fake, Pass.INFERENCE);
      tape.backward(loss.value());
      discriminatorAdam.step(tape.gradients(), settings.rate(), 0);
    }
  }

  /** The parameters as the last sample left them. */
  public Weights adapted() {
    return adapted;
  }

  @Override
  public void close() {
    lifterAdam.close();
    discriminatorAdam.close();
    adapted.close();
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
