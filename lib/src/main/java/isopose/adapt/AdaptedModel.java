package isopose.adapt;

import isopose.model.Adam;
import isopose.model.Discriminator;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.fused.AdaptationStep;
import isopose.model.fused.AdaptationStep.Side;
import isopose.model.fused.ClosedForm;
import java.util.Optional;
import java.util.function.Predicate;

/** The trained weights, the copy of them that adapts, and its optimizers. */
final class AdaptedModel implements AutoCloseable {
  private final Session session;
  private final Weights trained;
  private final Predicate<String> inLifter;
  private Copy copy; // null before it is needed
  private boolean afresh;
  private Weights average; // null before the first step since the last start

  /** What adapts. */
  private record Copy(Weights weights, Adam lifterAdam, Adam discriminatorAdam)
      implements AutoCloseable {
    static Copy of(Session session, Weights trained, Predicate<String> inLifter) {
      Weights weights = trained.duplicate();
      return new Copy(
          weights,
          new Adam(session, weights, weights.trained(inLifter)),
          new Adam(session, weights, weights.trained(n -> n.startsWith(Discriminator.PREFIX))));
    }

    @Override
    public void close() {
      lifterAdam.close();
      discriminatorAdam.close();
      weights.close();
    }
  }

  /** Of the paper's networks: theta_e and theta_s adapt, and D. */
  AdaptedModel(Session session, Weights trained) {
    this(
        session,
        trained,
        name -> name.startsWith(Lifter.EXTRACTOR) || name.startsWith(Lifter.SSL_HEAD));
  }

  /**
   * Of trained weights.
   *
   * @param inLifter the names of the lifter's arrays that adapt; those of D adapt, too
   */
  AdaptedModel(Session session, Weights trained, Predicate<String> inLifter) {
    this.session = session;
    this.trained = trained;
    this.inLifter = inLifter;
  }

  private Copy copy() {
    if (copy == null) {
      copy = Copy.of(session, trained, inLifter);
    }
    return copy;
  }

  /** theta_* for * in {e, s, d}. */
  private boolean inAdaptedParts(String name) {
    return inLifter.test(name) || name.startsWith(Discriminator.PREFIX);
  }

  /** theta_* := theta_*^P, with Adam's moments at zero, when the copy is next needed. */
  void startAgain() {
    afresh = true;
    forgetAverage();
  }

  /** Both sides' next step is Adam's first; the weights stay. */
  void forgetMoments() {
    copy().lifterAdam().reset();
    copy().discriminatorAdam().reset();
  }

  /** The weights as they are now, to be read. */
  Weights current() {
    return afresh || copy == null ? trained : copy.weights();
  }

  /** The weights as they are now, to be changed. */
  Weights adapted() {
    Weights weights = copy().weights();
    if (afresh) {
      weights.restore(trained, this::inAdaptedParts);
      forgetMoments();
      afresh = false;
    }
    return weights;
  }

  /** Moves every adapted weight this fraction of the way back to its trained value. */
  void anchor(double strength) {
    adapted().moveTowards(trained, strength, this::inAdaptedParts);
  }

  /**
   * After a step: the moving average of the adapted weights keeps this fraction of itself. It
   * starts as the trained weights.
   *
   * @param decay 0: no average is kept
   */
  void average(double decay) {
    if (decay == 0) {
      return;
    }
    if (average == null) {
      average = trained.duplicate();
    }
    average.moveTowards(adapted(), 1 - decay, this::inAdaptedParts);
  }

  private void forgetAverage() {
    if (average != null) {
      average.close();
      average = null;
    }
  }

  /** The weights that predict: the average where one is kept. */
  Weights predicting() {
    return average == null ? current() : average;
  }

  /** ||theta - theta^P|| / ||theta^P|| over theta_e, theta_s and theta_d. */
  double distance() {
    return current().distance(trained, this::inAdaptedParts);
  }

  /** Both sides' step in one call, where the networks are of the paper's kind. */
  Optional<AdaptationStep> fusedStep(
      Session session, Networks networks, ClosedForm objective, AdaptSettings settings) {
    Weights adapted = adapted();
    Lifter lifter = networks.lifter();
    return lifter
        .sslPath()
        .map(
            path ->
                new AdaptationStep(
                    session,
                    new Side(path, trained, adapted, copy().lifterAdam()),
                    new Side(
                        networks.discriminator().path(),
                        trained,
                        adapted,
                        copy().discriminatorAdam()),
                    objective,
                    lifter.depthOnly(),
                    settings.rate(),
                    settings.discriminatorLimit()));
  }

  /** Whether the next step starts from the trained weights and fresh moments. */
  boolean afresh() {
    return afresh;
  }

  /** A step has written every weight that adapts. */
  void stepDone() {
    afresh = false;
  }

  Adam lifterAdam() {
    return copy().lifterAdam();
  }

  Adam discriminatorAdam() {
    return copy().discriminatorAdam();
  }

  @Override
  public void close() {
    if (copy != null) {
      copy.close();
    }
    forgetAverage();
  }
}
