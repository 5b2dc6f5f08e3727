package isopose.comparator.repnet;

import isopose.model.Adam;
import isopose.model.Ranges;

/**
 * What RepNet's training has and no other has.
 *
 * @param criticSteps steps of the critic for each step of the generator; its code draws data for
 *     five at once, but takes a step of the generator after each: 1
 * @param penalty weight of the gradient penalty; its code: 10
 * @param reprojection weight of the reprojection loss; its code: 1
 * @param camera weight of the camera loss; its code: 1. Where the source's people are seen from few
 *     sides, a small weight is needed: {@link WeakPerspective#loss} says why
 * @param beta1 the first beta of both Adams; its code: 0.5
 * @param beta2 the second; its code: 0.9
 */
public record RepNetSettings(
    int criticSteps,
    double penalty,
    double reprojection,
    double camera,
    double beta1,
    double beta2) {

  public RepNetSettings {
    Ranges.require("criticSteps", criticSteps, 1, 100);
    Ranges.require("penalty", penalty, 0, 1e6);
    Ranges.require("reprojection", reprojection, 0, 1e6);
    Ranges.require("camera", camera, 0, 1e6);
    Ranges.requireBelow("beta1", beta1, 0, 1);
    Ranges.requireBelow("beta2", beta2, 0, 1);
  }

  /** As in its published code. */
  public static RepNetSettings published() {
    return new RepNetSettings(1, 10, 1, 1, 0.5, 0.9);
  }

  Adam.Betas betas() {
    return new Adam.Betas(beta1, beta2);
  }
}
