package isopose.model.layers;

import ai.djl.engine.Engine;
import isopose.stats.Seeds;
import java.util.Arrays;

/**
 * Where dropout's masks of one training step come from: each way through a network has a seed of
 * its own, so that the masks do not depend on the order of the ways, and both sides of the game see
 * the random projections through the same D.
 *
 * @param seed of the step
 */
public record DropoutSeeds(int seed) {

  /** A way through the networks. */
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

  /** The seeds of all ways, in the order of {@link Way}. */
  public int[] all() {
    return Arrays.stream(Way.values()).mapToInt(this::of).toArray();
  }

  private int of(Way way) {
    return (int) Seeds.of(seed, way.name(), 0);
  }

  /** To be called before the way begins. */
  public void before(Way way) {
    Engine.getInstance().setRandomSeed(of(way));
  }
}
