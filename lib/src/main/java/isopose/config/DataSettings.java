package isopose.config;

import isopose.data.scenario.Laboratory;

/**
 * What is trained on and adapted to.
 *
 * @param scenario one of {@link isopose.data.Scenarios#names}, or "bvh" for two folders of the
 *     user's own
 * @param laboratory whose bodies the source has
 * @param source folder of BVH files, for the scenario "bvh" only; else empty
 * @param target folder of BVH files, for the scenario "bvh" only; else empty
 */
public record DataSettings(String scenario, Laboratory laboratory, String source, String target) {

  public DataSettings {
    if (laboratory == null) {
      throw new IllegalArgumentException("laboratory: expected recorded, five or random");
    }
  }
}
