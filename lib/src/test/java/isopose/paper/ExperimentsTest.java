package isopose.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import isopose.geometry.ViewRange;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.loss.LossTerms;
import isopose.loss.SslBatch;
import isopose.loss.Technique;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.RunSpec;
import isopose.run.Runs;
import isopose.run.SmallProject;
import isopose.run.TrainedModel;
import isopose.study.Experiment;
import isopose.study.Method;
import isopose.study.Result;
import isopose.study.Study;
import isopose.study.Summary;
import isopose.study.WideTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Every experiment on three clips: the rows that it must have, and where each comes from. */
class ExperimentsTest {
  @TempDir private static Path place;
  private static final Map<String, Result> FOUND = new HashMap<>();
  private static Session session;
  private static Study study;

  @BeforeAll
  static void open() throws IOException {
    session = Session.open("cpu", 1);
    Configuration joint = SmallProject.in(place).with("epochs", 1);
    study =
        new Study(
            session,
            new Runs(place.resolve("runs"), place),
            joint.evaluating(6, 2),
            List.of(0L, 1L),
            (done, total, message) -> {});
  }

  @AfterAll
  static void close() {
    session.close();
  }

  /** The other points stand, and the chart, the table and the row say which one diverged. */
  @Test
  void aSweepShowsThePointThatDiverged() {
    Result findings = run(Sweeps.of("x", "adapt.rate", new Method[] {Method.ONLINE}, "2e-5", "10"));
    Row stands = row(findings.table(), "", "Online", "pck", 2e-5);
    assertTrue(stands.getDouble("mean") >= 0);
    Row lost = row(findings.table(), "", "Online", "pck", 10);
    assertTrue(Double.isNaN(lost.getDouble("mean")));
    assertEquals(1, row(findings.table(), "", "Online", Summary.DIVERGED, 10).getDouble("mean"));
    Table wide = WideTable.of(findings.table()).get(0);
    assertEquals(List.of("method", "at", "PCK %", "AUC %"), wide.columnNames().subList(0, 4));
    assertEquals("diverged (2 of 2)", wide.get(1, 2));
    assertTrue(Figures.image(findings).isPresent());
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

  private static Row row(Table table, String group, String method, String metric, double at) {
    for (int i = 0; i < table.rowCount(); i++) {
      Row row = table.row(i);
      if (row.getString("group").contains(group)
          && row.getString("method").equals(method)
          && row.getString("metric").equals(metric)
          && Double.compare(row.getDouble("at"), at) == 0) {
        return row;
      }
    }
    throw new AssertionError("no row %s, %s, %s, %s".formatted(group, method, metric, at));
  }

  private static Row row(Table table, String group, String method, String metric) {
    return row(table, group, method, metric, Double.NaN);
  }

  @Test
  void table3HasEveryMethodWithEachObjective() {
    List<Objective> objectives = List.of(Objective.PAPER, Objective.ADDED);
    List<String> techniques = List.of("adversary", "cycle");
    Selection selection = new Selection(List.of(SourceSubjects.RECORDED), techniques, objectives);
    Result findings = run(Experiments.named("table 3", selection));
    objectives.forEach(o -> assertTrue(findings.caption().contains(o.description())));
    Table table = findings.table();
    for (String loss : List.of("the paper's objective", "with additions")) {
      for (String technique : List.of("-Adv", "-Cyc")) {
        Row online = row(table, loss + "; 6 samples", "Online" + technique, "pck");
        Row joint = row(table, loss + "; 6 samples", "Joint" + technique, "pck");
        Row gain =
            row(
                table,
                loss + "; 6 samples",
                "Online%s - Joint%s".formatted(technique, technique),
                "pck");
        assertEquals(
            online.getDouble("mean") - joint.getDouble("mean"), gain.getDouble("mean"), 1e-9);
        assertTrue(gain.getDouble("low") <= gain.getDouble("mean") + 1e-9);
        assertTrue(gain.getDouble("high") >= gain.getDouble("mean") - 1e-9);
        row(table, loss + "; Vanilla's 2 samples", "Vanilla" + technique, "mpjpe");
      }
    }
    Row paper = row(table, "objective; 6", "Online-Cyc", "auc");
    assertEquals(48.2, paper.getDouble("paper"));
    assertEquals(2, paper.getInt("seeds"));
    assertEquals(
        4.7, row(table, "objective; 6", "Online-Cyc - Baseline", "pck").getDouble("paper"), 1e-9);
    Set<String> groups = new HashSet<>(table.stringColumn("group").asList());
    assertEquals(groups.size(), WideTable.of(table).size());
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
    Result findings = ablation.evaluate(one);
    Table table = findings.table();
    for (Objective objective : Objective.values()) {
      assertFalse(
          Double.isNaN(
              row(table, objective.label(), "Joint", "validation_ssl_head_mpjpe")
                  .getDouble("mean")));
      assertFalse(
          Double.isNaN(
              row(table, objective.label(), "Baseline", "validation_mpjpe").getDouble("mean")));
    }
    row(table, "the preset's lambda", "Online", "pa_mpjpe");
    row(table, "the preset's sumOverJoints", "Joint", "pck");
    assertTrue(Figures.image(findings).isPresent());
  }

  @Test
  void table4KeepsAccuracyAndTimeApart() {
    Table table = run("table 4").table();
    for (String method : List.of("Vanilla", "Vanilla-lr", "Online", "Online-skip", "Baseline")) {
      assertEquals(2, row(table, "accuracy", method, "pck").getInt("seeds"));
      Row time = row(table, "time at width 16, 10 samples", method, "seconds");
      assertTrue(time.getDouble("mean") > 0);
      assertEquals(Published.value("table 4", method, "seconds"), time.getDouble("paper"));
    }
    Row online = row(table, "accuracy", "Online", "pck");
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
    Row clean = row(result.table(), "", "ISO", "pck", 0);
    double pck =
        study.adaptations(Method.ONLINE).stream()
            .mapToDouble(a -> a.evaluation().pck())
            .average()
            .orElseThrow();
    assertEquals(pck, clean.getDouble("mean"), 1e-9);
    assertEquals(79.6, row(result.table(), "", "ISO", "pck", 10).getDouble("paper"));
    assertEquals(78.9, row(result.table(), "", "Baseline", "pck", 0).getDouble("paper"));
    assertTrue(Double.isNaN(row(result.table(), "", "ISO", "pck", 7.5).getDouble("paper")));
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
    assertEquals(paper, row(result.table(), group, method, "pck", at).getDouble("paper"));
  }

  @Test
  void anAblationSharesThePresetsRun() {
    Result result = run(Sweeps.of("lambda", "lambda", new Method[] {Method.JOINT}, 0.03, 0.1));
    Row preset = row(result.table(), "", "Joint", "pck", 0.03);
    assertEquals(
        Summary.runs(preset.getString("runs")),
        study.adaptations(Method.JOINT).stream().map(Adaptation::run).toList());
    assertEquals(
        2, result.table().where(t -> t.stringColumn("metric").isEqualTo("pck")).rowCount());
    Row home = row(result.table(), "", "Joint", "validation_mpjpe", 0.03);
    double error = 0;
    for (String run : Summary.runs(home.getString("runs"))) {
      DoubleColumn errors =
          study.runs().folder(run).table("epochs.parquet").doubleColumn("validation_mpjpe");
      error += errors.getDouble(errors.size() - 1) / study.seeds().size();
    }
    assertEquals(error, home.getDouble("mean"), 1e-9);
  }

  @Test
  void settingsOfAdaptationCanBeSwept() {
    Method[] both = {Method.BASELINE, Method.ONLINE};
    Result flip = run(Sweeps.of("flip", "adapt.flip", both, false, true));
    assertNotNull(row(flip.table(), "", "Baseline", "pck", 0));
    assertFalse(
        flip.table().stringColumn("metric").contains("validation_mpjpe"), "no other training");
    Result copies = run(Sweeps.of("copies", "adapt.copies", both, 1, 32));
    assertEquals(
        row(copies.table(), "", "Baseline", "pck", 1).getDouble("mean"),
        row(copies.table(), "", "Baseline", "pck", 32).getDouble("mean"),
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
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x += 3) {
      for (int y = 0; y < image.getHeight(); y += 3) {
        colours.add(image.getRGB(x, y));
      }
    }
    assertTrue(colours.size() > 50, "something is drawn");
  }

  /** A technique that no configuration names: trained and adapted with, without a record. */
  @Test
  void aTechniqueOfOnesOwnIsTrainedAndAdaptedWith() {
    Configuration joint = study.joint(0);
    Technique cycle = joint.technique().orElseThrow();
    Technique own =
        new Technique() {
          @Override
          public String name() {
            return "own";
          }

          @Override
          public LossTerms loss(SslBatch pass) {
            return cycle.loss(pass);
          }

          @Override
          public ViewRange views() {
            return cycle.views();
          }

          @Override
          public boolean needsDiscriminator() {
            return true;
          }
        };
    RunSpec online = study.run(Method.ONLINE, 0);
    Progress silent = (done, total, message) -> {};
    try (TrainedModel model = TrainedModel.train(session, joint, own, study.scenario(), silent)) {
      Adaptation adaptation =
          Adaptation.run(session, model, study.stream(online), own, online.settings(), silent);
      // the fast way through the built-in techniques adds in another order
      assertArrayEquals(
          study.adaptation(online).predictions().values(), adaptation.predictions().values(), 1f);
      assertEquals(1, model.epochs().rowCount());
    }
  }

  @Test
  void anUnknownNameIsBadInput() {
    BadInput e = assertThrows(BadInput.class, () -> Experiments.named("table 9"));
    assertTrue(e.getMessage().contains("table 3"), e.getMessage());
    assertThrows(BadInput.class, () -> Sweeps.named("nothing"));
  }
}
