package isopose.live;

import isopose.skeleton.Poses;

/**
 * A frame and what was made of it.
 *
 * @param input the frame
 * @param pose (1, 17, 3) millimetres, root-relative; null where there was no pose to lift
 * @param plain the same by the trained weights without adaptation
 * @param ratios (10) of the person so far, as in {@link isopose.body.BodyRatios}; empty where
 *     nothing estimates them
 * @param sourceRatios (10) the source's mean ratios; empty likewise
 * @param selfSupervisedLoss L_s of the frame; NaN where there was no step
 * @param weightDistance ||theta - theta^P|| / ||theta^P||, measured every 50 frames; else NaN
 * @param resets how often the weights or the person's estimate started again by themselves
 * @param plainMillis milliseconds of the prediction without adaptation, where it is another one
 * @param liftMillis milliseconds of the prediction
 * @param adaptMillis milliseconds of the adaptation
 */
@SuppressWarnings("ArrayRecordComponent") // numbers for a page, never compared
public record LiveLift(
    LivePose input,
    Poses pose,
    Poses plain,
    float[] ratios,
    float[] sourceRatios,
    double selfSupervisedLoss,
    double weightDistance,
    int resets,
    double plainMillis,
    double liftMillis,
    double adaptMillis) {}
