package isopose.run;

import com.google.gson.JsonObject;
import isopose.adapt.AdaptSettings;
import isopose.body.BodyEncoder;
import isopose.body.BodyEstimation.Scope;
import isopose.body.BodyEstimation.Technique;
import isopose.body.BodyRatios;
import isopose.body.BodyStream;
import isopose.body.GivenBody;
import isopose.config.Configuration;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.loss.Adversary;
import isopose.loss.Cycle;
import isopose.loss.CycleConsistency;
import isopose.loss.SslObjective;
import isopose.loss.SslSettings;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Network;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Mode body: a stream lifted with the bodies that are estimated along it, or known; in the modes
 * that adapt, with Algorithm 1 on top.
 */
final class BodyAdaptation {
  /** Frames that are computed together. */
  private static final int BATCH = 1024;

  private final TargetStream stream;
  private final AdaptSettings settings;
  private final Poses x;
  private final BodyStream bodies;

  private BodyAdaptation(
      Session session, TrainedModel model, TargetStream stream, AdaptSettings settings) {
    Adaptation.requireFitting(model, settings);
    if (settings.body().scope() == Scope.TRUTH && stream.truth() == null) {
      throw new BadInput(
          "body truth: %s is known in 2D only; expected another scope".formatted(stream.name()));
    }
    this.stream = stream;
    this.settings = settings;
    x = model.normalisation().input(stream.pose2d());
    bodies =
        new BodyStream(
            session, model.networks().lifter(), model.weights(), settings.flip(), settings.body());
  }

  static void requireFitting(Configuration model, String name, AdaptSettings settings) {
    if (model.body() == null) {
      throw new BadInput(
          "mode body: %s has no body encoder; take the model body that ships (--model body), train one with a preset such as quick-body, or adapt with another mode"
              .formatted(name));
    }
    if (settings.body().technique() != null && !model.bodyHasDiscriminator()) {
      throw new BadInput(
          "adapt.body.technique: %s was trained without a discriminator; train one with --set body.discriminator=true"
              .formatted(name));
    }
  }

  /** Lifts the whole stream. */
  static Adaptation run(
      Session session,
      TrainedModel model,
      TargetStream stream,
      AdaptSettings settings,
      Progress progress) {
    long start = System.nanoTime();
    BodyAdaptation adaptation = new BodyAdaptation(session, model, stream, settings);
    if (settings.moves()) {
      return adaptation.refined(session, model, progress);
    }
    Poses lifted = adaptation.lifted(progress);
    double[] losses = new double[stream.count()];
    Arrays.fill(losses, Double.NaN);
    return new Adaptation(
        "",
        settings,
        stream,
        model.normalisation().toMillimetres(lifted),
        losses,
        Drift.none(),
        adaptation.bodies.resets(),
        (System.nanoTime() - start) / 1e9,
        new JsonObject());
  }

  private Poses lifted(Progress progress) {
    List<Poses> parts = new ArrayList<>();
    for (int begin = 0; begin < stream.count(); begin += BATCH) {
      if (Thread.interrupted()) {
        throw new CancellationException(
            "adaptation interrupted at sample " + (begin + 1) + " of " + stream.count());
      }
      int end = Math.min(stream.count(), begin + BATCH);
      parts.add(next(begin, end).poses());
      progress.update(end, stream.count(), Adaptation.label(settings.mode()));
    }
    return Poses.concatenate(parts, x.joints(), 3);
  }

  /** Algorithm 1 with the estimated bodies, which the trained weights give. */
  private Adaptation refined(Session session, TrainedModel model, Progress progress) {
    float[] origin = model.weights().get(BodyEncoder.MEAN).toFloatArray();
    List<float[]> bodies = new ArrayList<>();
    for (int begin = 0; begin < stream.count(); begin += BATCH) {
      for (float[] body : next(begin, Math.min(stream.count(), begin + BATCH)).ratios()) {
        for (int k = 0; k < body.length; k++) {
          body[k] -= origin[k];
        }
        bodies.add(body);
      }
    }
    Networks networks = GivenBody.in(model.networks(), bodies.toArray(new float[0][]));
    SslObjective objective = objective(model.configuration().ssl());
    List<Network> others =
        objective.needsDiscriminator() ? List.of(networks.discriminator().network()) : List.of();
    GivenBody extractor = (GivenBody) networks.lifter().extractor();
    try (Weights weights = extractor.weights(session, model.weights(), others)) {
      return Adaptation.run(
          session, model.with(networks, weights), stream, objective, settings, progress);
    }
  }

  private SslObjective objective(SslSettings ssl) {
    Technique technique = settings.body().technique();
    if (technique == null) {
      return new CycleConsistency(ssl.lambda2d(), ssl.lambda3d(), ssl.views());
    }
    double weight = settings.adversarialShare() * ssl.adversarialWeight();
    Adversary adversary = new Adversary(ssl.generatorLoss(), 0, ssl.views(), weight);
    return technique == Technique.ADVERSARY
        ? adversary
        : new Cycle(adversary, ssl.lambda2d(), ssl.lambda3d());
  }

  private BodyStream.Lifted next(int begin, int end) {
    Poses frames = x.slice(begin, end);
    return switch (settings.body().scope()) {
      case TRUTH ->
          bodies.next(
              frames,
              IntStream.range(begin, end)
                  .mapToObj(i -> BodyRatios.of(stream.truth(), i))
                  .toArray(float[][]::new));
      case KNOWN ->
          bodies.next(frames, Collections.nCopies(end - begin, known()).toArray(new float[0][]));
      case OWN, CLIP, STREAM ->
          bodies.next(
              frames,
              stream.frames().subList(begin, end).stream().map(this::person).toList(),
              i -> stream.seen(begin + i));
    };
  }

  private float[] known() {
    float[] ratios = new float[BodyRatios.COUNT];
    for (int k = 0; k < ratios.length; k++) {
      ratios[k] = settings.body().ratios().get(k).floatValue();
    }
    return ratios;
  }

  /** What frames must share to count as frames of one person; null: only the frame itself does. */
  private String person(FrameId frame) {
    return switch (settings.body().scope()) {
      case CLIP -> frame.track().subject() + "/" + frame.clip();
      case STREAM -> frame.track().subject();
      default -> null;
    };
  }
}
