package isopose.model.layers;

import ai.djl.engine.Engine;
import isopose.stats.Seeds;
import java.util.Arrays;

/**
 * The seeds of dropout's masks in one training step. Each forward pass has its own seed, so that
 * the masks do not depend on the order of the passes, and the lifter's and the discriminator's
 * losses use the same masks in D.
 *
 * @param seed of the step
 */
public record DropoutSeeds(int seed) {

  /** A forward pass through the networks. */
  public enum Way {
    /** x, through extractor, FSL head and SSL head. */
    SAMPLES,
    /** The random projections, through extractor and SSL head. */
    LIFT,
    /** The random projections, through D. */
    JUDGE_FAKE,
    /** x, through D. */
    JUDGE_REAL
  }

  /** The seeds of all passes, in the order of {@link Way}. */
  public int[] all() {
    return Arrays.stream(Way.values()).mapToInt(this::of).toArray();
  }

  private int of(Way way) {
    return (int) Seeds.of(seed, way.name(), 0);
  }

  /** Seeds the engine; call it before the pass. */
  public void before(Way way) {
    Engine.getInstance().setRandomSeed(of(way));
  }
}
