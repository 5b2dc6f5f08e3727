package isopose.paper;

import static isopose.study.Axis.settings;
import static isopose.study.Experiment.sweep;
import static isopose.study.Method.BASELINE;
import static isopose.study.Method.JOINT;
import static isopose.study.Method.ONLINE;

import isopose.config.Objective;
import isopose.data.scenario.Scenarios;
import isopose.io.BadInput;
import isopose.metrics.Metric;
import isopose.paper.additions.AdaptationSweeps;
import isopose.study.Axis;
import isopose.study.Axis.Point;
import isopose.study.Experiment;
import isopose.study.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The choices that the paper makes without a table, one setting each; and screenings of several
 * settings, judged where settings may be chosen: on the source's held-out clips and on the two
 * validation targets.
 */
public final class Sweeps {
  private static final Axis TARGETS =
      Axis.groups(
          "validation target",
          Point.of(Scenarios.BANDAI_BANDAI1, Map.of("input.scenario", Scenarios.BANDAI_BANDAI1)),
          Point.of(
              Scenarios.BANDAI_BANDAI1_BONES,
              Map.of("input.scenario", Scenarios.BANDAI_BANDAI1_BONES)));

  private static final Map<String, String> OWN_AXIS =
      Map.of("cameraElevation", "0", "maxElevation", "20");

  /** The reprojection term is zero by construction where the head predicts depth alone. */
  private static final Map<String, String> DEPTH_ONLY =
      Map.of("depthOnly", "true", "identityView", "0");

  private static final Map<String, String> PLAIN = settings(OWN_AXIS, Map.of("identityView", "0"));

  private static final List<Point> SETTINGS =
      List.of(
          Point.of("%s, reprojection, vertical views (quick)", Map.of()),
          Point.of("%s, no additions, own-axis views", PLAIN),
          Point.of("%s, eq. 4, vertical views", Map.of("identityView", "0")),
          Point.of("%s, reprojection, own-axis views", OWN_AXIS),
          Point.of("%s, vertical views up to 20 degrees", Map.of("maxElevation", "20")),
          Point.of("%s, depth only, vertical views", DEPTH_ONLY),
          Point.of("%s, depth only, own-axis views", settings(DEPTH_ONLY, OWN_AXIS)),
          Point.of("%s, lambda 0.1", Map.of("lambda", "0.1")),
          Point.of("%s, lambda 0.01", Map.of("lambda", "0.01")),
          Point.of("%s, dropout 0.5", Map.of("dropout", "0.5")),
          Point.of("%s, D four times slower", Map.of("discriminatorRate", "5e-5")),
          Point.of("%s, D always learns", Map.of("discriminatorLimit", "1")),
          Point.of("%s, y moves the statistics", Map.of("freezeFakeStatistics", "false")),
          Point.of("%s, adversarial term x 0.3", Map.of("adversarialWeight", "0.3")),
          Point.of(
              "%s, no additions; lambda, dropout, D as in the paper",
              settings(
                  PLAIN, Map.of("lambda", "0.1", "dropout", "0.5", "discriminatorLimit", "1"))));

  private static final List<String> OBJECTIVE_SETTINGS =
      List.of("lambda", "gradientNorm", "discriminatorLimit", "generatorLoss", "sumOverJoints");

  private static final List<String> FINALISTS =
      List.of("(quick)", "no additions, own-axis views", "depth only, vertical views");

  private Sweeps() {}

  /** All of them. */
  public static List<Experiment> all() {
    Method[] iso = {JOINT, ONLINE};
    Method[] trained = {BASELINE, JOINT, ONLINE};
    List<Experiment> all = new ArrayList<>();
    all.add(of("bone", "boneTerm", trained, false, true).about("eq. 1 alone, or with eq. 2"));
    all.add(of("lambda", "lambda", iso, 0.01, 0.03, 0.1).about("the weight of L_s in eq. 5"));
    all.add(of("lambda2d", "lambda2d", iso, 0, 10, 30).about("the weight of eq. 4's 2D term"));
    all.add(of("lambda3d", "lambda3d", iso, 0, 0.1, 1).about("the weight of eq. 4's 3D term"));
    all.add(of("kappa", "sharedBlocks", iso, 1, 2, 3).about("where the shared extractor ends"));
    all.add(
        of("copies", "adapt.viewsPerSample", new Method[] {ONLINE}, 1, 4, 16, 32, 64, 256)
            .about("random views a step, which 'ensures better performance' (Sec. 3.2.2)"));
    all.add(
        of("moments", "adapt.carryMoments", new Method[] {ONLINE}, false, true)
            .about("Adam's moments from sample to sample: start at zero, or carried along"));
    all.add(
        of("clipping", "adapt.gradientNorm", new Method[] {ONLINE}, 0, 0.1, 1)
            .about("the norm to which adaptation scales the lifter's gradients down; 0: not"));
    all.add(
        of("limit", "adapt.discriminatorLimit", new Method[] {ONLINE}, 0, 0.7, 1)
            .about("the accuracy below which D learns in adaptation; 1: always"));
    all.add(
        of("noise", "input.noise", trained, 5, 10)
            .delta(ONLINE, JOINT, BASELINE)
            .about("Table 3's methods at two levels of noise on the 2D input"));
    all.addAll(AdaptationSweeps.all());
    all.add(objective());
    all.add(of("flip", "adapt.flip", trained, false, true).about("mean over the mirrored input"));
    all.add(
        candidates("settings", SETTINGS)
            .about("%d settings on the validation targets".formatted(SETTINGS.size())));
    all.add(
        candidates(
                "finalists",
                SETTINGS.stream()
                    .filter(point -> FINALISTS.stream().anyMatch(point.label()::endsWith))
                    .toList())
            .about("the settings worth more seeds, on the validation targets"));
    all.add(
        sweep("sweep lengths")
            .about("trainings once, twice and four times as long, on the validation targets")
            .axis(TARGETS)
            .axis(
                Axis.variants(
                    "length",
                    Point.of("%s, epochs x 1", Map.of()),
                    Point.of("%s, epochs x 2", Map.of("epochs", "x2")),
                    Point.of("%s, epochs x 4", Map.of("epochs", "x4"))))
            .methods(trained)
            .metrics(Metric.ALL)
            .metrics(Metric.VALIDATION, Metric.SSL_HEAD));
    return all;
  }

  /** The paper's objective, the preset's, and the paper's with one setting of the preset. */
  private static Experiment objective() {
    List<Point> whole = new ArrayList<>();
    for (Objective one : Objective.values()) {
      whole.add(Point.of(one.label(), one.settings()));
    }
    List<Point> mixed = new ArrayList<>();
    for (String key : OBJECTIVE_SETTINGS) {
      Map<String, String> settings = Objective.PAPER.settings();
      settings.remove(key);
      mixed.add(Point.of("the paper's, but the preset's " + key, settings));
    }
    return sweep("sweep objective")
        .about("which difference between the paper's objective and the preset's matters")
        .axis(Axis.groups("objective", whole.toArray(Point[]::new)))
        .methods(BASELINE, JOINT, ONLINE)
        .metrics(Metric.ALL)
        .metrics(Metric.VALIDATION, Metric.SSL_HEAD)
        .panel("")
        .axis(Axis.groups("objective", mixed.toArray(Point[]::new)))
        .methods(JOINT, ONLINE)
        .metrics(Metric.ALL)
        .metrics(Metric.VALIDATION, Metric.SSL_HEAD);
  }

  private static Experiment candidates(String title, List<Point> points) {
    return sweep("sweep " + title)
        .axis(TARGETS)
        .axis(Axis.variants("setting", points.toArray(Point[]::new)))
        .reference(BASELINE)
        .methods(JOINT, ONLINE)
        .metrics(Metric.ALL)
        .metrics(Metric.VALIDATION, Metric.SSL_HEAD)
        .note(
            "the validation targets have other motions than the source, the second also other bones");
  }

  /**
   * A sweep of any setting.
   *
   * @param key as {@link isopose.run.RunSpec#with} takes it
   */
  public static Experiment of(String title, String key, Method[] methods, Object... values) {
    boolean training = !key.contains("adapt.") && !key.contains("input.");
    return sweep("sweep " + title)
        .axis(key, values)
        .methods(methods)
        .metrics(Metric.ALL)
        .metrics(training ? List.of(Metric.VALIDATION) : List.of())
        .note("the best value on a test stream is an oracle: choose on validation data");
  }

  /**
   * One of them.
   *
   * @throws BadInput if there is none of this name
   */
  public static Experiment named(String title) {
    List<Experiment> all = all();
    return all.stream()
        .filter(sweep -> sweep.name().equals("sweep " + title))
        .findAny()
        .orElseThrow(
            () ->
                new BadInput(
                    "sweep %s: there is none; there are %s, or KEY=VALUE,VALUE..."
                        .formatted(
                            title,
                            String.join(
                                ", ", all.stream().map(s -> s.name().substring(6)).toList()))));
  }
}
