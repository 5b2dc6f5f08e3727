package isopose.paper.additions;

import static isopose.study.Axis.settings;
import static isopose.study.Experiment.table;
import static isopose.study.Method.BASELINE;
import static isopose.study.Method.BODY;
import static isopose.study.Method.JOINT;
import static isopose.study.Method.ONLINE;

import isopose.metrics.Metric;
import isopose.study.Axis;
import isopose.study.Axis.Point;
import isopose.study.Experiment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adaptation by the body that is estimated from the stream, beside the paper's methods and beside
 * the strongest plain training, on one kind of shift after another. Not in the paper.
 */
public final class BodyTables {
  /** Another body and another camera for each sample, drawn anew in each epoch. */
  static final Map<String, String> BODIES_AND_CAMERAS =
      Map.of("subjects", "random", "cameras", "anywhere");

  /** The same with the noise on the 2D poses that the training of a body encoder has. */
  static final Map<String, String> AUGMENTED =
      settings(BODIES_AND_CAMERAS, Map.of("inputNoise", "0.02"));

  /** The setting that {@code sweep stability} chose. */
  private static final Map<String, String> ANCHORED =
      settings(AUGMENTED, Map.of("adapt.anchorStrength", "0.05"));

  /** The reset rule that source validation chose; it applies where persons are not named. */
  private static final Map<String, String> RESETS =
      Map.of(
          "adapt.body", "stream", "adapt.body.resetThreshold", "4", "adapt.body.resetWindow", "8");

  /** Body's training with a discriminator beside it; the lifter's weights are the same bits. */
  static final Map<String, String> WITH_DISCRIMINATOR =
      settings( // the comparator is first: it replaces the configuration
          Map.of("comparator", "body"), Map.of("body.discriminator", "true"));

  private static final String PLAIN = "Baseline, augmented";
  private static final String BODYS_DATA = "Baseline, Body's source";
  private static final String ONLINE_ISO = "Online, augmented";
  private static final String OWN = "Body, own frame";
  private static final String STREAM = "Body, stream";
  private static final String ON_RATIOS = "Body, ISO on ratios";
  private static final String KNOWN = "Body, known";

  private static final List<Point> SHIFTS =
      List.of(
          shift("no shift: source validation", "bandai-validation"),
          shift("CMU", "bandai-cmu"),
          shift("CMU, a real person per clip", "bandai-cmu-real"),
          shift("CMU, cameras at -10 to 0 degrees", "bandai-cmu-low"),
          shift("CMU, cameras at 30 to 45 degrees", "bandai-cmu-high"),
          shift("CMU, 2D noise of 5 pixels", "bandai-cmu", "noise", "5"),
          shift("CMU, 2D noise of 10 pixels", "bandai-cmu", "noise", "10"),
          shift("CMU, a detector's errors", "bandai-cmu", "detector", "realistic"),
          shift("CMU, one real person, 5,000 frames", "bandai-cmu-one"),
          shift("CMU, a new person every 100 frames", "bandai-cmu-changing"),
          shift("the same, persons not named", "bandai-cmu-changing", "subjects", "hidden"),
          shift("bandai-1", "bandai-bandai1"),
          shift("bandai-1, a real person per clip", "bandai-bandai1-real"));

  private BodyTables() {}

  public static List<Experiment> all() {
    return List.of(body(), shifts(), wayBack(), iso(), adversary());
  }

  /** The README's table. */
  private static Experiment body() {
    return methods(table("table body"))
        .about("the body from the stream beside the paper's methods, trained on varied sources")
        .row(BODYS_DATA, BASELINE, settings(AUGMENTED, Map.of("subjects", "varied")))
        .delta(STREAM, BODYS_DATA)
        .note(BODYS_DATA + ": the bodies, cameras and noise of Body's training");
  }

  private static Experiment shifts() {
    return methods(table("table shifts").axis(Axis.groups("shift", SHIFTS.toArray(Point[]::new))))
        .about("the same methods, trained once, on %d shifts".formatted(SHIFTS.size()));
  }

  /** The other direction needs trainings of its own. */
  private static Experiment wayBack() {
    return methods(
            table("table way-back")
                .axis(
                    Axis.groups(
                        "shift", Point.of("CMU to bandai-1", Map.of("scenario", "cmu-bandai1")))))
        .about("the same methods, trained on CMU's clips, on bandai-1");
  }

  /** Algorithm 1 on top of the estimate, with settings that {@code sweep body-iso} chose. */
  private static Experiment iso() {
    return table("table body-iso")
        .about("Algorithm 1 by eq. 4 without L_adv, on the ratios or the weights of Body, stream")
        .row(STREAM, BODY, Map.of("adapt.body", "stream"))
        .row(ON_RATIOS, ONLINE, refining("ratios", "1e-3", "0"))
        .row("Body, ISO on weights", ONLINE, refining("weights", "2e-5", "0"))
        .row("Body, ISO on weights, anchored", ONLINE, refining("weights", "2e-5", "0.05"))
        .metrics(Metric.ALL)
        .metrics(Metric.MPJVE)
        .delta(ON_RATIOS, STREAM, "Body, ISO on weights")
        .delta("Body, ISO on weights", STREAM)
        .delta("Body, ISO on weights, anchored", STREAM)
        .note(
            "chosen by the MPJPE of source validation, seed 0, among twelve settings on 400 samples");
  }

  /** L_adv added to eq. 4's other terms, with the setting that sweep body-adversary chose. */
  private static Experiment adversary() {
    Map<String, String> chosen =
        settings(WITH_DISCRIMINATOR, byAdversary("cycle", "1e-3", "0.1", "0"));
    String all = ON_RATIOS + ", with L_adv";
    return table("table body-adversary")
        .about("Algorithm 1 by eq. 4 on the ratios of Body, stream, without and with L_adv")
        .row(STREAM, BODY, Map.of("adapt.body", "stream"))
        .row(ON_RATIOS, ONLINE, refining("ratios", "1e-3", "0"))
        .row(all, ONLINE, chosen)
        .metrics(Metric.ALL)
        .metrics(Metric.MPJVE)
        .delta(all, STREAM, ON_RATIOS)
        .note("chosen by the MPJPE of source validation, seed 0, among six settings");
  }

  private static Map<String, String> refining(String what, String rate, String anchor) {
    return Map.of(
        "comparator", "body",
        "adapt.body.refine", what,
        "adapt.rate", rate,
        "adapt.anchorStrength", anchor);
  }

  /**
   * Algorithm 1 with L_adv on the ratios.
   *
   * @param technique adversary (eq. 3) or cycle (eq. 4)
   * @param share of L_adv
   * @param limit the accuracy below which D adapts, too; 0: never
   */
  static Map<String, String> byAdversary(
      String technique, String rate, String share, String limit) {
    return Map.of(
        "adapt.body.refine", "ratios",
        "adapt.body.technique", technique,
        "adapt.rate", rate,
        "adapt.adversarialShare", share,
        "adapt.discriminatorLimit", limit);
  }

  private static Experiment methods(Experiment table) {
    return table
        .methods(BASELINE)
        .row("Baseline, bodies and cameras", BASELINE, BODIES_AND_CAMERAS)
        .row(PLAIN, BASELINE, AUGMENTED)
        .row("Joint, augmented", JOINT, AUGMENTED)
        .row(ONLINE_ISO, ONLINE, AUGMENTED)
        .row("Online, augmented, anchored", ONLINE, ANCHORED)
        .row(OWN, BODY, Map.of("adapt.body", "own"))
        .row("Body, clip", BODY, Map.of("adapt.body", "clip"))
        .row(STREAM, BODY, Map.of("adapt.body", "stream"))
        .row("Body, stream with resets", BODY, RESETS)
        .row(ON_RATIOS, ONLINE, refining("ratios", "1e-3", "0"))
        .row(KNOWN, BODY, Map.of("adapt.body", "truth"))
        .metrics(Metric.ALL)
        .metrics(Metric.MPJVE)
        .delta(STREAM, PLAIN, ONLINE_ISO, OWN)
        .delta(OWN, PLAIN)
        .delta(ON_RATIOS, STREAM, PLAIN, KNOWN)
        .delta(ONLINE_ISO, "Joint, augmented", PLAIN)
        .delta("Online, augmented, anchored", "Joint, augmented")
        .note("Baseline: the source as recorded, four cameras")
        .note("bodies and cameras: another body and another camera for each sample")
        .note("augmented: these, and the noise on the 2D poses that Body's training has")
        .note(
            "anchored: after each step, each weight moves 5 % of the way back to its trained value")
        .note("Body: another body for each clip, another camera for each sample")
        .note(
            "Body, ISO on ratios: Algorithm 1 by eq. 4 without L_adv on an offset of the stream's ratios")
        .note("Body, known: the true proportions of each frame's 3D")
        .note(
            "MPJVE: velocity error between consecutive samples; not of records without predictions here that were made before it was added");
  }

  private static Point shift(String label, String scenario, String... inputSetting) {
    Map<String, String> settings = new LinkedHashMap<>(Map.of("input.scenario", scenario));
    for (int k = 0; k < inputSetting.length; k += 2) {
      settings.put("input." + inputSetting[k], inputSetting[k + 1]);
    }
    return Point.of(label, settings);
  }
}
