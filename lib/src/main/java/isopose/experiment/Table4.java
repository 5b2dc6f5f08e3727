package isopose.experiment;

import isopose.adapt.AdaptSettings;
import isopose.data.Normalisation;
import isopose.data.scenario.Scenario;
import isopose.experiment.Comparison.Method;
import isopose.experiment.ScoreTable.Row;
import isopose.loss.Technique;
import isopose.metrics.Evaluation;
import isopose.model.NetworkShape;
import isopose.skeleton.Poses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Table 4: what each mode costs and brings. Two kinds of rows that must not be mixed: accuracy,
 * from the records of the preset's networks; and seconds a sample, with networks of the paper's
 * sizes.
 */
final class Table4 implements Experiment {
  private static final int SAMPLES = 100;
  private static final int SMOKE_SAMPLES = 10;

  @Override
  public String name() {
    return "table 4";
  }

  @Override
  public String about() {
    return "accuracy and seconds a sample of Vanilla, Vanilla-lr, Online, Online-skip, Baseline";
  }

  /** The paper's rows: Baseline's trial has another configuration than the others'. */
  private static Map<String, Trial> rows(Study study, long seed) {
    Trial vanilla = study.trial(Method.VANILLA, seed);
    Trial online = study.trial(Method.ONLINE, seed);
    Map<String, Trial> rows = new LinkedHashMap<>();
    rows.put("Vanilla", vanilla);
    rows.put("Vanilla-lr", vanilla.with(vanilla.settings().withSteps(1).withRate(2e-4)));
    rows.put("Online", online);
    rows.put("Online-skip", online.with(online.settings().withSkip(10)));
    rows.put("Baseline", study.trial(Method.BASELINE, seed));
    return rows;
  }

  @Override
  public List<Trial> trials(Study study) {
    List<Trial> trials = new ArrayList<>();
    study.seeds().forEach(seed -> trials.addAll(rows(study, seed).values()));
    return trials;
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    for (String method : rows(study, 0).keySet()) {
      addAccuracy(scores, study, method);
    }
    Map<String, Timing> timings = addTimes(scores, study);
    return Findings.of(name(), caption(study, timings), scores.table());
  }

  private static void addAccuracy(ScoreTable scores, Study study, String method) {
    List<Adaptation> adaptations =
        study.seeds().stream().map(s -> study.adaptation(rows(study, s).get(method))).toList();
    int subset = study.extent().subset();
    boolean part = subset > 0 && !method.startsWith("Vanilla");
    List<Evaluation> evaluations =
        adaptations.stream().map(a -> part ? a.evaluation(subset) : a.evaluation()).toList();
    String group = "accuracy on " + (subset == 0 ? "the whole stream" : subset + " samples");
    scores.addScores(
        Row.of(method, Samples.runs(adaptations)).in(group),
        evaluations,
        metric -> Published.find("table 4", method, metric).orElse(Double.NaN));
  }

  private static Map<String, Timing> addTimes(ScoreTable scores, Study study) {
    boolean smoke = study.joint(0).preset().startsWith("smoke");
    NetworkShape shape = smoke ? study.joint(0).network() : NetworkShape.paper();
    Technique technique = Configuration.paper().technique().orElseThrow();
    Poses inputs = inputs(study, smoke ? SMOKE_SAMPLES : SAMPLES);
    String group =
        "time at width %d, %d samples, random weights".formatted(shape.width(), inputs.count());
    Map<String, Timing> timings = new LinkedHashMap<>();
    rows(study, 0)
        .forEach(
            (method, trial) -> {
              AdaptSettings settings = trial.settings();
              Timing timing =
                  Timing.of(
                      study.runs(),
                      study.session(),
                      shape,
                      technique,
                      settings,
                      inputs,
                      study.progress());
              timings.put(method, timing);
              scores.add(
                  Row.of(method, "seconds", new double[] {timing.seconds()}, List.of(timing.run()))
                      .in(group)
                      .paper(Published.value("table 4", method, "seconds")));
            });
    return timings;
  }

  private static Poses inputs(Study study, int samples) {
    Scenario scenario = study.scenario();
    TargetStream stream = TargetStream.of(scenario).subset(samples);
    return Normalisation.of(scenario.source()).input(stream.pose2d());
  }

  private static List<String> caption(Study study, Map<String, Timing> timings) {
    double lr = timings.get("Vanilla").seconds() / timings.get("Vanilla-lr").seconds();
    double skip = timings.get("Online").seconds() / timings.get("Online-skip").seconds();
    return List.of(
        "Accuracy: unscaled, PCK and AUC over 14 joints, MPJPE over 17; preset %s; seeds %s."
            .formatted(study.joint(0).preset(), study.seeds()),
        "Time: a sample's adaptation and prediction, one sample after the other; here on %s, in the paper on a TITAN X."
            .formatted(timings.get("Online").device()),
        "Vanilla-lr is %.1f times as fast as Vanilla (the paper's table: %.1f, its text: nearly %.0f), Online-skip %.1f times as fast as Online (%.1f, nearly %.0f)."
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
