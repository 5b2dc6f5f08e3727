package isopose.experiment;

import isopose.adapt.AdaptSettings;
import isopose.experiment.Comparison.Method;
import isopose.experiment.ScoreTable.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Figure 4: how accuracy depends on the number of steps T and on the learning rate alpha, for
 * vanilla and online, with Joint to compare with. Beside the paper's PCK stands the self-supervised
 * loss, to see the overfitting that the paper names.
 */
final class Figure4 implements Experiment {
  /** Groups of rows: the figure's left and right half. */
  static final String STEPS = "T";

  static final String RATES = "alpha";
  private static final String PCK = "pck";
  private static final String LOSS = "self_supervised_loss";

  private static final List<Integer> VANILLA_T = List.of(1, 2, 5, 10, 20, 30);
  private static final List<Integer> ONLINE_T = List.of(1, 2, 5, 10, 30);
  private static final List<Double> ALPHA = List.of(2e-7, 2e-6, 2e-5, 2e-4, 2e-3);

  @Override
  public String name() {
    return "figure 4";
  }

  @Override
  public String about() {
    return "PCK and self-supervised loss against T and alpha, vanilla and online";
  }

  /** One point of a curve, for all seeds. */
  private record Point(String group, Method method, double at, List<Trial> trials) {}

  @Override
  public List<Trial> trials(Study study) {
    return points(study).stream().flatMap(point -> point.trials().stream()).toList();
  }

  private static List<Point> points(Study study) {
    List<Point> points = new ArrayList<>();
    VANILLA_T.forEach(t -> points.add(steps(study, Method.VANILLA, t)));
    ONLINE_T.forEach(t -> points.add(steps(study, Method.ONLINE, t)));
    for (Method method : List.of(Method.VANILLA, Method.ONLINE)) {
      ALPHA.forEach(alpha -> points.add(rate(study, method, alpha)));
    }
    for (String group : List.of(STEPS, RATES)) {
      points.add(
          new Point(
              group,
              Method.JOINT,
              Double.NaN,
              study.seeds().stream().map(seed -> study.trial(Method.JOINT, seed)).toList()));
    }
    return points;
  }

  private static Point steps(Study study, Method method, int t) {
    return new Point(
        STEPS,
        method,
        t,
        study.seeds().stream()
            .map(seed -> study.trial(method, seed))
            .map(trial -> trial.with(trial.settings().withSteps(t)))
            .toList());
  }

  private static Point rate(Study study, Method method, double alpha) {
    return new Point(
        RATES,
        method,
        alpha,
        study.seeds().stream()
            .map(seed -> study.trial(method, seed))
            .map(trial -> trial.with(trial.settings().withRate(alpha)))
            .toList());
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    for (Point point : points(study)) {
      List<Optional<Adaptation>> seeds = study.attempts(point.trials());
      List<Adaptation> adaptations = Samples.finished(seeds);
      List<String> runs = Samples.runs(adaptations);
      Row row = Row.of(point.method().label(), runs).in(point.group());
      if (point.method() == Method.JOINT) {
        addJoint(scores, study, row);
      } else if (!scores.addDiverged(row.at(point.at()), seeds, Set.of(PCK, LOSS))) {
        Row here = row.at(point.at());
        double[] pck = adaptations.stream().mapToDouble(a -> a.evaluation().pck()).toArray();
        double[] loss = adaptations.stream().mapToDouble(Figure4::meanLoss).toArray();
        scores.add(here.scored(PCK, pck).paper(published(point)));
        scores.add(here.scored(LOSS, loss));
      }
    }
    return Findings.of(name(), caption(study), scores.table());
  }

  /** Joint on the whole stream, as Online saw it, and on the samples that Vanilla saw. */
  private static void addJoint(ScoreTable scores, Study study, Row row) {
    double[] whole =
        study.adaptations(Method.JOINT).stream().mapToDouble(a -> a.evaluation().pck()).toArray();
    scores.add(row.scored("pck", whole).paper(Published.value("figure 4", "Joint", "pck")));
    if (study.extent().subset() > 0) {
      double[] subset =
          study.seeds().stream()
              .mapToDouble(seed -> study.onSubset(Method.JOINT, seed).pck())
              .toArray();
      scores.add(row.named("Joint, Vanilla's samples").scored("pck", subset));
    }
  }

  private static double meanLoss(Adaptation adaptation) {
    return Arrays.stream(adaptation.selfSupervisedLoss())
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /** What the paper's text says; it prints no table of this figure. */
  private static double published(Point point) {
    boolean vanilla = point.method() == Method.VANILLA;
    AdaptSettings usual = vanilla ? AdaptSettings.vanilla(0) : AdaptSettings.online(0);
    double t = point.group().equals(STEPS) ? point.at() : usual.steps();
    double alpha = point.group().equals(RATES) ? point.at() : usual.rate();
    String row =
        vanilla
            ? "Vanilla, T = %.0f".formatted(t)
            : alpha == 2e-3
                ? "Online, alpha = 2e-3"
                : "Online, T = %.0f, alpha = 2e-5".formatted(t);
    boolean said = vanilla ? alpha == 2e-5 : alpha == 2e-5 || (alpha == 2e-3 && t == 1);
    return said ? Published.find("figure 4", row, "pck").orElse(Double.NaN) : Double.NaN;
  }

  private static List<String> caption(Study study) {
    int subset = study.extent().subset();
    return List.of(
        "Unscaled, PCK over 14 joints; preset %s; seeds %s; Vanilla on %s, Online on %s."
            .formatted(
                study.joint(0).preset(),
                study.seeds(),
                subset == 0 ? "the whole stream" : subset + " samples spread over the stream",
                study.extent().stream() == 0
                    ? "the whole stream"
                    : study.extent().stream() + " samples"),
        "T varies at alpha = 2e-5; alpha varies at T = 10 (Vanilla) and T = 1 (Online).",
        "The best T or alpha of a test stream is an oracle: nobody knows it before the labels.",
        "self_supervised_loss: L_s of each sample before its last step, mean.",
        "paper: Human3.6M to MPI-INF-3DHP, where its text gives a number.");
  }
}
