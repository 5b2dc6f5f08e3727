package isopose.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.adapt.AdaptSettings;
import isopose.adapt.InferenceStageOptimization;
import isopose.config.Configuration;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import isopose.model.Checkpoint;
import isopose.model.Lifter;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.Runs;
import isopose.run.SmallProject;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.skeleton.Poses;
import isopose.study.Method;
import isopose.study.Result;
import isopose.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** SemGCN and RepNet as runs: trained, resumed, loaded, adapted, and in their tables. */
class ComparatorsTest {
  private static final Progress SILENT = (done, total, message) -> {};

  @TempDir private Path folder;
  private Session session;
  private Configuration small;

  @BeforeEach
  void open() throws IOException {
    session = Session.open("cpu", 1);
    small = SmallProject.in(folder);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Runs runs(String name) {
    return new Runs(folder.resolve(name), folder);
  }

  private Configuration comparator(String name) {
    return small.comparator(name).with("width", 8).with("batch", 16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"semgcn", "repnet"})
  void anInterruptedTrainingGoesOnAndEndsWithTheSameBits(String name) throws IOException {
    Configuration configuration = comparator(name);
    runs("straight").train(session, configuration, SILENT).close();
    Progress impatient =
        (done, total, message) -> {
          if (done > total / 2) {
            Thread.currentThread().interrupt();
          }
        };
    assertThrows(
        CancellationException.class,
        () -> runs("interrupted").train(session, configuration, impatient));
    runs("interrupted").train(session, configuration, SILENT).close();
    String checkpoint = runs("runs").recordOf(configuration).name() + "/checkpoint.npz";
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("straight").resolve(checkpoint)),
        Files.readAllBytes(folder.resolve("interrupted").resolve(checkpoint)));
  }

  @Test
  void repNetsBetasReachItsTraining() throws IOException {
    Configuration published = comparator("repnet").with("epochs", 1);
    assertEquals(0.5, published.repnet().beta1());
    assertThrows(BadInput.class, () -> published.with("beta2", 1));
    Configuration usual = published.with("beta1", 0.9);
    for (Configuration configuration : List.of(published, usual)) {
      runs("runs").train(session, configuration, SILENT).close();
    }
    assertNotEquals(
        runs("runs")
            .recordOf(published)
            .table("epochs.parquet")
            .doubleColumn("validation_mpjpe")
            .get(0),
        runs("runs")
            .recordOf(usual)
            .table("epochs.parquet")
            .doubleColumn("validation_mpjpe")
            .get(0));
  }

  /** The example of the interface: nothing in the adaptation knows of graphs. */
  @Test
  void isoAdaptsAGraphLifter() {
    Configuration configuration = comparator("semgcn").with("technique", "cycle");
    try (TrainedModel model = runs("runs").train(session, configuration, SILENT);
        InferenceStageOptimization iso =
            new InferenceStageOptimization(
                session,
                model.networks(),
                model.weights(),
                configuration.technique().orElseThrow(),
                AdaptSettings.online(0))) {
      TargetStream stream = TargetStream.of(runs("runs").scenario(configuration)).subset(4);
      Poses adapted = iso.run(model.normalisation().input(stream.pose2d()), (i, loss) -> {});
      assertEquals(4, adapted.count());
      Set<String> moved =
          model.weights().names().stream()
              .filter(
                  name ->
                      !Arrays.equals(
                          model.weights().get(name).toFloatArray(),
                          iso.adapted().get(name).toFloatArray()))
              .map(name -> name.substring(0, name.indexOf('.') + 1))
              .collect(Collectors.toSet());
      assertEquals(Set.of(Lifter.EXTRACTOR, Lifter.SSL_HEAD, "discriminator."), moved);
      assertTrue(
          model.weights().names().contains("extractor.block1.convolution1.edges"),
          "the graph's edge weights are among what adaptation may move");
    }
  }

  @Test
  void aComparatorHasNothingToAdapt() {
    Configuration configuration = comparator("repnet");
    Runs runs = runs("runs");
    try (TrainedModel model = runs.train(session, configuration, SILENT)) {
      TargetStream stream = TargetStream.of(runs.scenario(configuration)).subset(3);
      assertThrows(
          BadInput.class,
          () -> runs.adapt(session, model, stream, AdaptSettings.online(0), SILENT));
      Adaptation plain = runs.adapt(session, model, stream, AdaptSettings.none(), SILENT);
      assertTrue(plain.evaluation().mpjpe() > 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"width\": 8', '\"width\": 2000000', width: expected a whole number",
    "'\"width\": 8', '\"width\": 9', even width",
    "'\"blocks\": 4', '\"blocks\": 2000000000', blocks: expected a whole number",
    "'\"backbone\": \"semgcn\"', '\"backbone\": \"grapes\"', expected one of",
    "'\"backbone\": \"semgcn\"', '\"backbone\": \"repnet\"', has no array",
  })
  void aStrangersCheckpointTakesNoMoreThanItHolds(String written, String forged, String message)
      throws IOException {
    Configuration configuration = comparator("semgcn");
    Path file = folder.resolve("untrusted.npz");
    try (TrainedModel model = runs("runs").train(session, configuration, SILENT)) {
      String json = configuration.json();
      assertTrue(json.contains(written), json);
      Checkpoint.write(
          file,
          model.weights(),
          model.normalisation(),
          json.replace(written, forged),
          Map.of(),
          Map.of());
    }
    BadInput e = assertThrows(BadInput.class, () -> TrainedModel.read(session, file));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), "one line");
  }

  @Test
  void configurationsThatMakeNoSenseAreRefused() {
    Configuration repnet = Configuration.preset("quick-repnet");
    assertTrue(
        assertThrows(BadInput.class, () -> repnet.with("technique", "cycle"))
            .getMessage()
            .contains("technique none"));
    assertThrows(BadInput.class, () -> repnet.with("backbone", "residual"));
    assertThrows(BadInput.class, () -> repnet.with("criticSteps", 0));
    assertThrows(BadInput.class, () -> Configuration.quick().with("backbone", "grapes"));
    assertThrows(BadInput.class, () -> Configuration.quick().with("criticSteps", 3));
    assertEquals("quick-repnet*", repnet.with("criticSteps", 3).canonical().preset());
  }

  @Test
  void aComparatorHasTheStudysDataSizeAndSeed() {
    Configuration like =
        Configuration.quick().with("laboratory", "five").with("seed", 4).with("lambda", 0.1);
    Configuration semgcn = like.comparator("semgcn");
    assertEquals(like.data(), semgcn.data());
    assertEquals(4, semgcn.seed());
    assertEquals("quick-semgcn", semgcn.preset());
    assertEquals("none", semgcn.ssl().technique());
    assertEquals(semgcn, semgcn.with("technique", "none").canonical());
  }

  @Test
  void aComparatorTrainsAsMuchLongerAsTheStudyDoes() {
    int usual = Configuration.preset("quick-repnet").training().epochs();
    Configuration twice = Configuration.quick().with("epochs", 32).with("seed", 1);
    Configuration hardly = Configuration.quick().with("epochs", 1).with("seed", 1);
    assertEquals(2 * usual, twice.comparator("repnet").training().epochs());
    assertEquals("quick-repnet*", twice.comparator("repnet").preset());
    assertTrue(hardly.comparator("semgcn").training().epochs() >= 1);
    Configuration again = twice.comparator("repnet").comparator("semgcn");
    int semgcn = Configuration.preset("quick-semgcn").training().epochs();
    assertEquals(2 * semgcn, again.training().epochs(), "measured by its own preset");
  }

  @Test
  void tablesOneAndTwoHoldEveryMethodUnderEveryProtocol() {
    Configuration joint = small.with("epochs", 1).evaluating(8, 4);
    Study study = new Study(session, runs("runs"), joint, List.of(0L), SILENT);
    Result one = Experiments.named("table 1").evaluate(study);
    assertEquals(3 * 7 * 3 + 4 * 3, one.table().rowCount());
    Adaptation repnet =
        study.adaptation(study.run(Method.BASELINE, 0, Map.of("comparator", "repnet")));
    for (String panel : List.of("US", "GS", "PA")) {
      Evaluation own = repnet.stream().evaluate(repnet.predictions(), Protocol.named(panel));
      assertEquals(own.pck(), mean(one.table(), panel, "RepNet", "pck"), 1e-9);
      assertEquals(own.auc(), mean(one.table(), panel, "RepNet", "auc"), 1e-9);
      assertEquals(own.mpjpe(), mean(one.table(), panel, "RepNet", "mpjpe"), 1e-9);
    }
    assertEquals(95.4, find(one.table(), "PA", "RepNet", "mpjpe").getDouble("paper"));
    assertEquals(76.2, find(one.table(), "US", "SemGCN", "pck").getDouble("paper"));
    assertEquals(84.5, find(one.table(), "GS", "Online-Cyc", "pck").getDouble("paper"));
    assertEquals(78.9, find(one.table(), "US", "Baseline", "pck").getDouble("paper"));
    Table trainings = one.data().get("trainings");
    assertEquals(7, trainings.rowCount());
    assertTrue(trainings.doubleColumn("seconds").min() > 0);

    Result two = Experiments.named("table 2").evaluate(study);
    assertEquals(2 * 7 + 7 * 2, two.table().rowCount());
    assertEquals(
        repnet.stream().evaluate(repnet.predictions(), Protocol.THREEDPW).paMpjpe(),
        mean(two.table(), "14", "RepNet", "pa_mpjpe"),
        1e-9);
    assertEquals(70.8, find(two.table(), "14", "Online-Cyc", "pa_mpjpe").getDouble("paper"));
    assertEquals(one.runs(), two.runs(), "from the same records");
    assertEquals(7, one.runs().size());

    Selection cycle = new Selection(List.of(), List.of("cycle"), List.of());
    Result without = Experiments.named("table 1", cycle).evaluate(study);
    assertEquals(3 * 5 * 3 + 4 * 3, without.table().rowCount());
    assertEquals(5, without.data().get("trainings").rowCount());
    assertFalse(without.table().stringColumn("method").contains("Online-Adv"));
  }

  private static Row find(Table table, String group, String method, String metric) {
    for (Row row : table) {
      if (row.getString("group").startsWith(group)
          && row.getString("method").equals(method)
          && row.getString("metric").equals(metric)) {
        return table.row(row.getRowNumber());
      }
    }
    throw new AssertionError("no row " + group + ", " + method + ", " + metric);
  }

  private static double mean(Table table, String group, String method, String metric) {
    return find(table, group, method, metric).getDouble("mean");
  }
}
