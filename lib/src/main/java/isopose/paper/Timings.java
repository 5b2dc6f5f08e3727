package isopose.paper;

import isopose.config.Configuration;
import isopose.data.Normalisation;
import isopose.data.scenario.Scenario;
import isopose.loss.SslObjective;
import isopose.model.NetworkShape;
import isopose.run.RunSpec;
import isopose.run.TargetStream;
import isopose.skeleton.Poses;
import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.ResultBuilder;
import isopose.study.Method;
import isopose.study.Study;
import isopose.study.Summary.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
}
