package isopose.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.adapt.AdaptSettings;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Scope;
import isopose.config.Configuration;
import isopose.config.Objective;
import isopose.data.scenario.Scenario;
import isopose.io.Progress;
import isopose.model.Arithmetic;
import isopose.model.Session;
import isopose.run.store.AlgorithmVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/**
 * Numbers of tiny trainings, adaptations and predictions, as this version computes them.
 *
 * <p>The last bits differ between processors and builds of PyTorch, so numbers are compared to a
 * relative 1e-4, or 1e-5 where they are near zero. A factor on a loss, another constant, rate or
 * order of random draws changes one of them by far more.
 */
class AlgorithmVersionTest {
  private static final double TOLERANCE = 1e-4;
  private static final Path PINNED = Path.of("src/test/resources/fixtures/algorithm-version.txt");
  private static final Path OBSERVED = Path.of("target/algorithm-version.txt");
  private static final Progress SILENT = (done, total, message) -> {};

  @TempDir private Path folder;

  @Test
  void whoChangesTheNumbersRaisesTheVersion() throws IOException {
    Map<String, Double> observed = observed();
    List<String> lines = new ArrayList<>(List.of("version " + AlgorithmVersion.CURRENT));
    observed.forEach((name, value) -> lines.add(name + " " + value));
    Files.write(OBSERVED, lines);
    List<String> pinned = Files.readAllLines(PINNED);
    String remedy =
        "; what this library computes has changed: raise AlgorithmVersion.CURRENT by one in the"
            + " same commit and copy lib/%s to lib/%s".formatted(OBSERVED, PINNED);
    assertEquals("version " + AlgorithmVersion.CURRENT, pinned.get(0), "of the fixture" + remedy);
    assertEquals(pinned.size(), lines.size(), "lines" + remedy);
    for (String line : pinned.subList(1, pinned.size())) {
      String name = line.substring(0, line.lastIndexOf(' '));
      double value = Double.parseDouble(line.substring(name.length() + 1));
      assertEquals(
          value,
          observed.get(name),
          TOLERANCE * Math.max(0.1, Math.abs(value)),
          () -> name + remedy);
    }
    assertTrue(pinned.size() > 50, "few numbers notice little");
  }

  private Map<String, Double> observed() throws IOException {
    Map<String, Double> numbers = new LinkedHashMap<>();
    Configuration cycle = SmallProject.in(folder).with("epochs", 1).with("batch", 128);
    Runs runs = new Runs(folder.resolve("runs"), folder);
    try (Session session = Session.open("cpu", 1)) {
      try (TrainedModel model = train(numbers, "cycle", session, runs, cycle)) {
        adapt(numbers, session, model, runs.scenario(cycle));
      }
      Configuration adversary = cycle.with("technique", "adversary").with("laboratory", "random");
      Configuration none = cycle.with("technique", "none").with("laboratory", "five");
      train(numbers, "adversary", session, runs, adversary).close();
      train(numbers, "none", session, runs, none).close();
      train(numbers, "paper", session, runs, Objective.PAPER.of(cycle)).close();
      for (String comparator : List.of("semgcn", "repnet")) {
        Configuration other = cycle.comparator(comparator).with("width", 8).with("batch", 128);
        train(numbers, comparator, session, runs, other.with("epochs", 1)).close();
      }
      Configuration body = cycle.comparator("body").with("width", 8).with("frames", 8);
      try (TrainedModel model =
          train(numbers, "body", session, runs, body.with("batch", 128).with("epochs", 1))) {
        lift(numbers, session, model, runs.scenario(body));
      }
    }
    return numbers;
  }

  private static TrainedModel train(
      Map<String, Double> numbers,
      String name,
      Session session,
      Runs runs,
      Configuration configuration) {
    TrainedModel model = runs.train(session, configuration, SILENT);
    for (Column<?> column : model.epochs().columns()) {
      // an accuracy is a count: one pose at the border moves it by more than rounding
      if (!column.name().matches("epoch|seconds|.*accuracy")) {
        double value = ((NumericColumn<?>) column).getDouble(0);
        numbers.put("training " + name + " " + column.name(), value);
      }
    }
    double weights = 0;
    for (String weight : model.weights().names()) {
      weights += sum(model.weights().get(weight).toFloatArray());
    }
    numbers.put("training " + name + " weights", weights);
    return model;
  }

  private static void adapt(
      Map<String, Double> numbers, Session session, TrainedModel model, Scenario scenario) {
    TargetStream stream = InputNoise.add(TargetStream.of(scenario), 5, 1).subset(6);
    numbers.put("stream input", sum(stream.pose2d().values()));
    numbers.put("stream truth", sum(stream.truth().values()));
    // a rate at which a step shows in the predictions: Adam takes no notice of a loss's scale
    AdaptSettings online = AdaptSettings.online(3).withRate(1e-3).withViewsPerSample(4);
    Map<String, AdaptSettings> settings = new LinkedHashMap<>();
    settings.put("prediction", AdaptSettings.none());
    settings.put(
        "vanilla", AdaptSettings.vanilla(3).withSteps(2).withRate(1e-3).withViewsPerSample(4));
    settings.put("online", online);
    settings.put("options", online.withSkip(2).withAnchorStrength(0.1).withAdversarialShare(0.5));
    settings.put("moments", online.withCarriedMoments(false));
    for (Arithmetic arithmetic : Arithmetic.values()) {
      settings.forEach(
          (name, setting) -> {
            Adaptation made =
                Adaptation.run(
                    session.with(arithmetic),
                    model,
                    stream,
                    model.configuration().technique(setting.adversarialShare()).orElseThrow(),
                    setting,
                    SILENT);
            String what = "adaptation %s %s ".formatted(name, arithmetic.name());
            numbers.put(what + "poses", sum(made.predictions().values()));
            numbers.put(what + "mpjpe", made.evaluation().mpjpe());
            double[] losses = made.selfSupervisedLoss();
            double loss = DoubleStream.of(losses).filter(Double::isFinite).map(Math::abs).sum();
            numbers.put(what + "loss", loss);
          });
    }
  }

  private static void lift(
      Map<String, Double> numbers, Session session, TrainedModel model, Scenario scenario) {
    TargetStream stream = TargetStream.of(scenario).subset(60);
    for (BodyEstimation body :
        List.of(
            BodyEstimation.of(Scope.OWN),
            BodyEstimation.of(Scope.STREAM),
            BodyEstimation.of(Scope.TRUTH),
            new BodyEstimation(Scope.STREAM, null, 1e-3, 8))) {
      Adaptation made = Adaptation.run(session, model, stream, AdaptSettings.body(body), SILENT);
      String what = "body %s %s ".formatted(body.scope(), body.resetThreshold());
      numbers.put(what + "poses", sum(made.predictions().values()));
      numbers.put(what + "mpjpe", made.evaluation().mpjpe());
    }
  }

  private static double sum(float... values) {
    double sum = 0;
    for (float value : values) {
      sum += Math.abs(value);
    }
    return sum;
  }
}
