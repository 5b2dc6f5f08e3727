package isopose.loss;

import com.google.gson.annotations.SerializedName;
import isopose.geometry.ViewRange;
import isopose.model.Ranges;
import java.util.Locale;
import java.util.Optional;

/**
 * The self-supervised objective (option {@code technique}) and its weights.
 *
 * @param technique "none" (Baseline), "adversary" (eq. 3) or "cycle" (eq. 4)
 * @param generatorLoss the lifter's loss of eq. 3: nonsaturating or minimax
 * @param lambda2d weight of eq. 4's 2D term; the paper: 10
 * @param lambda3d weight of eq. 4's 3D term; the paper: 0.1
 * @param reprojectionWeight weight of |x - project(X)|^2, an addition to the paper, which has 0
 * @param maxElevation of the random views, degrees; the paper: 20
 * @param cameraElevation how far the cameras are taken to look down, degrees: an addition to the
 *     paper, which has 0; see {@link ViewRange}
 * @param adversarialWeight of eq. 3's term; the paper: 1
 */
public record SslSettings(
    String technique,
    GeneratorLoss generatorLoss,
    double lambda2d,
    double lambda3d,
    @SerializedName("identityView") double reprojectionWeight, // the name in records and options
    double maxElevation,
    double cameraElevation,
    double adversarialWeight) {

  public SslSettings {
    if (technique == null || generatorLoss == null) {
      throw new IllegalArgumentException(
          "technique: expected none, adversary or cycle; generatorLoss: nonsaturating or minimax");
    }
    technique = technique.toLowerCase(Locale.ROOT);
    if (!technique.matches("none|adversary|cycle")) {
      throw new IllegalArgumentException(
          "technique '" + technique + "': expected none, adversary or cycle");
    }
    Ranges.require("lambda2d", lambda2d, 0, 1e6);
    Ranges.require("lambda3d", lambda3d, 0, 1e6);
    Ranges.require("identityView", reprojectionWeight, 0, 1e6);
    Ranges.require("adversarialWeight", adversarialWeight, 0, 1e6);
    ViewRange.requireValid(maxElevation, cameraElevation);
  }

  /** The random views. */
  public ViewRange views() {
    return new ViewRange(maxElevation, cameraElevation);
  }

  /** The same with the weight of the adversarial term multiplied by {@code share}. */
  public SslSettings withAdversarialShare(double share) {
    return new SslSettings(
        technique,
        generatorLoss,
        lambda2d,
        lambda3d,
        reprojectionWeight,
        maxElevation,
        cameraElevation,
        share * adversarialWeight);
  }

  /**
   * The objective; empty for the Baseline.
   *
   * @param squaredErrors multiplies the weights of all squared errors, which the techniques average
   *     over joints: the number of joints for the sums of eq. 4, or 1
   */
  public Optional<SslObjective> build(double squaredErrors) {
    Adversary adversary =
        new Adversary(
            generatorLoss, squaredErrors * reprojectionWeight, views(), adversarialWeight);
    return switch (technique) {
      case "adversary" -> Optional.of(adversary);
      case "cycle" ->
          Optional.of(new Cycle(adversary, squaredErrors * lambda2d, squaredErrors * lambda3d));
      default -> Optional.empty();
    };
  }
}
