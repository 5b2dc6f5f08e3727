package isopose.paper.additions;

import static isopose.study.Experiment.sweep;
import static isopose.study.Method.JOINT;
import static isopose.study.Method.ONLINE;

import isopose.data.scenario.Scenarios;
import isopose.metrics.Metric;
import isopose.study.Axis;
import isopose.study.Axis.Point;
import isopose.study.Experiment;
import isopose.study.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The settings that were compared for what the paper does not have: adaptation that stays near the
 * trained weights, and Algorithm 1 on the body's estimate. All are judged on validation targets.
 */
public final class AdaptationSweeps {
  private AdaptationSweeps() {}

  public static List<Experiment> all() {
    return List.of(anchor(), stability(), bodyIso(), bodyAdversary());
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
            Point.of(Scenarios.BANDAI_BANDAI1, Map.of("input.scenario", Scenarios.BANDAI_BANDAI1)));
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
                byAdversary("adversary", "3e-4", "1", "0"),
                byAdversary("adversary", "1e-3", "1", "0"),
                byAdversary("adversary", "3e-3", "1", "0"),
                byAdversary("cycle", "1e-3", "1", "0"),
                byAdversary("cycle", "1e-3", "0.1", "0"),
                byAdversary("cycle", "1e-3", "1", "1")),
            BodyTables.WITH_DISCRIMINATOR)
        .about("Algorithm 1 by eq. 3 and eq. 4 on the ratios of Body, stream");
  }

  private static Point byAdversary(String technique, String rate, String share, String limit) {
    return Point.of(
        "%%s by %s, alpha %s, L_adv x %s, %s"
            .formatted(
                technique.equals("adversary") ? "eq. 3" : "eq. 4",
                rate,
                share,
                limit.equals("0") ? "D fixed" : "D adapts"),
        BodyTables.byAdversary(technique, rate, share, limit));
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
}
