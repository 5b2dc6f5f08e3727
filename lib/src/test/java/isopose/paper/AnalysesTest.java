package isopose.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import isopose.analysis.Elevation;
import isopose.chart.Figures;
import isopose.chart.Png;
import isopose.config.Configuration;
import isopose.model.Session;
import isopose.run.Runs;
import isopose.run.SmallProject;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.skeleton.BodyPart;
import isopose.study.Method;
import isopose.study.Result;
import isopose.study.Study;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** Figures 5 to 7 and the additions to the paper, on two small folders and tiny networks. */
class AnalysesTest {
  private static final List<String> PROGRESS = new ArrayList<>();

  @TempDir private static Path place;
  private static Session session;
  private static Study study;
  private static Study oneSeed;

  @BeforeAll
  static void open() throws IOException {
    session = Session.open("cpu", 1);
    Configuration joint = SmallProject.in(place);
    String walking = "cmu_test_walking_6.bvh";
    EmbeddedClips.copy("cmu", walking, place.resolve("target").resolve(walking));
    study = study(joint, 0L, 1L);
    oneSeed = study(joint, 0L);
  }

  private static Study study(Configuration joint, Long... seeds) {
    return new Study(
        session,
        new Runs(place.resolve("runs"), place),
        joint.evaluating(30, 15),
        List.of(seeds),
        (done, total, message) -> PROGRESS.add(message));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static Result result(String name) {
    return result(name, oneSeed);
  }

  private static Result result(String name, Study of) {
    return Experiments.named(name).evaluate(of);
  }

  private static Table rows(Result result, String method, String metric) {
    Table table = result.table();
    return table.where(
        table
            .stringColumn("method")
            .isEqualTo(method)
            .and(table.stringColumn("metric").isEqualTo(metric)));
  }

  private static double[] means(Result result, String method, String metric) {
    return rows(result, method, metric).doubleColumn("mean").asDoubleArray();
  }

  private static double mean(Method method, BodyPart part) {
    return study.adaptations(method).stream()
        .mapToDouble(a -> a.evaluation().pckPerPart().get(part))
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "figure 5",
        "figure 6",
        "figure 7",
        "figure stream",
        "figure motions",
        "figure views",
        "figure gains",
        "figure alignment",
        "figure order",
        "figure forgetting",
        "figure pull",
        "figure alpha"
      })
  void everyNumberIsThereWithItsRecordsAndCanBeDrawn(String name) {
    Result result = result(name);
    assertFalse(result.table().isEmpty());
    assertEquals(0, result.table().doubleColumn("mean").countMissing(), name);
    result.runs().forEach(run -> assertTrue(study.runs().folder(run).isFinished(), run));
    assertTrue(Png.of(Figures.image(result).orElseThrow()).length > 10_000);
  }

  @Test
  void limbRatiosOfTheTruthAreAtNoDistanceFromIt() {
    Result figure = result("figure 5");
    for (double distance : means(figure, LimbRatios.TRUTH, "wasserstein")) {
      assertEquals(0, distance, 1e-12);
    }
    double[] medians = means(figure, LimbRatios.TRUTH, "median");
    assertEquals(1.45, medians[0], 0.01); // the left arm of the clip's skeleton
    Table histogram = figure.data().get(LimbRatios.HISTOGRAM);
    double share =
        histogram
            .where(histogram.stringColumn("limb").isEqualTo("torso"))
            .doubleColumn("share")
            .sum();
    assertEquals(200, share, 1e-6); // two methods
  }

  @Test
  void aClassifierIsTrainedOnceAndLoaded() {
    double[] accuracy = means(result("figure 6"), "classifier", "accuracy");
    PROGRESS.clear();
    double[] again = means(result("figure 6"), "classifier", "accuracy");
    assertEquals(List.of(), PROGRESS.stream().filter(m -> m.contains("classifier")).toList());
    assertEquals(DoubleStream.of(accuracy).sum(), DoubleStream.of(again).sum(), 1e-9);
  }

  @Test
  void bodyPartsAreThoseOfTheEvaluation() {
    Result figure = result("figure 7", study);
    Table wrist = rows(figure, "Online", "pck");
    wrist = wrist.where(wrist.stringColumn("group").isEqualTo("wrist"));
    assertEquals(mean(Method.ONLINE, BodyPart.WRIST), wrist.doubleColumn("mean").get(0), 1e-9);
    assertTrue(figure.caption().contains("head: neck, head_top"));
  }

  @Test
  void leadsOfTheFifthsAddUpToTheWhole() {
    double[] leads = means(result("figure stream", study), "Online - Joint", "pck");
    assertEquals(lead(study), DoubleStream.of(leads).average().orElseThrow(), 1e-9);
  }

  @Test
  void theLeadInTheOrderOfClipsIsThatOfTheStreamAsItIs() {
    Result orders = result("figure order");
    assertEquals(lead(oneSeed), orders.mean("clips", "Online - Joint", "pck"), 1e-9);
    assertThrows(NoSuchElementException.class, () -> orders.mean("clips", "Vanilla", "pck"));
  }

  private static double lead(Study of) {
    return Samples.mean(
        of.seeds().stream()
            .mapToDouble(
                seed ->
                    of.adaptation(Method.ONLINE, seed).evaluation().pck()
                        - of.adaptation(Method.JOINT, seed).evaluation().pck())
            .toArray());
  }

  @Test
  void forgettingStartsWhereTrainingEnded() {
    Result figure = result("figure forgetting");
    Table mpjpe = rows(figure, "alpha 2e-5", "mpjpe");
    double atStart = mpjpe.doubleColumn("mean").get(0);
    double trained;
    try (TrainedModel model = oneSeed.model(Method.JOINT, 0)) {
      Table epochs = model.epochs();
      trained = epochs.doubleColumn("validation_mpjpe").get(epochs.rowCount() - 1);
    }
    assertEquals(0, mpjpe.doubleColumn("at").get(0));
    assertEquals(30, mpjpe.doubleColumn("at").get(mpjpe.rowCount() - 1));
    assertEquals(trained, atStart, 1e-2);
  }

  @Test
  void nobodyBeatsTheOracle() {
    Result figure = result("figure alpha");
    double oracle = means(figure, "oracle: highest PCK", "chosen_pck")[0];
    assertTrue(oracle >= means(figure, "lowest mean L_s", "chosen_pck")[0]);
    assertTrue(oracle >= means(figure, "the paper's alpha", "chosen_pck")[0]);
    assertEquals(2e-5, means(figure, "the paper's alpha", "chosen_alpha")[0]);
  }

  /** Each sample is in one view, so the views' scores, each by its share, make up the whole. */
  @Test
  void viewsAndMotionsPartTheStream() {
    TargetStream stream = oneSeed.adaptation(Method.JOINT, 0).stream();
    double[] elevation = Elevation.of(stream.truth(), stream.clips());
    Result views = result("figure views");
    double sum = 0;
    for (int low = -90; low < 90; low += 10) {
      int from = low;
      long share = DoubleStream.of(elevation).filter(e -> e >= from && e < from + 10).count();
      String view = "%d to %d".formatted(low, low + 10);
      sum += share == 0 ? 0 : share * views.mean(view, "Online", "pck");
      assertEquals(share > 0, views.table().stringColumn("group").contains(view), view);
    }
    double whole = oneSeed.adaptation(Method.ONLINE, 0).evaluation().pck();
    assertEquals(whole, sum / stream.count(), 1e-9);
    List<String> motions = result("figure motions").table().stringColumn("group").asList();
    assertEquals(Set.copyOf(stream.actions()), Set.copyOf(motions));
  }

  @Test
  void gainsOfTheFifthsAddUpToTheWhole() {
    Result figure = result("figure gains");
    double[] fifths = means(figure, "camera elevation, degrees", "gain_mm");
    assertEquals(
        means(figure, "all", "gain_mm")[0], DoubleStream.of(fifths).average().orElseThrow(), 1e-9);
  }
}
