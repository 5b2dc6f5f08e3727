package isopose.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.adapt.AdaptSettings;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.metrics.Evaluation;
import isopose.model.DivergedException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class RunsTest extends SmallRuns {

  /** What a notebook shows must not depend on whether the record was there already. */
  @Test
  void aLoadedTrainingTellsItsWatcherWhatTheTrainingTold() {
    Watcher first = new Watcher();
    train("watched", first);
    Watcher second = new Watcher();
    train("watched", second);
    assertTrue(first.steps > 0);
    assertEquals(0, second.steps);
    assertEquals(3, first.epochs.rowCount());
    assertEquals(first.epochs.print(), second.epochs.print());
    assertEquals(first.seconds, second.seconds);
  }

  private static final class Watcher implements Progress {
    private int steps;
    private double seconds = Double.NaN;
    private Table epochs;

    @Override
    public void update(long done, long total, String message) {
      steps++;
    }

    @Override
    public void epochs(Table soFar) {
      epochs = soFar;
    }

    @Override
    public void finished(double took) {
      seconds = took;
    }
  }

  @Test
  void aFinishedRunIsLoadedWithItsCurves() throws IOException {
    Runs runs = runs("runs");
    String curves;
    try (TrainedModel model = runs.train(session, configuration, SILENT)) {
      curves = model.epochs().write().toString("csv");
      assertEquals(3, model.epochs().rowCount());
    }
    byte[] before = checkpoint("runs");
    List<Long> steps = new ArrayList<>();
    try (TrainedModel model =
        runs.train(session, configuration, (done, total, message) -> steps.add(done))) {
      assertEquals(curves, model.epochs().write().toString("csv"));
      assertEquals(List.of(), steps);
      assertEquals(configuration, model.configuration());
      assertEquals(
          64,
          model
              .record()
              .getAsJsonObject("made")
              .getAsJsonObject("data_sha256")
              .get("source")
              .getAsString()
              .length());
    }
    assertArrayEquals(before, checkpoint("runs"));
  }

  @Test
  void anAdaptationIsKeptAndLoaded() {
    Runs runs = runs("runs");
    try (TrainedModel model = runs.train(session, configuration, SILENT)) {
      TargetStream stream = TargetStream.of(runs.scenario(configuration)).subset(12);
      AdaptSettings online = AdaptSettings.online(1);
      Adaptation made = runs.adapt(session, model, stream, online, SILENT);
      List<Long> steps = new ArrayList<>();
      Adaptation loaded =
          runs.adapt(session, model, stream, online, (done, total, message) -> steps.add(done));
      assertEquals(List.of(), steps);
      assertArrayEquals(made.predictions().values(), loaded.predictions().values(), 0);
      assertArrayEquals(made.selfSupervisedLoss(), loaded.selfSupervisedLoss(), 1e-5);
      Evaluation evaluation = loaded.evaluation();
      double recorded =
          loaded.record().getAsJsonObject("scores").getAsJsonObject("all").get("pck").getAsDouble();
      assertEquals(evaluation.pck(), recorded, 1e-9);
      assertEquals(
          evaluation.mpjpe(),
          runs.folder(loaded.run()).table("observations.parquet").doubleColumn("mpjpe").mean(),
          1e-2);
    }
  }

  @Test
  void aCollapseIsSeenWithoutLabels() {
    Runs runs = runs("runs");
    try (TrainedModel model = runs.train(session, configuration, SILENT)) {
      TargetStream stream = TargetStream.of(runs.scenario(configuration)).subset(60);
      AdaptSettings online = AdaptSettings.online(1);
      Adaptation calm = runs.adapt(session, model, stream, online, SILENT);
      assertEquals(List.of(), calm.drift().warnings());
      assertEquals(List.of(50, 60), calm.drift().table().intColumn("sample").asList());
      Adaptation wild = runs.adapt(session, model, stream, online.withRate(0.05), SILENT);
      assertTrue(
          wild.drift().warnings().get(0).contains("distance from the trained weights"),
          wild.drift().warnings().toString());
      Adaptation again = runs.adapt(session, model, stream, online.withRate(0.05), SILENT);
      assertEquals(wild.drift().warnings(), again.drift().warnings(), "from its record");
      assertEquals(wild.drift().table().print(), again.drift().table().print());
      Adaptation plain = runs.adapt(session, model, stream, AdaptSettings.none(), SILENT);
      assertEquals(0, plain.drift().table().rowCount());
    }
  }

  @Test
  void aDivergingAdaptationNamesItsClipAndLeavesNoRecord() {
    Runs runs = runs("runs");
    try (TrainedModel model = runs.train(session, configuration, SILENT)) {
      TargetStream stream = TargetStream.of(runs.scenario(configuration)).subset(9);
      AdaptSettings wild = AdaptSettings.online(1).withRate(10).withSteps(30);
      DivergedException e =
          assertThrows(
              DivergedException.class, () -> runs.adapt(session, model, stream, wild, SILENT));
      int sample = e.sample().orElseThrow();
      assertTrue(e.getMessage().contains("clip " + stream.clips().get(sample)), e.getMessage());
      assertFalse(runs.adaptation(configuration, model.identity(), stream, wild).isFinished());

      AdaptSettings reset = wild.withOnDivergence(AdaptSettings.OnDivergence.RESET);
      Adaptation made = runs.adapt(session, model, stream, reset, SILENT);
      assertTrue(made.resets() > 0);
      Adaptation loaded = runs.adapt(session, model, stream, reset, SILENT);
      assertEquals(made.resets(), loaded.resets());
      assertEquals(made.resets(), loaded.record().get("resets").getAsInt());
      for (float coordinate : loaded.predictions().values()) {
        assertTrue(Float.isFinite(coordinate));
      }
    }
  }

  @Test
  void aCopyWithoutPredictionsSaysThatItIsOne() throws IOException {
    Runs runs = runs("runs");
    try (TrainedModel model = runs.train(session, configuration, SILENT)) {
      TargetStream stream = TargetStream.of(runs.scenario(configuration)).subset(3);
      AdaptSettings plain = AdaptSettings.none();
      Adaptation made = runs.adapt(session, model, stream, plain, SILENT);
      Files.delete(runs.folder(made.run()).file("predictions.npz"));
      BadInput copy =
          assertThrows(BadInput.class, () -> runs.adapt(session, model, stream, plain, SILENT));
      assertTrue(copy.getMessage().contains("the copy of a record"), copy.getMessage());
      assertTrue(copy.getMessage().contains(made.run()), copy.getMessage());
    }
    Files.delete(runs.recordOf(configuration).file("checkpoint.npz"));
    BadInput copy = assertThrows(BadInput.class, () -> train("runs", SILENT));
    assertTrue(copy.getMessage().contains("no checkpoint.npz"), copy.getMessage());
  }

  @Test
  void theBaselineHasNothingToAdapt() {
    Runs runs = runs("runs");
    try (TrainedModel model =
        runs.train(session, configuration.with("technique", "none"), SILENT)) {
      TargetStream stream = TargetStream.of(runs.scenario(configuration)).subset(3);
      BadInput e =
          assertThrows(
              BadInput.class,
              () -> runs.adapt(session, model, stream, AdaptSettings.online(0), SILENT));
      assertTrue(e.getMessage().contains("technique none"), e.getMessage());
    }
  }
}
