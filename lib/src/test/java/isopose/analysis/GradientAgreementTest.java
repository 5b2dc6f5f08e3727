package isopose.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import isopose.TinyWorld;
import isopose.geometry.GradientSafe;
import isopose.loss.LossTerms;
import isopose.loss.SslBatch;
import isopose.loss.SslObjective;
import isopose.loss.SupervisedLoss;
import isopose.model.Lifter;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A technique that secretly knows the label, on an SSL head that is a copy of the FSL head: its
 * gradient is the supervised one, so the agreement is known.
 */
class GradientAgreementTest {
  private static final Networks NETWORKS = Networks.of(TinyWorld.SHAPE);
  private static final Poses X = flat(TinyWorld.people(1, 5));
  private static final Poses TRUTH = PoseForm.ONE_SIZE.of(TinyWorld.people(1, 5));

  private static final SupervisedLoss MSE = new SupervisedLoss(Skeleton.H36M_17, false, false);

  private Session session;
  private Weights weights;

  @BeforeEach
  void open() {
    session = Session.open("cpu", 1);
    weights = Weights.draw(session, NETWORKS, 3);
    for (String name : weights.names()) {
      if (name.startsWith(Lifter.SSL_HEAD)) {
        String twin = Lifter.FSL_HEAD + name.substring(Lifter.SSL_HEAD.length());
        weights.get(name).set(new NDIndex("..."), weights.get(twin));
      }
    }
  }

  @AfterEach
  void close() {
    session.close();
  }

  private static Poses flat(Poses pose3d) {
    Poses pose2d = Poses.zeros(pose3d.count(), 17, 2);
    for (int j = 0; j < 17; j++) {
      pose2d.set(0, j, 0, pose3d.get(0, j, 0) / 500);
      pose2d.set(0, j, 1, pose3d.get(0, j, 1) / 500);
    }
    return pose2d;
  }

  /** |X - truth|^2 times a factor, from the SSL head. */
  private record Insider(double factor) implements SslObjective {
    @Override
    public String name() {
      return "insider";
    }

    @Override
    public LossTerms loss(SslBatch pass) {
      NDArray truth = pass.x().getManager().create(TRUTH.values().clone(), new Shape(1, 17, 3));
      NDArray error = pass.lifted().sub(truth).square().sum(new int[] {-1}).mean();
      return new LossTerms().add("insider", 1, GradientSafe.times(error, factor));
    }

    @Override
    public boolean needsDiscriminator() {
      return false;
    }
  }

  private GradientAgreement agreement(SslObjective technique) {
    return GradientAgreement.of(
        session, NETWORKS, weights, technique, X, TRUTH, 4, MSE, 0, (done, count, message) -> {})[
        0];
  }

  @Test
  void theSameLossAgreesAndItsOppositeDoesNot() {
    GradientAgreement same = agreement(new Insider(1));
    GradientAgreement twice = agreement(new Insider(2));
    GradientAgreement opposite = agreement(new Insider(-1));
    assertEquals(1, same.cosine(), 1e-5);
    assertEquals(1, twice.cosine(), 1e-5);
    assertEquals(-1, opposite.cosine(), 1e-5);
    assertTrue(same.innerProduct() > 0);
    assertEquals(2, twice.innerProduct() / same.innerProduct(), 1e-4);
    assertEquals(-1, opposite.innerProduct() / same.innerProduct(), 1e-4);
  }

  @Test
  void theCycleLossAgreesInPart() {
    double cosine = agreement(TinyWorld.CYCLE).cosine();
    assertTrue(cosine > -1 && cosine < 1, "cosine " + cosine);
  }
}
