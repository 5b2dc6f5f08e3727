package isopose.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.adapt.AdaptSettings.Mode;
import isopose.body.BodyEstimation.Scope;
import isopose.config.Configuration;
import isopose.data.scenario.SourceCameras;
import isopose.data.scenario.SourceSubjects;
import isopose.model.Session;
import isopose.run.Project;
import isopose.run.RunSpec;
import isopose.run.Runs;
import isopose.study.Experiment;
import isopose.study.Study;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The runs behind the tables of the body; nothing is trained. */
class BodyTablesTest {
  private static final int METHODS = 12;

  private static List<RunSpec> runs(String table) {
    return runs(Experiments.named(table));
  }

  private static List<RunSpec> runs(Experiment experiment) {
    Configuration joint = Configuration.quick().with("epochs", 64);
    try (Session session = Session.open("cpu", 1)) {
      Study study =
          new Study(
              session, new Runs(Project.find()), joint, List.of(0L), (done, total, what) -> {});
      return experiment.runs(study);
    }
  }

  @Test
  void everyShiftHasEveryMethodAndNoTrainingOfItsOwn() {
    List<RunSpec> runs = runs("table shifts");
    assertEquals(
        13 * METHODS, runs.size(), "each input setting is another shift, each method another run");
    Set<Configuration> trained =
        runs.stream().map(RunSpec::configuration).collect(Collectors.toSet());
    assertEquals(5, trained.size(), "Baseline, augmented Baselines and Joint, Body");
    for (Configuration configuration : trained) {
      assertEquals(64, configuration.training().epochs());
      assertEquals("bandai-cmu", configuration.data().scenario());
    }
  }

  @Test
  void bodyIsTrainedOnVariedSourcesAndTheOthersOnRandomOnes() {
    for (RunSpec run : runs("table shifts")) {
      Configuration configuration = run.configuration();
      boolean body =
          run.settings().mode() == Mode.BODY || run.settings().label().endsWith("ratios");
      boolean plain = configuration.data().subjects() == SourceSubjects.RECORDED;
      assertEquals(body, configuration.body() != null);
      if (!plain) {
        assertEquals(SourceCameras.ANYWHERE, configuration.data().cameras());
        assertEquals(
            body ? SourceSubjects.VARIED : SourceSubjects.RANDOM, configuration.data().subjects());
      }
    }
    Set<Scope> scopes =
        runs("table body").stream()
            .filter(run -> run.settings().mode() == Mode.BODY)
            .map(run -> run.settings().body().scope())
            .collect(Collectors.toSet());
    assertEquals(Set.of(Scope.OWN, Scope.CLIP, Scope.STREAM, Scope.TRUTH), scopes);
  }

  /** A Baseline that is trained on what Body is trained on: persons, cameras and noise. */
  @Test
  void oneBaselineHasTheBodysSource() {
    List<Configuration> varied =
        runs("table body").stream()
            .map(RunSpec::configuration)
            .filter(one -> one.body() == null)
            .filter(one -> one.data().subjects() == SourceSubjects.VARIED)
            .toList();
    assertEquals(1, varied.size());
    Configuration body = Configuration.preset("quick-body");
    assertEquals("Baseline", varied.get(0).method());
    assertEquals(body.data(), varied.get(0).data());
    assertEquals(body.body().inputNoise(), varied.get(0).training().inputNoise());
  }

  /** Body's training has noise on the 2D poses; one of its opponents has the same. */
  @Test
  void anAugmentedBaselineHasTheBodysInputNoise() {
    Set<Double> noise =
        runs("table body").stream()
            .map(RunSpec::configuration)
            .filter(plain -> plain.method().equals("Baseline"))
            .filter(plain -> plain.data().subjects() == SourceSubjects.RANDOM)
            .map(plain -> plain.training().inputNoise())
            .collect(Collectors.toSet());
    assertEquals(Set.of(0.0, Configuration.preset("quick-body").body().inputNoise()), noise);
  }

  /** One training, and nothing else moves in it than what a row names. */
  @Test
  void isoOnTheBodyAdaptsTheSameTraining() {
    List<RunSpec> runs = runs("table body-iso");
    Set<Configuration> trained =
        runs.stream().map(RunSpec::configuration).collect(Collectors.toSet());
    assertEquals(Set.of(Configuration.quick().with("epochs", 64).comparator("body")), trained);
    assertEquals(
        List.of("body-stream", "online-stream-ratios", "online-stream-weights"),
        runs.stream().map(run -> run.settings().label()).distinct().toList());
    List<RunSpec> settings = runs(Sweeps.named("body-iso"));
    assertEquals(13, settings.stream().distinct().count(), "twelve settings and the reference");
    assertTrue(
        settings.stream().allMatch(run -> run.input().scenario().equals("bandai-validation")));
    for (RunSpec chosen : runs) {
      assertTrue(settings.contains(chosen.on(settings.get(0).input())), chosen.label());
    }
  }

  /** One training with D beside it, and six settings on source validation. */
  @Test
  void theAdversarysSettingsAreOfOneTraining() {
    List<RunSpec> settings = runs(Sweeps.named("body-adversary"));
    assertEquals(7, settings.stream().distinct().count(), "six settings and the reference");
    Configuration body = Configuration.quick().with("epochs", 64).comparator("body");
    assertEquals(
        Set.of(body, body.with("body.discriminator", true)),
        settings.stream().map(RunSpec::configuration).collect(Collectors.toSet()));
    List<RunSpec> rows = runs("table body-adversary");
    assertEquals(3, rows.size());
    assertTrue(settings.contains(rows.get(2).on(settings.get(0).input())), "one of the six");
    assertTrue(runs("table body-iso").containsAll(rows.subList(0, 2)), "published runs");
  }

  /** The anchored row is one of the twelve settings that were compared on validation targets. */
  @Test
  void theAnchoredSettingIsOneOfTheSweeps() {
    List<RunSpec> compared = runs(Sweeps.named("stability"));
    assertEquals(
        Set.of("bandai-validation-real", "bandai-bandai1"),
        compared.stream().map(run -> run.input().scenario()).collect(Collectors.toSet()));
    assertEquals(2 * (12 + 1), compared.stream().distinct().count(), "and Joint");
    List<RunSpec> anchored =
        runs("table body").stream().filter(run -> run.settings().anchorStrength() > 0).toList();
    assertEquals(1, anchored.size());
    assertTrue(compared.contains(anchored.get(0).on(compared.get(0).input())));
  }

  @Test
  void theWayBackIsTrainedOnItsOwnSource() {
    List<RunSpec> runs = runs("table way-back");
    assertEquals(METHODS, runs.size());
    assertTrue(
        runs.stream().allMatch(run -> run.configuration().data().scenario().equals("cmu-bandai1")));
  }
}
