package isopose.body;

import isopose.model.Ranges;

/**
 * What only the training of a body encoder and its conditioned lifter has.
 *
 * @param pooling how a person's frames become one estimate, see {@link Pooling#named}
 * @param frames K, frames of a person in a training step; a step has batch / K persons. The encoder
 *     learns from the first k of them, 1 to K, ln k uniform
 * @param inputNoise the 2D poses of a step have Gaussian noise, whose standard deviation is drawn
 *     for each pose from 0 to this, in mean distances of a pose's joints from its root
 * @param ratioNoise standard deviation of the noise on the true ratios that the lifter learns with
 * @param encoderDropout probability of dropout in the encoder
 * @param discriminator whether D is trained beside the lifter, which receives no gradient from it,
 *     so that adaptation can use L_adv (eq. 3)
 */
public record BodySettings(
    String pooling,
    int frames,
    double inputNoise,
    double ratioNoise,
    double encoderDropout,
    boolean discriminator) {

  public BodySettings {
    Pooling.named(pooling);
    Ranges.require("frames", frames, 1, 4096);
    Ranges.require("inputNoise", inputNoise, 0, 1);
    Ranges.require("ratioNoise", ratioNoise, 0, 1);
    Ranges.requireBelow("encoderDropout", encoderDropout, 0, 1);
  }

  /** Attention over 64 frames. */
  public static BodySettings usual() {
    return new BodySettings("attention", 64, 0.02, 0.03, 0.1, false);
  }
}
