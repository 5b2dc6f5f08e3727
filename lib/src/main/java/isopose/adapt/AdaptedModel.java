package isopose.adapt;

import isopose.model.Adam;
import isopose.model.AdamStep;
import isopose.model.Discriminator;
import isopose.model.FrozenNorms;
import isopose.model.Lifter;
import isopose.model.Session;
import isopose.model.Weights;

/** The trained weights, the copy of them that adapts, and its optimizers. */
final class AdaptedModel implements AutoCloseable {
  private final Weights trained;
  private final Weights adapted;
  private final Adam lifterAdam;
  private final Adam discriminatorAdam;
  private final FrozenNorms norms;
  private boolean afresh;

  AdaptedModel(Session session, Weights trained) {
    this.trained = trained;
    adapted = trained.duplicate();
    norms = new FrozenNorms(session, trained);
    lifterAdam = new Adam(session, adapted, adapted.trained(this::inExtractorOrSslHead));
    discriminatorAdam =
        new Adam(session, adapted, adapted.trained(n -> n.startsWith(Discriminator.PREFIX)));
  }

  private boolean inExtractorOrSslHead(String name) {
    return name.startsWith(Lifter.EXTRACTOR) || name.startsWith(Lifter.SSL_HEAD);
  }

  /** theta_* for * in {e, s, d}. */
  private boolean inAdaptedParts(String name) {
    return inExtractorOrSslHead(name) || name.startsWith(Discriminator.PREFIX);
  }

  /** theta_* := theta_*^P, and Adam forgets: nothing is copied before somebody needs the copy. */
  void startAgain() {
    afresh = true;
  }

  /** The weights as they are now, to be read. */
  Weights current() {
    return afresh ? trained : adapted;
  }

  /** The weights as they are now, to be changed. */
  Weights adapted() {
    if (afresh) {
      adapted.restore(trained, this::inAdaptedParts);
      lifterAdam.reset();
      discriminatorAdam.reset();
      afresh = false;
    }
    return adapted;
  }

  /** Moves every adapted weight this share of the way back to its trained value. */
  void pullBack(double share) {
    adapted().pullTowards(trained, share, this::inAdaptedParts);
  }

  /** Begins a step that writes every weight of extractor and SSL head. */
  AdamStep beginLifterStep(double rate) {
    return begin(lifterAdam, rate);
  }

  /** Begins a step that writes every weight of D. */
  AdamStep beginDiscriminatorStep(double rate) {
    return begin(discriminatorAdam, rate);
  }

  private AdamStep begin(Adam adam, double rate) {
    return afresh ? adam.beginAt(trained, rate) : adam.begin(rate);
  }

  /** Such a step is done. */
  void stepDone() {
    afresh = false;
  }

  /** The statistics, which no step changes. */
  FrozenNorms norms() {
    return norms;
  }

  Adam lifterAdam() {
    return lifterAdam;
  }

  Adam discriminatorAdam() {
    return discriminatorAdam;
  }

  @Override
  public void close() {
    lifterAdam.close();
    discriminatorAdam.close();
    norms.close();
    adapted.close();
  }
}
