package isopose.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.adapt.AdaptSettings;
import isopose.chart.pose.PosePicture;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.metrics.Evaluation;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.Pretrained;
import isopose.run.Project;
import isopose.run.Runs;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.skeleton.FrameId;
import isopose.skeleton.Track;
import isopose.study.RunComparison;
import isopose.study.RunList;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Runs of a pretrained model on a few samples, listed and compared. */
class RunPairTest {
  private static final Path DATA = Project.find().resolve("data");
  private static final Progress SILENT = (done, total, message) -> {};
  private static final AdaptSettings FAST =
      AdaptSettings.online(0).withRate(2e-3).withViewsPerSample(2).withAnchorStrength(0.1);

  @TempDir private static Path folder;
  private static Session session;
  private static Runs runs;
  private static Adaptation plain;
  private static Adaptation online;
  private static Adaptation shorter;
  private static Adaptation unscored;
  private static Adaptation detected;
  private static Adaptation elsewhere;

  @BeforeAll
  static void adapt() {
    session = Session.open("cpu", 1);
    runs = new Runs(folder, DATA);
    TargetStream whole = TargetStream.of(runs.target("bandai-cmu"));
    TargetStream stream = whole.subset(8);
    try (TrainedModel model = Pretrained.load(session, DATA, "joint")) {
      plain = runs.adapt(session, model, stream, AdaptSettings.none(), SILENT);
      online = runs.adapt(session, model, stream, FAST, SILENT);
      shorter =
          runs.adapt(session, model, stream.select("part", 5, 2), AdaptSettings.none(), SILENT);
      elsewhere =
          runs.adapt(session, model, whole.select("next", 1, 2), AdaptSettings.none(), SILENT);
      TargetStream unknown = withoutTruth("user", stream, stream.frames());
      unscored = runs.adapt(session, model, unknown, AdaptSettings.none(), SILENT);
      List<FrameId> frames =
          IntStream.range(0, 8).mapToObj(i -> new FrameId(new Track("1", "", ""), 0, i)).toList();
      TargetStream ofDetector = withoutTruth("detections", stream, frames);
      detected = runs.adapt(session, model, ofDetector, AdaptSettings.none(), SILENT);
    }
  }

  private static TargetStream withoutTruth(String name, TargetStream stream, List<FrameId> frames) {
    return new TargetStream(
        name,
        stream.pose2d(),
        null,
        frames,
        stream.parts(),
        stream.actions(),
        stream.protocol(),
        stream.hashes(),
        stream.caveats(),
        new BitSet());
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static RunComparison compare(Adaptation a, Adaptation b) {
    return RunComparison.of(runs.results(), a.run(), b.run());
  }

  @Test
  void runsAreListedAndFilteredByWords() {
    assertEquals(6, RunList.of(runs.results()).rowCount());
    Table found = RunList.of(runs.results(), "ONLINE", "cmu-subset-8");
    assertEquals(List.of(online.run()), found.stringColumn("run").asList());
    assertEquals("0.002", found.stringColumn("alpha").get(0));
    assertEquals(online.evaluation().pck(), found.doubleColumn("PCK %").get(0), 1e-9);
    assertEquals(1, RunList.of(runs.results(), "joint", "next").rowCount());
    assertEquals(0, RunList.of(runs.results(), "it's none").rowCount());
  }

  @Test
  void onlyWhatDiffersIsListedByTheNamesOfOptions() {
    Table settings = compare(plain, online).settings();
    List<String> names = settings.stringColumn("setting").asList();
    int rate = names.indexOf("adapt.rate");
    assertEquals("0.002", settings.stringColumn("b").get(rate));
    assertTrue(
        names.containsAll(
            List.of("method", "adapt.mode", "adapt.anchorStrength", "adapt.viewsPerSample")),
        names.toString());
    assertEquals(0, compare(plain, plain).settings().rowCount());
  }

  @Test
  void scoresAreThoseOfTheEvaluations() {
    RunComparison compared = compare(plain, online);
    Evaluation before = plain.evaluation();
    Evaluation after = online.evaluation();
    Table scores = compared.scores();
    assertEquals(
        List.of("PCK %", "AUC %", "MPJPE mm", "PA-MPJPE mm"),
        scores.stringColumn("score").asList());
    assertArrayEquals(
        new double[] {before.pck(), before.auc(), before.mpjpe(), before.paMpjpe()},
        scores.doubleColumn("a").asDoubleArray(),
        1e-6);
    assertEquals(after.mpjpe() - before.mpjpe(), scores.doubleColumn("b - a").get(2), 1e-6);
    Table motions = compared.byMotion();
    assertEquals(8, motions.intColumn("samples").sum());
    after
        .by(online.stream().actions())
        .forEach(
            (motion, evaluation) ->
                assertEquals(
                    evaluation.mpjpe(),
                    motions
                        .where(motions.stringColumn("motion").isEqualTo(motion))
                        .doubleColumn("b")
                        .get(0),
                    1e-6));
    assertTrue(compared.byJoint().stringColumn("joint").contains("wrist"));
  }

  @Test
  void samplesArePairedByFrame() {
    RunComparison compared = compare(plain, shorter);
    assertEquals(2, compared.samples().rowCount());
    Table scores = compared.scores();
    assertEquals(plain.evaluation().select(5, 2).mpjpe(), scores.doubleColumn("a").get(2), 1e-6);
    assertEquals(0, scores.doubleColumn("b - a").get(2), 1e-3, "the same model and poses");
  }

  @Test
  void aRecordedStreamHasItsTruthAgain() {
    Adaptation read = runs.recorded(online.run()).orElseThrow();
    assertArrayEquals(online.stream().truth().values(), read.stream().truth().values());
    assertArrayEquals(online.predictions().values(), read.predictions().values());
    assertEquals(online.settings(), read.settings());
    Adaptation other = runs.recorded(unscored.run()).orElseThrow();
    assertNull(other.stream().truth());
    assertTrue(runs.recorded("unknown").isEmpty());
  }

  @Test
  void thePosesThatChangedMostAreShown() {
    List<Object> parts = RunPair.of(runs, plain.run(), online.run()).parts();
    PosePicture picture = (PosePicture) parts.get(parts.size() - 1);
    assertTrue(picture.image().getHeight() > 400, "four rows");
    MimeBundle shown = MimeBundle.of(new Stacked(parts));
    assertTrue(shown.data().get(MimeBundle.HTML).contains("<img"));
    assertTrue(shown.data().get(MimeBundle.PLAIN).contains("adapt.rate"));
  }

  @Test
  void whatCannotBeComparedIsNamed() {
    assertRefused("nothing: there is no adaptation", "nothing", plain.run());
    assertRefused("no sample in common", plain.run(), elsewhere.run());
    assertRefused(unscored.run() + ": has no scores", plain.run(), unscored.run());
    assertRefused(detected.run() + ": has no scores", detected.run(), detected.run());
  }

  private static void assertRefused(String message, String a, String b) {
    BadInput refused = assertThrows(BadInput.class, () -> RunComparison.of(runs.results(), a, b));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  /** The bar of a control's computation replaces itself. */
  @Test
  void progressIsHandedOverAsHtml() {
    StringBuilder shown = new StringBuilder();
    ProgressBar bar = new ProgressBar("computing", Screen.of(shown::append), () -> 0);
    bar.update(1, 2, "");
    bar.update(2, 2, "");
    assertTrue(shown.toString().contains("<progress value=\"1\" max=\"2\""), shown.toString());
    assertTrue(shown.toString().endsWith("2 of 2, done in 0 s</div>"), shown.toString());
  }
}
