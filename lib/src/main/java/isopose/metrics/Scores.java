package isopose.metrics;

import com.google.gson.annotations.SerializedName;

/**
 * The numbers of one evaluation with what they mean; its JSON has these keys in snake case.
 *
 * @param pck fraction of joints within the protocol's threshold, percent
 * @param auc mean fraction over the protocol's range of thresholds, percent
 * @param mpjpe mean distance of joints under the protocol's alignment, millimetres
 * @param paMpjpe mean distance of joints after Procrustes alignment, whatever the protocol
 * @param protocol the protocol's name
 * @param joints joints that PCK and AUC count
 * @param mpjpeJoints joints that MPJPE and PA-MPJPE count
 * @param samples poses, N
 */
public record Scores(
    double pck,
    double auc,
    double mpjpe,
    @SerializedName("pa_mpjpe") double paMpjpe,
    String protocol,
    int joints,
    @SerializedName("mpjpe_joints") int mpjpeJoints,
    int samples) {}
