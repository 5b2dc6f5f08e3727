package isopose.metrics;

import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeletons;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Predictions of a stream beside its truth, as the metrics of samples are computed from them. */
public final class StreamScores {
  private final Poses predicted;
  private final Poses truth;
  private final List<FrameId> frames;
  private final Evaluation own;
  private final Map<Protocol, Evaluation> evaluations = new HashMap<>();

  /**
   * Of these poses.
   *
   * @param predicted (N, J, 3) millimetres
   * @param truth (N, J, 3) millimetres
   * @param frames (N) the frame that each pose is
   * @param own the evaluation under the stream's protocol
   */
  public StreamScores(Poses predicted, Poses truth, List<FrameId> frames, Evaluation own) {
    this.predicted = predicted;
    this.truth = truth;
    this.frames = List.copyOf(frames);
    this.own = own;
    evaluations.put(own.protocol(), own);
  }

  /** The errors under the stream's own protocol. */
  public Evaluation own() {
    return own;
  }

  /** The errors under any protocol. */
  public Evaluation under(Protocol protocol) {
    return evaluations.computeIfAbsent(
        protocol, missing -> Evaluation.of(predicted, truth, missing));
  }

  /** The predictions, each with its true pose. */
  public PosePairs pairs() {
    return PosePairs.of(predicted, truth, Skeletons.ofSize(truth.joints()));
  }

  /** Whether each sample is the next frame after the sample before it; see {@link FrameId}. */
  public boolean[] successors() {
    return FrameId.successors(frames);
  }
}
