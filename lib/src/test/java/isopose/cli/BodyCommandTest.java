package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import isopose.MaxNorm;
import isopose.adapt.AdaptSettings;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Refine;
import isopose.body.BodyEstimation.Scope;
import isopose.body.BodyRatios;
import isopose.body.Pooling;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.RunSpec;
import isopose.run.Runs;
import isopose.run.SmallProject;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.run.files.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Mode body, in code and on the command line, with a model that was trained for a second. */
class BodyCommandTest {
  private static final Progress SILENT = (done, total, message) -> {};

  @TempDir private static Path place;
  private static Configuration configuration;
  private static Session session;
  private static Runs runs;
  private static TrainedModel model;
  private static TargetStream stream;
  private static Path target;

  @BeforeAll
  static void train() throws IOException {
    SmallProject.in(place);
    configuration =
        Configuration.preset("smoke-body")
            .with("scenario", "bvh")
            .with("source", place.resolve("source"))
            .with("target", place.resolve("target"))
            .with("width", 16)
            .with("frames", 8)
            .with("batch", 64)
            .with("epochs", 1);
    session = Session.open("cpu", 1);
    runs = new Runs(place.resolve("runs"), place);
    model = runs.train(session, configuration, SILENT);
    stream = TargetStream.of(runs.scenario(configuration)).subset(60);
    target = place.resolve("target.npz");
    PoseFiles.write(target, new PoseFile(stream.pose2d(), stream.truth(), stream.frames()));
  }

  @AfterAll
  static void close() {
    model.close();
    session.close();
  }

  private static Adaptation adapt(BodyEstimation body) {
    return runs.adapt(session, model, stream, AdaptSettings.body(body), SILENT);
  }

  @Test
  void everyScopeIsARunOfItsOwnAndIsLoadedAgain() {
    Set<String> names = new HashSet<>();
    for (Scope scope : new Scope[] {Scope.OWN, Scope.CLIP, Scope.STREAM, Scope.TRUTH}) {
      Adaptation made = adapt(BodyEstimation.of(scope));
      assertEquals(
          "Body " + scope.name().toLowerCase(Locale.ROOT),
          made.record().get("method").getAsString());
      assertTrue(made.evaluation().mpjpe() < 1000, "finite");
      Adaptation again = adapt(BodyEstimation.of(scope));
      assertArrayEquals(made.predictions().values(), again.predictions().values());
      assertEquals(made.settings(), again.settings());
      names.add(made.run());
    }
    assertEquals(4, names.size());
  }

  @Test
  void theKnownBodyIsThatOfTheTruth() {
    Adaptation truth = adapt(BodyEstimation.of(Scope.TRUTH));
    Adaptation known = adapt(Calibration.of(session, model, stream));
    assertEquals(truth.evaluation().mpjpe(), known.evaluation().mpjpe(), 0.5);
    TargetStream without2d =
        TargetStream.of("recording", new PoseFile(stream.pose2d(), null, stream.frames()));
    Adaptation streamed = adapt(BodyEstimation.of(Scope.STREAM));
    Adaptation calibrated = adapt(Calibration.of(session, model, without2d));
    int last = stream.count() - 1;
    assertArrayEquals(
        streamed.predictions().slice(last, last + 1).values(),
        calibrated.predictions().slice(last, last + 1).values(),
        0.1f,
        "the stream's last estimate is the recording's");
  }

  /** As in a notebook's cell. */
  private static final class Mean implements Pooling {
    @Override
    public NDArray summary(NDArray sums, NDArray maxima, NDArray frames) {
      return sums.div(frames);
    }
  }

  @Test
  void aPoolingOfAFewLinesIsTrainedAndAdaptsWith() {
    try (TrainedModel own =
        TrainedModel.train(
            session, configuration, new Mean(), runs.scenario(configuration), SILENT)) {
      AdaptSettings settings = AdaptSettings.body(BodyEstimation.of(Scope.STREAM));
      Adaptation made = runs.adapt(session, own, stream, settings, SILENT);
      assertEquals("", made.run(), "no record is kept");
      assertTrue(made.evaluation().mpjpe() < 1000, "finite");
    }
    assertThrows(
        BadInput.class,
        () ->
            TrainedModel.train(
                session,
                SmallProject.configuration(place),
                new Mean(),
                runs.scenario(configuration),
                SILENT));
  }

  @Test
  void sweepsSetTheScopeAndTheRule() {
    RunSpec plain = new RunSpec(configuration, InputSettings.whole(), AdaptSettings.none());
    RunSpec spec = plain.with("adapt.body", "stream").with("adapt.body.resetThreshold", "3");
    assertEquals(
        new BodyEstimation(Scope.STREAM, null, 3, BodyEstimation.DEFAULT_WINDOW),
        spec.settings().body());
    RunSpec other = plain.with("adapt.body.resetThreshold", "3").with("adapt.body", "stream");
    assertEquals(spec, other, "the order of settings does not matter");
    assertEquals(spec, spec.with("adapt.steps", "5"), "no step is made");
    BadInput e = assertThrows(BadInput.class, () -> plain.with("adapt.body", "legs"));
    assertEquals("adapt.body=legs: expected own, clip, stream or truth", e.getMessage());
    assertThrows(BadInput.class, () -> plain.with("adapt.body", "known"));
    assertThrows(BadInput.class, () -> spec.with("adapt.body.ratios", "3"));
    BadInput value =
        assertThrows(BadInput.class, () -> spec.with("adapt.body.resetThreshold", "-1"));
    assertTrue(value.getMessage().startsWith("adapt.body.resetThreshold: expected"), "range");
    assertThrows(BadInput.class, () -> spec.with("adapt.body.refine", "ratios"));
    RunSpec online = plain.with(AdaptSettings.online(0));
    assertEquals(Refine.WEIGHTS, online.with("adapt.body", "clip").settings().body().refine());
    RunSpec ratios = online.with("adapt.body.refine", "ratios").with("adapt.rate", "1e-3");
    assertEquals(ratios, online.with("adapt.rate", "1e-3").with("adapt.body.refine", "ratios"));
    assertEquals("online-stream-ratios", ratios.settings().label());
    assertThrows(BadInput.class, () -> online.with("adapt.body.refine", "legs"));
  }

  private static AdaptSettings refining(Refine refine, double anchor) {
    return AdaptSettings.online(0)
        .withRate(1e-2)
        .withViewsPerSample(2)
        .withAnchorStrength(anchor)
        .withBody(BodyEstimation.of(Scope.STREAM).refining(refine));
  }

  /** Anchored fully, every step is undone; else it changes the predictions, and L_s falls. */
  @ParameterizedTest
  @EnumSource(Refine.class)
  void refinementStartsFromModeBody(Refine refine) {
    float[] stable = adapt(BodyEstimation.of(Scope.STREAM)).predictions().values();
    Adaptation anchored = runs.adapt(session, model, stream, refining(refine, 1), SILENT);
    assertArrayEquals(stable, anchored.predictions().values(), 0.05f);
    Adaptation moved = runs.adapt(session, model, stream, refining(refine, 0), SILENT);
    double largest = MaxNorm.distance(stable, moved.predictions().values());
    assertTrue(largest > 1, "moved by " + largest + " mm");
    double[] before = anchored.selfSupervisedLoss();
    double[] after = moved.selfSupervisedLoss();
    int half = before.length / 2;
    assertTrue(
        Arrays.stream(after, half, after.length).sum()
            < Arrays.stream(before, half, before.length).sum(),
        "L_s of the second half of the stream");
    assertEquals(
        "Online of body stream, " + refine.name().toLowerCase(Locale.ROOT),
        moved.record().get("method").getAsString());
  }

  /** Each pose by itself: as one at a time. */
  @Test
  void withoutAdaptationPosesAreLiftedTogether() {
    Adaptation plain = runs.adapt(session, model, stream, AdaptSettings.none(), SILENT);
    TargetStream one = stream.select("one", 7);
    float[] alone =
        runs.adapt(session, model, one, AdaptSettings.none(), SILENT).predictions().values();
    assertArrayEquals(alone, plain.predictions().slice(7, 8).values(), 0.01f);
  }

  @Test
  void theCommandLiftsWithMeasuredLengths() throws IOException {
    float[] ratios = BodyRatios.of(stream.truth(), 0);
    CommandRun known = command("--body-lengths", lengths(ratios, 1));
    CommandRun own = command("--body", "own");
    double error = mpjpe(known);
    assertEquals(mpjpe(command("--body", "truth")), error, 0.5);
    assertEquals(mpjpe(command("--calibration", target)), error, 0.5);
    assertNotEquals(own.json().get("record"), known.json().get("record"));
    // other bodies give other poses: a lifter that ignores the lengths would pass the above
    assertNotEquals(mpjpe(own), error, 3, "the frame's own");
    double inverse = mpjpe(command("--body-lengths", lengths(ratios, -1)));
    assertNotEquals(inverse, error, 10, "long bones short, short bones long");
  }

  private static Path lengths(float[] ratios, int power) throws IOException {
    StringBuilder text = new StringBuilder("bone,length\n");
    for (int k = 0; k < ratios.length; k++) {
      double length = Math.exp(power * ratios[k]);
      text.append(BodyRatios.BONES.get(k)).append(',').append(length).append('\n');
    }
    return Files.writeString(place.resolve("lengths.csv"), text);
  }

  private static double mpjpe(CommandRun run) {
    assertEquals(0, run.code(), run.err());
    return run.json().get("mpjpe").getAsDouble();
  }

  @Test
  void aBadLengthsFileIsOneLine() throws IOException {
    Path lengths = Files.writeString(place.resolve("bad.csv"), "bone,length\nhip,0\n");
    CommandRun run = command("--body-lengths", lengths);
    assertEquals(2, run.code());
    assertEquals(
        lengths + " line 2: length: expected a positive number", run.err().strip(), "one line");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--mode none | mode none",
        "--mode body --body clip | mode body (clip)",
        "--rate 1e-3 --refine ratios | mode online (T = 1, alpha = 0.001; body stream, refined: ratios)"
      })
  void theTextNamesTheModeAndTheBody(String options, String words) {
    Path records = place.resolve("runs");
    String adapt = "adapt --threads 1 --run %s %s".formatted(model.run(), options);
    String text = CommandRun.of(adapt, "--runs", records, "--target", target).out();
    assertTrue(text.startsWith("60 samples, " + words + ", "), text);
  }

  private static CommandRun command(Object option, Object value) {
    return CommandRun.of(
        "adapt --mode body --threads 1 --json --run " + model.run(),
        "--runs",
        place.resolve("runs"),
        "--target",
        target,
        option,
        value);
  }

  @Test
  void aLifterWithoutAnEncoderIsRefused() {
    Configuration joint = SmallProject.configuration(place).with("epochs", 1);
    try (TrainedModel other = runs.train(session, joint, SILENT)) {
      AdaptSettings settings = AdaptSettings.body(BodyEstimation.of(Scope.OWN));
      BadInput e =
          assertThrows(BadInput.class, () -> runs.adapt(session, other, stream, settings, SILENT));
      assertTrue(e.getMessage().contains("has no body encoder"), e.getMessage());
    }
  }
}
