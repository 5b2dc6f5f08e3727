package isopose.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.index.NDIndex;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptSettings.OnDivergence;
import isopose.model.Arithmetic;
import isopose.model.DivergedException;
import isopose.model.DivergedException.Kind;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Samples whose adaptation or prediction is not finite. */
class DivergenceTest extends AdaptationSetup {

  /** The third sample's coordinates are finite, the squares in its loss are not. */
  private Poses withOneHugeSample() {
    Poses broken = stream.slice(0, stream.count());
    Arrays.fill(broken.values(), 2 * broken.stride(), 3 * broken.stride(), 1e25f);
    return broken;
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"VANILLA", "ONLINE"})
  void theSampleThatDivergesEndsTheStream(Mode mode) {
    List<Integer> seen = new ArrayList<>();
    try (InferenceStageOptimization iso = iso(with(mode, 1))) {
      DivergedException e =
          assertThrows(
              DivergedException.class,
              () -> iso.run(withOneHugeSample(), (i, loss) -> seen.add(i)));
      assertTrue(e.getMessage().contains("sample 3"), e.getMessage());
      assertTrue(e.getMessage().contains("L_s is"), e.getMessage());
      assertTrue(e.getMessage().contains("learning rate of 0.001"), e.getMessage());
      assertEquals(Kind.ADAPTATION, e.kind());
      assertEquals(0, e.getStackTrace().length, "a notebook cell shows one line");
    }
    assertEquals(List.of(0, 1), seen);
  }

  /**
   * Weights and moments: what follows a reset is what vanilla, which always starts there, gives.
   */
  @ParameterizedTest
  @EnumSource(Arithmetic.class)
  void aResetGoesOnFromTheTrainedWeights(Arithmetic arithmetic) {
    Poses broken = withOneHugeSample();
    float[] plain = run(with(Mode.NONE, 1), arithmetic, broken).values();
    float[] vanilla = run(with(Mode.VANILLA, 1), arithmetic, broken).values();
    float[] online = run(with(Mode.ONLINE, 1), arithmetic, broken).values();
    int third = 2 * 51;
    assertArrayEquals(slice(vanilla, third), slice(online, third), 0);
    float rounding = 1e-5f * Math.abs(plain[third + 3]); // mode none predicts many samples at once
    assertArrayEquals(slice(plain, third), slice(vanilla, third), rounding);
    assertArrayEquals(slice(vanilla, third + 51), slice(online, third + 51), 0);
    assertFalse(Arrays.equals(slice(vanilla, 51), slice(online, 51)));
  }

  private static float[] slice(float[] values, int begin) {
    return Arrays.copyOfRange(values, begin, begin + 51);
  }

  @Test
  void trainedWeightsThatPredictNothingAreNoDivergence() {
    trained.get("fsl_head.output.bias").set(new NDIndex("0"), Float.NaN);
    for (OnDivergence either : OnDivergence.values()) {
      try (InferenceStageOptimization iso = iso(SMALL.withOnDivergence(either))) {
        DivergedException e =
            assertThrows(DivergedException.class, () -> iso.run(stream, (i, loss) -> {}));
        assertEquals(Kind.PREDICTION, e.kind());
      }
    }
  }
}
