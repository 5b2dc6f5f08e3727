package isopose.run;

import com.google.gson.JsonObject;
import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptationListener;
import isopose.adapt.InferenceStageOptimization;
import isopose.config.Configuration;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.loss.SslObjective;
import isopose.metrics.Evaluation;
import isopose.metrics.StreamScores;
import isopose.model.DivergedException;
import isopose.model.Session;
import isopose.skeleton.Poses;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * The predictions of a model, adapted or not, for a stream.
 *
 * @param run its record's name; empty if none is kept
 * @param settings how it was adapted
 * @param stream the samples
 * @param predictions (N, 17, 3) millimetres, camera frame, root-relative
 * @param selfSupervisedLoss L_s before each sample's last step; NaN where none was made
 * @param drift how far it moved from the trained weights along the stream, and its warnings
 * @param resets samples at which it returned to the trained weights, because a number was not
 *     finite or the weights were farther from the trained ones than {@link
 *     AdaptSettings#resetDistance}
 * @param seconds the duration
 * @param record the content of {@code run.json}; empty if none is kept
 * @param evaluation under the stream's protocol; null where the truth is unknown
 */
@SuppressWarnings("ArrayRecordComponent") // as in Poses: one block, never compared
public record Adaptation(
    String run,
    AdaptSettings settings,
    TargetStream stream,
    Poses predictions,
    double[] selfSupervisedLoss,
    Drift drift,
    int resets,
    double seconds,
    JsonObject record,
    Evaluation evaluation) {

  /** Evaluated under the stream's protocol where its truth is known. */
  Adaptation(
      String run,
      AdaptSettings settings,
      TargetStream stream,
      Poses predictions,
      double[] selfSupervisedLoss,
      Drift drift,
      int resets,
      double seconds,
      JsonObject record) {
    this(
        run,
        settings,
        stream,
        predictions,
        selfSupervisedLoss,
        drift,
        resets,
        seconds,
        record,
        stream.truth() == null ? null : stream.evaluate(predictions));
  }

  /**
   * Runs Algorithm 1 over a stream, or in mode body lifts it with the bodies estimated along it.
   *
   * @throws BadInput if the model has no technique to adapt with, or no body encoder
   * @throws DivergedException at a sample where a number is not finite; see {@link
   *     AdaptSettings.OnDivergence}
   * @throws CancellationException if the thread is interrupted
   */
  public static Adaptation run(
      Session session,
      TrainedModel model,
      TargetStream stream,
      AdaptSettings settings,
      Progress progress) {
    BadInput.requireMade(model, "the trained model");
    BadInput.requireMade(stream, "the stream");
    if (settings.body() != null) {
      return BodyAdaptation.run(session, model, stream, settings, progress);
    }
    requireFitting(model, settings);
    return run(session, model, stream, technique(model, settings), settings, progress);
  }

  /** What a model adapts with; null if it was trained without. */
  public static SslObjective technique(TrainedModel model, AdaptSettings settings) {
    return model.own() != null
        ? model.own()
        : model.configuration().technique(settings.adversarialShare()).orElse(null);
  }

  /**
   * Checks, before anything is computed, that a model can be adapted in this way.
   *
   * @throws BadInput if it has no technique to adapt with, or no body encoder
   */
  public static void requireFitting(TrainedModel model, AdaptSettings settings) {
    if (model.own() == null || settings.body() != null) {
      requireFitting(model.configuration(), model.run(), settings);
    }
  }

  /**
   * The same of a model that need not be trained yet.
   *
   * @param name of the model, for the message
   */
  static void requireFitting(Configuration model, String name, AdaptSettings settings) {
    if (settings.body() != null) {
      BodyAdaptation.requireFitting(model, name, settings);
    } else if (settings.mode() != Mode.NONE && model.technique().isEmpty()) {
      throw new BadInput(
          (model.body() != null
                  ? "%s was trained without a self-supervised head to adapt: its mode is body (--mode body); mode none predicts, and adapt.body.refine names what a gradient refines"
                  : "%s was trained with technique none: there is no self-supervised head to adapt; predict with mode none, or take a model that was trained with technique adversary or cycle, such as joint")
              .formatted(name));
    }
  }

  /** The same with a custom objective. */
  public static Adaptation run(
      Session session,
      TrainedModel model,
      TargetStream stream,
      SslObjective technique,
      AdaptSettings settings,
      Progress progress) {
    Watch watch = new Watch(stream.count(), label(settings.mode()), progress);
    long start = System.nanoTime();
    try (InferenceStageOptimization iso =
        new InferenceStageOptimization(
            session, model.networks(), model.weights(), technique, settings)) {
      Poses predictions = predictions(iso, model, stream, watch);
      double seconds = (System.nanoTime() - start) / 1e9;
      Drift drift =
          settings.body() != null
              ? Drift.none()
              : Drift.of(
                  session,
                  model,
                  technique,
                  settings,
                  model.normalisation().input(stream.pose2d()),
                  predictions,
                  watch.losses,
                  watch.distances);
      return new Adaptation(
          "",
          settings,
          stream,
          predictions,
          watch.losses,
          drift,
          watch.resets,
          seconds,
          new JsonObject());
    }
  }

  /**
   * The predictions of Algorithm 1 for a stream alone, millimetres.
   *
   * @throws DivergedException at a sample where a number is not finite, with its clip
   */
  public static Poses predictions(
      InferenceStageOptimization iso,
      TrainedModel model,
      TargetStream stream,
      AdaptationListener listener) {
    try {
      Poses x = model.normalisation().input(stream.pose2d());
      return model.normalisation().toMillimetres(iso.run(x, stream::seen, listener));
    } catch (DivergedException e) {
      throw e.inClip(stream.clips().get(e.sample().orElseThrow()));
    }
  }

  /** Collects losses, distances and resets along the stream. */
  private static final class Watch implements AdaptationListener {
    private final double[] losses;
    private final double[] distances;
    private final String label;
    private final Progress progress;
    private int resets;

    Watch(int samples, String label, Progress progress) {
      losses = new double[samples];
      distances = new double[samples];
      Arrays.fill(distances, Double.NaN);
      this.label = label;
      this.progress = progress;
    }

    @Override
    public void predicted(int i, double selfSupervisedLoss) {
      if (Thread.interrupted()) {
        throw new CancellationException(
            "adaptation interrupted at sample " + (i + 1) + " of " + losses.length);
      }
      losses[i] = selfSupervisedLoss;
      progress.update(i + 1L, losses.length, label);
    }

    @Override
    public void moved(int i, double weightDistance) {
      distances[i] = weightDistance;
    }

    @Override
    public void reset(int i) {
      resets++;
    }
  }

  static String label(Mode mode) {
    return switch (mode) {
      case NONE -> "predicting";
      case VANILLA -> "vanilla ISO";
      case ONLINE -> "online ISO";
      case BODY -> "lifting with the estimated body";
    };
  }

  /**
   * Under the stream's protocol.
   *
   * @throws BadInput if the truth is unknown
   */
  @Override
  public Evaluation evaluation() {
    return evaluation == null ? stream.evaluate(predictions) : evaluation;
  }

  /**
   * The predictions beside the truth, of which metrics are computed.
   *
   * @throws BadInput if the truth is unknown
   */
  public StreamScores streamScores() {
    return new StreamScores(predictions, stream.truth(), stream.frames(), evaluation());
  }

  /** Under the stream's protocol, on the samples of {@link TargetStream#subsetIndices}. */
  public Evaluation evaluation(int subset) {
    return evaluation().select(stream.subsetIndices(subset));
  }
}
