package isopose.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientScopeTest {
  private Session session;
  private Weights weights;
  private NDManager scope;

  @BeforeEach
  void open() {
    session = Session.cpu();
    weights = Weights.draw(session, Networks.of(new NetworkShape(3, 4, 0, 1, 1)), 1);
    scope = session.manager().newSubManager();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void aRecordingThatCannotBeginLeavesGradientsOff() {
    assertThrows(
        IllegalArgumentException.class,
        () -> GradientScope.record(weights, List.of("nothing"), scope));
    assertFalse(JniUtils.isGradMode());
  }

  @Test
  void aRecordingWithinAnotherLeavesItOn() {
    try (GradientScope outer = GradientScope.record(weights, List.of(), scope)) {
      GradientScope.record(weights, List.of(), scope).close();
      assertTrue(JniUtils.isGradMode());
      assertTrue(outer.gradients().isEmpty());
    }
    assertFalse(JniUtils.isGradMode());
  }
}
