package isopose.paper;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import isopose.adapt.AdaptSettings;
import isopose.adapt.InferenceStageOptimization;
import isopose.io.Progress;
import isopose.loss.SslObjective;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.run.Identity;
import isopose.run.Provenance;
import isopose.run.Runs;
import isopose.run.store.RunFolder;
import isopose.skeleton.Poses;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * How long one sample takes (Sec. 4.4), measured with random weights: the time does not depend on
 * their values.
 *
 * @param run the record's name
 * @param seconds a sample, mean
 * @param device where it was measured
 */
record Timing(String run, double seconds, String device) {
  private static final Gson GSON = new Gson();

  /** Samples before the clock starts, while Java compiles. */
  private static final int WARM_UP = 10;

  /**
   * Measures, or reads the record of the same code, device and sizes.
   *
   * @param inputs (N, 17, 2) network units: so many samples are timed, one by one, after a warm-up
   */
  static Timing of(
      Runs runs,
      Session session,
      NetworkShape shape,
      SslObjective technique,
      AdaptSettings settings,
      Poses inputs,
      Progress progress) {
    JsonObject identity = new JsonObject();
    identity.add("network", GSON.toJsonTree(shape));
    identity.addProperty("technique", technique.toString());
    identity.add("settings", GSON.toJsonTree(settings));
    identity.addProperty("samples", inputs.count());
    identity.addProperty("device", session.describe());
    identity.addProperty("commit", Provenance.commit());
    String mode = settings.mode().name().toLowerCase(Locale.ROOT);
    RunFolder run =
        runs.folder(
            "timing-%s-width%d".formatted(mode, shape.width()), Identity.of("timing", identity));
    run.complete(
        () -> {
          double seconds = measure(session, shape, technique, settings, inputs, progress);
          keep(run, session, identity, seconds, inputs.count());
        });
    JsonObject record = run.record();
    return new Timing(
        run.name(),
        record.get("seconds_a_sample").getAsDouble(),
        record.getAsJsonObject("made").get("device").getAsString());
  }

  private static double measure(
      Session session,
      NetworkShape shape,
      SslObjective technique,
      AdaptSettings settings,
      Poses inputs,
      Progress progress) {
    Networks networks = Networks.of(shape);
    try (Weights weights = Weights.draw(session, networks, 0);
        InferenceStageOptimization iso =
            new InferenceStageOptimization(session, networks, weights, technique, settings)) {
      iso.run(inputs.slice(0, Math.min(WARM_UP, inputs.count())), (i, loss) -> {});
      long start = System.nanoTime();
      iso.run(
          inputs,
          (i, loss) -> {
            if (Thread.interrupted()) {
              throw new CancellationException("interrupted while time was taken");
            }
            progress.update(i + 1L, inputs.count(), "time at width " + shape.width());
          });
      return (System.nanoTime() - start) / 1e9 / inputs.count();
    }
  }

  private static void keep(
      RunFolder run, Session session, JsonObject identity, double seconds, int samples) {
    JsonObject record = new JsonObject();
    record.addProperty("run", run.name());
    record.addProperty("kind", "timing");
    identity.entrySet().forEach(entry -> record.add(entry.getKey(), entry.getValue()));
    record.addProperty("seconds_a_sample", seconds);
    record.add("made", Provenance.of(session, new JsonObject(), seconds * samples));
    run.finish(record);
  }
}
