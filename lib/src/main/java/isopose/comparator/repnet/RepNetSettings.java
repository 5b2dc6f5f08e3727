package isopose.comparator.repnet;

/**
 * What RepNet's training has and no other has.
 *
 * @param criticSteps steps of the critic before each step of the generator; its code: 5
 * @param penalty weight of the gradient penalty; its code: 10
 * @param reprojection weight of the reprojection loss; its code: 1
 * @param camera weight of the camera loss; its code: 1
 */
public record RepNetSettings(int criticSteps, double penalty, double reprojection, double camera) {

  public RepNetSettings {
    if (criticSteps < 1 || !(penalty >= 0) || !(reprojection >= 0) || !(camera >= 0)) {
      throw new IllegalArgumentException(
          "criticSteps >= 1 and weights >= 0 expected, got steps %d, weights %s, %s, %s"
              .formatted(criticSteps, penalty, reprojection, camera));
    }
  }

  /** As in its published code. */
  public static RepNetSettings published() {
    return new RepNetSettings(5, 10, 1, 1);
  }
}
