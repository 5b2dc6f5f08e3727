package isopose.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.adapt.AdaptSettings;
import isopose.chart.Figures;
import isopose.config.Configuration;
import isopose.config.Objective;
import isopose.data.scenario.SourceSubjects;
import isopose.io.BadInput;
import isopose.metrics.Metric;
import isopose.metrics.Mpjve;
import isopose.run.Adaptation;
import isopose.run.RunSpec;
import isopose.run.store.RunFolder;
import isopose.run.store.Store;
import isopose.study.Experiment;
import isopose.study.Method;
import isopose.study.Result;
import isopose.study.Study;
import isopose.study.Summary;
import isopose.study.WideTable;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Every experiment on three clips: the rows that it must have, and where each comes from. */
class ExperimentsTest extends SmallStudy {
  private static final Map<String, Result> FOUND = new HashMap<>();

  /** The other points stand, and the chart, the table and the row say which one diverged. */
  @Test
  void aSweepShowsThePointThatDiverged() {
    Result result = run(Sweeps.of("x", "adapt.rate", new Method[] {Method.ONLINE}, "2e-5", "10"));
    Row stands = result.row("", "Online", "pck", 2e-5);
    assertTrue(stands.getDouble("mean") >= 0);
    Row lost = result.row("", "Online", "pck", 10);
    assertTrue(Double.isNaN(lost.getDouble("mean")));
    assertEquals(1, result.row("", "Online", Summary.DIVERGED, 10).getDouble("mean"));
    Table wide = WideTable.of(result.table()).get(0);
    assertEquals(List.of("method", "at", "PCK %", "AUC %"), wide.columnNames().subList(0, 4));
    assertEquals("diverged (2 of 2)", wide.get(1, 2));
    assertTrue(Figures.image(result).isPresent());
  }

  /** Each is evaluated once for all tests. */
  private static Result run(String name) {
    return FOUND.computeIfAbsent(
        name,
        missing -> run(Experiments.named(missing, Selection.in(List.of(SourceSubjects.RECORDED)))));
  }

  private static Result run(Experiment experiment) {
    study.complete(study.missing(experiment.runs(study)), 1);
    Result result = experiment.evaluate(study);
    assertEquals(experiment.name(), result.experiment());
    for (String run : result.runs()) {
      assertTrue(study.runs().folder(run).isFinished(), run);
    }
    return result;
  }

  /** A row without a value on an axis. */
  private static Row row(Result result, String group, String method, String metric) {
    return result.row(group, method, metric, Double.NaN);
  }

  @Test
  void table3HasEveryMethodWithEachObjective() {
    List<Objective> objectives = List.of(Objective.PAPER, Objective.ADDED);
    List<String> techniques = List.of("adversary", "cycle");
    Selection selection = new Selection(List.of(SourceSubjects.RECORDED), techniques, objectives);
    Result result = run(Experiments.named("table 3", selection));
    objectives.forEach(o -> assertTrue(result.caption().contains(o.description())));
    for (String loss : List.of("the paper's objective", "with additions")) {
      for (String technique : List.of("-Adv", "-Cyc")) {
        String group = loss + "; 6 samples";
        Row online = row(result, group, "Online" + technique, "pck");
        Row joint = row(result, group, "Joint" + technique, "pck");
        Row gain = row(result, group, "Online%1$s - Joint%1$s".formatted(technique), "pck");
        assertEquals(
            online.getDouble("mean") - joint.getDouble("mean"), gain.getDouble("mean"), 1e-9);
        assertTrue(gain.getDouble("low") <= gain.getDouble("mean") + 1e-9);
        assertTrue(gain.getDouble("high") >= gain.getDouble("mean") - 1e-9);
        row(result, loss + "; Vanilla's 2 samples", "Vanilla" + technique, "mpjpe");
      }
    }
    Row paper = row(result, "objective; 6", "Online-Cyc", "auc");
    assertEquals(48.2, paper.getDouble("paper"));
    assertEquals(2, paper.getInt("seeds"));
    assertEquals(
        4.7, row(result, "objective; 6", "Online-Cyc - Baseline", "pck").getDouble("paper"), 1e-9);
    Set<String> groups = new HashSet<>(result.table().stringColumn("group").asList());
    assertEquals(groups.size(), WideTable.of(result.table()).size());
  }

  /** A record of before a metric was added has it from its predictions. */
  @Test
  void theVelocityErrorIsOfConsecutiveSamples() {
    Experiment velocity =
        Experiment.table("velocity")
            .methods(Method.BASELINE, Method.JOINT)
            .metrics(Metric.MPJVE, Metric.AUC)
            .delta(Method.JOINT, Method.BASELINE);
    Study whole = wholeStream();
    Result result = velocity.evaluate(whole);
    RunSpec joint = whole.run(Method.JOINT, 0);
    Adaptation made = whole.adaptation(joint);
    double expected = Mpjve.of(made.predictions(), made.stream().truth(), made.stream().frames());
    assertEquals(expected, row(result, "", "Joint", "mpjve").getDouble("mean"), 1e-9);
    Row difference = row(result, "", "Joint - Baseline", "mpjve");
    assertTrue(difference.getDouble("low") <= difference.getDouble("high"));

    RunFolder record = whole.record(joint);
    record.write(
        Store.OBSERVATIONS, record.table(Store.OBSERVATIONS).removeColumns("mpjve", "auc"));
    record.finish(record.record(), Store.OBSERVATIONS, "predictions.npz");
    Result old = velocity.evaluate(wholeStream());
    assertEquals(expected, row(old, "", "Joint", "mpjve").getDouble("mean"), 1e-9);
    double auc = made.evaluation().auc();
    assertEquals(auc, row(old, "", "Joint", "auc").getDouble("mean"), 1e-9);
  }

  private static Study wholeStream() {
    Configuration joint = study.joint(0).evaluating(0, 2);
    return new Study(session, study.runs(), joint, List.of(0L), study.progress());
  }

  /** The paper's objective with one setting of the preset is another training for each setting. */
  @Test
  void theObjectivesAblationChangesOneSettingAtATime() {
    Experiment ablation = Sweeps.named("objective");
    Study one = new Study(session, study.runs(), study.joint(0), List.of(0L), study.progress());
    List<Configuration> joints =
        ablation.runs(one).stream()
            .filter(run -> run.settings().mode() == AdaptSettings.Mode.ONLINE)
            .map(RunSpec::configuration)
            .toList();
    assertEquals(3 + 5, joints.stream().distinct().count());
    Configuration paper = Objective.PAPER.of(study.joint(0));
    for (Configuration changed : joints.subList(3, 8)) {
      String from = paper.json();
      String to = changed.json().replace("*", "");
      long lines =
          to.lines().filter(line -> !from.replace("*", "").lines().toList().contains(line)).count();
      assertEquals(1, lines, changed.json());
    }
    Result result = ablation.evaluate(one);
    for (Objective objective : Objective.values()) {
      Row joint = row(result, objective.label(), "Joint", "validation_ssl_head_mpjpe");
      Row baseline = row(result, objective.label(), "Baseline", "validation_mpjpe");
      assertTrue(Double.isFinite(joint.getDouble("mean") + baseline.getDouble("mean")));
    }
    row(result, "the preset's lambda", "Online", "pa_mpjpe");
    row(result, "the preset's sumOverJoints", "Joint", "pck");
    assertTrue(Figures.image(result).isPresent());
  }

  @Test
  void table4KeepsAccuracyAndTimeApart() {
    Result result = run("table 4");
    for (String method : List.of("Vanilla", "Vanilla-lr", "Online", "Online-skip", "Baseline")) {
      assertEquals(2, row(result, "accuracy", method, "pck").getInt("seeds"));
      Row time = row(result, "time at width 16, 10 samples", method, "seconds");
      assertTrue(time.getDouble("mean") > 0);
      assertEquals(Published.value("table 4", method, "seconds"), time.getDouble("paper"));
    }
    Row online = row(result, "accuracy", "Online", "pck");
    double onSubset =
        study.seeds().stream()
            .mapToDouble(seed -> study.adaptation(Method.ONLINE, seed).evaluation(2).pck())
            .average()
            .orElseThrow();
    assertEquals(onSubset, online.getDouble("mean"), 1e-9, "on the samples that Vanilla saw");
  }

  @Test
  void table5StartsFromTheCleanInput() {
    Result result = run("table 5");
    Row clean = result.row("", "ISO", "pck", 0);
    double pck =
        study.adaptations(Method.ONLINE).stream()
            .mapToDouble(a -> a.evaluation().pck())
            .average()
            .orElseThrow();
    assertEquals(pck, clean.getDouble("mean"), 1e-9);
    assertEquals(79.6, result.row("", "ISO", "pck", 10).getDouble("paper"));
    assertEquals(78.9, result.row("", "Baseline", "pck", 0).getDouble("paper"));
    assertTrue(Double.isNaN(result.row("", "ISO", "pck", 7.5).getDouble("paper")));
    String fit =
        result.caption().stream().filter(l -> l.contains("paper's ISO")).findAny().orElseThrow();
    assertTrue(fit.contains("0.40 a pixel; R^2 0.937"), "83.6, 82.5, 79.6 by hand: " + fit);
  }

  @ParameterizedTest
  @CsvSource({
    "T, Vanilla, 1, 81.5",
    "T, Vanilla, 10, 82.5",
    "T, Vanilla, 30, NaN",
    "T, Online, 1, 83.6",
    "T, Online, 5, NaN",
    "alpha, Vanilla, 2e-5, 82.5",
    "alpha, Vanilla, 2e-3, NaN",
    "alpha, Online, 2e-5, 83.6",
    "alpha, Online, 2e-3, 70.9",
    "alpha, Online, 2e-4, NaN",
    "T, Joint, NaN, 81.3",
    "alpha, Joint, NaN, 81.3"
  })
  void figure4HasThePapersPoints(String group, String method, double at, double paper) {
    Result result = run("figure 4");
    assertEquals(paper, result.row(group, method, "pck", at).getDouble("paper"));
  }

  @Test
  void anAblationSharesThePresetsRun() {
    Result result = run(Sweeps.of("lambda", "lambda", new Method[] {Method.JOINT}, 0.03, 0.1));
    Row preset = result.row("", "Joint", "pck", 0.03);
    assertEquals(
        Summary.runs(preset.getString("runs")),
        study.adaptations(Method.JOINT).stream().map(Adaptation::run).toList());
    assertEquals(
        2, result.table().where(t -> t.stringColumn("metric").isEqualTo("pck")).rowCount());
    Row validation = result.row("", "Joint", "validation_mpjpe", 0.03);
    double error = 0;
    for (String run : Summary.runs(validation.getString("runs"))) {
      DoubleColumn errors =
          study.runs().folder(run).table("epochs.parquet").doubleColumn("validation_mpjpe");
      error += errors.getDouble(errors.size() - 1) / study.seeds().size();
    }
    assertEquals(error, validation.getDouble("mean"), 1e-9);
  }

  @Test
  void settingsOfAdaptationCanBeSwept() {
    Method[] both = {Method.BASELINE, Method.ONLINE};
    Result flip = run(Sweeps.of("flip", "adapt.flip", both, false, true));
    assertNotNull(flip.row("", "Baseline", "pck", 0));
    assertFalse(
        flip.table().stringColumn("metric").contains("validation_mpjpe"), "no other training");
    Experiment labelled =
        Sweeps.of("flip", "adapt.flip", both, false, true).delta("Online", "Baseline");
    Experiment methods =
        Sweeps.of("flip", "adapt.flip", both, false, true).delta(Method.ONLINE, Method.BASELINE);
    assertEquals(
        run(methods).row("", "Online - Baseline", "pck", 1).getDouble("low"),
        run(labelled).row("", "Online - Baseline", "pck", 1).getDouble("low"),
        "a row is found by its method or by its label");
    assertThrows(IllegalArgumentException.class, () -> labelled.delta("Online", "Vanilla"));
    Result copies = run(Sweeps.of("copies", "adapt.copies", both, 1, 32));
    assertEquals(
        copies.row("", "Baseline", "pck", 1).getDouble("mean"),
        copies.row("", "Baseline", "pck", 32).getDouble("mean"),
        "what does not adapt has no copies");
    for (String renamed : List.of("adapt.copies", "adapt.viewsPerSample")) {
      Experiment sweep = Sweeps.of("x", renamed, new Method[] {Method.ONLINE}, 5);
      assertEquals(5, sweep.runs(study).get(0).settings().viewsPerSample(), renamed);
    }
    for (String wrong :
        List.of("adapt.seed=1", "adapt.mode=1", "adapt.nothing=1", "adapt.copies=x")) {
      String[] pair = wrong.split("=", 2);
      Experiment sweep = Sweeps.of("x", pair[0], both, pair[1]);
      assertThrows(BadInput.class, () -> sweep.runs(study), wrong);
    }
  }

  @ParameterizedTest
  @CsvSource({"figure 4, 4", "table 5, 2"})
  void chartsAreDrawnFromResults(String name, int panels) {
    Result result = run(name);
    assertEquals(panels, Figures.panels(result).size());
    BufferedImage image = Figures.image(result).orElseThrow();
    assertTrue(image.getHeight() > 300 * panels);
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    assertTrue(IntStream.of(pixels).distinct().count() > 50, "something is drawn");
  }

  @Test
  void anUnknownNameIsBadInput() {
    BadInput e = assertThrows(BadInput.class, () -> Experiments.named("table 9"));
    assertTrue(e.getMessage().contains("table 3"), e.getMessage());
    assertThrows(BadInput.class, () -> Sweeps.named("nothing"));
  }
}
