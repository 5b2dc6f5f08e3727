package isopose.paper;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import isopose.adapt.AdaptSettings;
import isopose.adapt.InferenceStageOptimization;
import isopose.config.Configuration;
import isopose.data.Normalisation;
import isopose.data.scenario.Scenario;
import isopose.io.Progress;
import isopose.loss.SslObjective;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.run.Identity;
import isopose.run.Provenance;
import isopose.run.RunSpec;
import isopose.run.Runs;
import isopose.run.TargetStream;
import isopose.run.store.RunFolder;
import isopose.skeleton.Poses;
import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.ResultBuilder;
import isopose.study.Method;
import isopose.study.Study;
import isopose.study.Summary.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The second half of Table 4: seconds a sample, with networks of the paper's sizes and random
 * weights. They must not be mixed with the first half, the accuracy of the preset's networks.
 */
final class Timings implements Analysis {
  @Override
  public void addTo(Study study, ResultBuilder result) {
    Configuration joint = study.joint(study.seeds().get(0));
    NetworkShape shape =
        joint.evaluation().timedAtPaperSize() ? NetworkShape.paper() : joint.network();
    SslObjective technique = Configuration.paper().technique().orElseThrow();
    Poses inputs = inputs(study, joint.evaluation().timedSamples());
    Map<String, Timing> timings = new LinkedHashMap<>();
    runs(study)
        .forEach(
            (method, run) -> {
              Timing timing =
                  Timing.of(
                      study.runs(),
                      study.session(),
                      shape,
                      technique,
                      run.settings(),
                      inputs,
                      study.progress());
              timings.put(method, timing);
              result
                  .summary()
                  .add(
                      Row.of(
                              method,
                              "seconds",
                              new double[] {timing.seconds()},
                              List.of(timing.run()))
                          .in(
                              "time at width %d, %d samples, random weights"
                                  .formatted(shape.width(), inputs.count()))
                          .paper(paper(method)));
            });
    caption(timings).forEach(result::caption);
  }

  private static Map<String, RunSpec> runs(Study study) {
    Map<String, String> lr = Map.of("adapt.steps", "1", "adapt.rate", "2e-4");
    Map<String, RunSpec> runs = new LinkedHashMap<>();
    runs.put("Vanilla", study.run(Method.VANILLA, 0, Map.of()));
    runs.put("Vanilla-lr", study.run(Method.VANILLA, 0, lr));
    runs.put("Online", study.run(Method.ONLINE, 0, Map.of()));
    runs.put("Online-skip", study.run(Method.ONLINE, 0, Map.of("adapt.skip", "10")));
    runs.put("Baseline", study.run(Method.BASELINE, 0, Map.of()));
    return runs;
  }

  private static Poses inputs(Study study, int samples) {
    Scenario scenario = study.scenario();
    TargetStream stream = TargetStream.of(scenario).subset(samples);
    return Normalisation.of(scenario.source()).input(stream.pose2d());
  }

  private static List<String> caption(Map<String, Timing> timings) {
    double lr = timings.get("Vanilla").seconds() / timings.get("Vanilla-lr").seconds();
    double skip = timings.get("Online").seconds() / timings.get("Online-skip").seconds();
    return List.of(
        "time: a sample's adaptation and prediction, one sample after the other; here on %s, in the paper on a TITAN X"
            .formatted(timings.get("Online").device()),
        "Vanilla-lr is %.1f times as fast as Vanilla (the paper's table: %.1f, its text: nearly %.0f), Online-skip %.1f times as fast as Online (%.1f, nearly %.0f)"
            .formatted(
                lr,
                paper("Vanilla") / paper("Vanilla-lr"),
                Published.value("section 4.4", "Vanilla over Vanilla-lr", "speedup"),
                skip,
                paper("Online") / paper("Online-skip"),
                Published.value("section 4.4", "Online over Online-skip", "speedup")));
  }

  private static double paper(String method) {
    return Published.value("table 4", method, "seconds");
  }

  /**
   * How long one sample takes (Sec. 4.4), measured with random weights: the time does not depend on
   * their values.
   *
   * @param run the record's name
   * @param seconds a sample, mean
   * @param device where it was measured
   */
  private record Timing(String run, double seconds, String device) {
    private static final Gson GSON = new Gson();

    /** Samples before the clock starts, while Java compiles. */
    private static final int WARM_UP = 10;

    /**
     * Measures, or reads the record of the same code, device and sizes.
     *
     * @param inputs (N, 17, 2) network units: so many samples are timed, one by one, after a
     *     warm-up
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
}
