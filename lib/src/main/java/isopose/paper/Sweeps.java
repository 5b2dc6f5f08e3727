package isopose.paper;

import static isopose.study.Experiment.sweep;
import static isopose.study.Method.BASELINE;
import static isopose.study.Method.JOINT;
import static isopose.study.Method.ONLINE;

import isopose.config.Objective;
import isopose.data.scenario.Scenarios;
import isopose.io.BadInput;
import isopose.metrics.Metric;
import isopose.study.Axis;
import isopose.study.Axis.Point;
import isopose.study.Experiment;
import isopose.study.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  private static final Map<String, String> PLAIN = and(OWN_AXIS, Map.of("identityView", "0"));

  private static final List<Point> SETTINGS =
      List.of(
          Point.of("%s, reprojection, vertical views (quick)", Map.of()),
          Point.of("%s, no additions, own-axis views", PLAIN),
          Point.of("%s, eq. 4, vertical views", Map.of("identityView", "0")),
          Point.of("%s, reprojection, own-axis views", OWN_AXIS),
          Point.of("%s, vertical views up to 20 degrees", Map.of("maxElevation", "20")),
          Point.of("%s, depth only, vertical views", DEPTH_ONLY),
          Point.of("%s, depth only, own-axis views", and(DEPTH_ONLY, OWN_AXIS)),
          Point.of("%s, lambda 0.1", Map.of("lambda", "0.1")),
          Point.of("%s, lambda 0.01", Map.of("lambda", "0.01")),
          Point.of("%s, dropout 0.5", Map.of("dropout", "0.5")),
          Point.of("%s, D four times slower", Map.of("discriminatorRate", "5e-5")),
          Point.of("%s, D always learns", Map.of("discriminatorLimit", "1")),
          Point.of("%s, y moves the statistics", Map.of("freezeFakeStatistics", "false")),
          Point.of("%s, adversarial term x 0.3", Map.of("adversarialWeight", "0.3")),
          Point.of(
              "%s, no additions; lambda, dropout, D as in the paper",
              and(PLAIN, Map.of("lambda", "0.1", "dropout", "0.5", "discriminatorLimit", "1"))));

  private static final List<String> OBJECTIVE_SETTINGS =
      List.of("lambda", "gradientNorm", "discriminatorLimit", "generatorLoss", "sumOverJoints");

  private static final List<String> FINALISTS =
      List.of("(quick)", "no additions, own-axis views", "depth only, vertical views");

  private Sweeps() {}

  private static Map<String, String> and(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(some);
    all.putAll(more);
    return all;
  }

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
    all.add(anchor());
    all.add(stability());
    all.add(bodyIso());
    all.add(bodyAdversary());
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

  /** Twelve settings of Online on augmented sources, on validation targets alone. */
  private static Experiment anchor() {
    List<Point> settings = new ArrayList<>();
    for (String rate : List.of("2e-5", "2e-4", "2e-3")) {
      for (String strength : List.of("0", "0.01", "0.05", "0.2")) {
        settings.add(setting(rate, "anchorStrength", strength));
      }
    }
    return online(
        "sweep anchor",
        "learning rate and weight anchoring of Online on augmented sources",
        settings,
        BodyTables.BODIES_AND_CAMERAS);
  }

  /** Twelve more, on the source with noise, by all that may keep the weights near. */
  private static Experiment stability() {
    List<Point> settings =
        List.of(
            setting("2e-5", "anchorStrength", "0"),
            setting("2e-5", "anchorStrength", "0.01"),
            setting("2e-5", "anchorStrength", "0.05"),
            setting("2e-5", "averageDecay", "0.99"),
            setting("2e-5", "averageDecay", "0.999"),
            setting("2e-5", "resetDistance", "0.03"),
            setting("2e-3", "anchorStrength", "0"),
            setting("2e-3", "anchorStrength", "0.05"),
            setting("2e-3", "averageDecay", "0.99"),
            setting("2e-3", "averageDecay", "0.999"),
            setting("2e-3", "resetDistance", "0.03"),
            setting("2e-3", "resetDistance", "0.3"));
    return online(
        "sweep stability",
        "weight anchoring, moving average and reset of Online on the augmented source",
        settings,
        BodyTables.AUGMENTED);
  }

  private static Point setting(String rate, String stabilizer, String value) {
    return Point.of(
        "%%s, alpha %s, %s %s".formatted(rate, stabilizer, value),
        Map.of("adapt.rate", rate, "adapt." + stabilizer, value));
  }

  /** Online with each of these settings, beside Joint, on two validation targets. */
  private static Experiment online(
      String name, String about, List<Point> settings, Map<String, String> source) {
    Axis targets =
        Axis.groups(
            "validation target",
            Point.of("bandai-validation-real", Map.of("input.scenario", "bandai-validation-real")),
            TARGETS.points().get(0));
    return sweep(name)
        .about(about)
        .axis(targets)
        .axis(Axis.variants("setting", settings.toArray(Point[]::new)))
        .row(ONLINE.label(), ONLINE, source)
        .metrics(Metric.ALL)
        .panel("")
        .axis(targets)
        .row(JOINT.label(), JOINT, source)
        .metrics(Metric.ALL);
  }

  /** Twelve settings of Algorithm 1 on top of the body's estimate, on source validation alone. */
  private static Experiment bodyIso() {
    List<Point> settings = new ArrayList<>();
    addBodyIso(settings, "ratios", List.of("1e-3", "3e-3", "1e-2"), List.of("0", "0.1"));
    addBodyIso(settings, "weights", List.of("2e-6", "2e-5", "2e-4"), List.of("0", "0.05"));
    return ofBody("sweep body-iso", settings, Map.of("comparator", "body"))
        .about("Algorithm 1 by eq. 4 without L_adv, on the ratios or the weights of Body, stream");
  }

  /** Six settings with L_adv, also on source validation alone. */
  private static Experiment bodyAdversary() {
    return ofBody(
            "sweep body-adversary",
            List.of(
                byAdversary("eq. 3", "3e-4", "1", "D fixed"),
                byAdversary("eq. 3", "1e-3", "1", "D fixed"),
                byAdversary("eq. 3", "3e-3", "1", "D fixed"),
                byAdversary("eq. 4", "1e-3", "1", "D fixed"),
                byAdversary("eq. 4", "1e-3", "0.1", "D fixed"),
                byAdversary("eq. 4", "1e-3", "1", "D adapts")),
            BodyTables.WITH_DISCRIMINATOR)
        .about("Algorithm 1 by eq. 3 and eq. 4 on the ratios of Body, stream");
  }

  private static Point byAdversary(String loss, String rate, String share, String judge) {
    return Point.of(
        "%%s by %s, alpha %s, L_adv x %s, %s".formatted(loss, rate, share, judge),
        BodyTables.byAdversary(loss, rate, share, judge));
  }

  /** Settings of Algorithm 1 on top of the body's estimate. */
  private static Experiment ofBody(String name, List<Point> settings, Map<String, String> body) {
    return sweep(name)
        .axis(
            Axis.groups(
                "validation target",
                Point.of("bandai-validation", Map.of("input.scenario", "bandai-validation"))))
        .axis(Axis.variants("setting", settings.toArray(Point[]::new)))
        .reference("Body, stream", Method.BODY, Map.of())
        .row("Online", ONLINE, body)
        .metrics(Metric.ALL)
        .delta("Online", "Body, stream");
  }

  private static void addBodyIso(
      List<Point> settings, String refined, List<String> rates, List<String> anchors) {
    for (String rate : rates) {
      for (String anchor : anchors) {
        settings.add(
            Point.of(
                "%%s on %s, alpha %s, anchor %s".formatted(refined, rate, anchor),
                Map.of(
                    "adapt.body.refine", refined,
                    "adapt.rate", rate,
                    "adapt.anchorStrength", anchor)));
      }
    }
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
