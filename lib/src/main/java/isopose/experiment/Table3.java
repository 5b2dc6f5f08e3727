package isopose.experiment;

import isopose.data.Laboratory;
import isopose.experiment.Comparison.Method;
import isopose.experiment.PairedBootstrap.Interval;
import isopose.experiment.ScoreTable.Row;
import isopose.metrics.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Table 3: Baseline, and {Joint, Vanilla, Online} x {Adversary, Cycle}.
 *
 * <p>Beyond the paper: with the loss as printed in eq. 3 and 4 and with this project's additions,
 * for three laboratories, and with intervals for what Online adds. A laboratory whose people are
 * all one body flatters every method that can mend bodies: the three stand side by side.
 */
final class Table3 implements Experiment {
  private static final List<String> TECHNIQUES = List.of("adversary", "cycle");
  private static final List<Method> ON_STREAM =
      List.of(Method.BASELINE, Method.JOINT, Method.ONLINE);

  private final List<Laboratory> laboratories;

  /** For these laboratories. */
  Table3(List<Laboratory> laboratories) {
    this.laboratories = List.copyOf(laboratories);
  }

  @Override
  public String name() {
    return "table 3";
  }

  @Override
  public String about() {
    return "Baseline, Joint, Vanilla and Online, with ISO-Adversary and ISO-Cycle";
  }

  /** A loss and what it is called. */
  private record Loss(String name, Study study) {}

  /** The study with each form of L_s: as printed, and with additions if it has any. */
  private static List<Loss> losses(Study study) {
    Configuration joint = study.joint(study.seeds().get(0));
    Configuration printed = joint.asPrinted();
    List<Loss> losses = new ArrayList<>();
    losses.add(new Loss("eq. 3, 4 as printed", study.with(printed)));
    if (!printed.ssl().equals(joint.ssl())) {
      losses.add(new Loss("with additions", study));
    }
    return losses;
  }

  private List<Loss> losses(Study study, Laboratory laboratory) {
    Configuration joint = study.joint(study.seeds().get(0)).with("laboratory", laboratory.name());
    return losses(study.with(joint));
  }

  private static Study with(Loss loss, String technique) {
    long first = loss.study().seeds().get(0);
    return loss.study().with(loss.study().joint(first).with("technique", technique));
  }

  @Override
  public List<Trial> trials(Study study) {
    List<Trial> trials = new ArrayList<>();
    for (Laboratory laboratory : laboratories) {
      for (Loss loss : losses(study, laboratory)) {
        for (String technique : TECHNIQUES) {
          Study own = with(loss, technique);
          for (long seed : own.seeds()) {
            for (Method method : Method.values()) {
              trials.add(own.trial(method, seed));
            }
          }
        }
      }
    }
    return trials;
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    for (Laboratory laboratory : laboratories) {
      for (Loss loss : losses(study, laboratory)) {
        addLoss(scores, label(laboratory) + "; " + loss.name(), loss);
      }
    }
    return Findings.of(name(), caption(study), scores.table());
  }

  private static void addLoss(ScoreTable scores, String group, Loss loss) {
    Study first = with(loss, TECHNIQUES.get(0));
    addMethod(scores, group, first, Method.BASELINE, "Baseline");
    for (String technique : TECHNIQUES) {
      Study study = with(loss, technique);
      String suffix = technique.equals("adversary") ? "-Adv" : "-Cyc";
      for (Method method : List.of(Method.JOINT, Method.VANILLA, Method.ONLINE)) {
        addMethod(scores, group, study, method, method.label() + suffix);
      }
      addDifference(scores, group, study, Method.JOINT, suffix);
      addDifference(scores, group, study, Method.BASELINE, suffix);
    }
  }

  private static void addMethod(
      ScoreTable scores, String group, Study study, Method method, String label) {
    if (ON_STREAM.contains(method)) {
      add(scores, group + "; " + streamName(study), study, method, label, false);
    }
    if (study.extent().subset() > 0) {
      add(scores, group + "; " + subsetName(study), study, method, label, true);
    } else if (method == Method.VANILLA) {
      add(scores, group + "; " + streamName(study), study, method, label, false);
    }
  }

  private static String streamName(Study study) {
    int samples = study.extent().stream();
    return samples == 0 ? "whole stream" : samples + " samples";
  }

  private static String subsetName(Study study) {
    return "Vanilla's " + study.extent().subset() + " samples";
  }

  private static void add(
      ScoreTable scores, String group, Study study, Method method, String label, boolean subset) {
    Map<String, ToDoubleFunction<Evaluation>> metrics = ScoreTable.metrics();
    List<String> runs = study.adaptations(method).stream().map(Adaptation::run).toList();
    metrics.forEach(
        (metric, value) -> {
          double[] values =
              study.seeds().stream()
                  .map(
                      seed ->
                          subset
                              ? study.onSubset(method, seed)
                              : study.adaptation(method, seed).evaluation())
                  .mapToDouble(value)
                  .toArray();
          Row row = Row.of(label, metric, values, runs).in(group);
          scores.add(row.paper(Published.find("table 3", label, metric).orElse(Double.NaN)));
        });
  }

  private static void addDifference(
      ScoreTable scores, String group, Study study, Method from, String suffix) {
    List<Adaptation> online = study.adaptations(Method.ONLINE);
    List<Adaptation> other = study.adaptations(from);
    String name = from == Method.BASELINE ? "Baseline" : from.label() + suffix;
    String label = "Online%s - %s".formatted(suffix, name);
    List<String> runs = new ArrayList<>(online.stream().map(Adaptation::run).toList());
    runs.addAll(other.stream().map(Adaptation::run).toList());
    ScoreTable.metrics()
        .forEach(
            (metric, value) -> {
              double[] values = new double[online.size()];
              for (int s = 0; s < values.length; s++) {
                values[s] =
                    value.applyAsDouble(online.get(s).evaluation())
                        - value.applyAsDouble(other.get(s).evaluation());
              }
              Interval interval = PairedBootstrap.difference(metric, online, other, 0);
              Row row =
                  Row.of(label, metric, values, runs)
                      .in(group + "; " + streamName(study))
                      .within(interval.low(), interval.high());
              scores.add(row.paper(publishedDifference("Online" + suffix, name, metric)));
            });
  }

  private static double publishedDifference(String a, String b, String metric) {
    return Published.find("table 3", a, metric).orElse(Double.NaN)
        - Published.find("table 3", b, metric).orElse(Double.NaN);
  }

  /** What a laboratory is called in tables. */
  static String label(Laboratory laboratory) {
    Map<Laboratory, String> labels = new LinkedHashMap<>();
    labels.put(Laboratory.RECORDED, "as recorded");
    labels.put(Laboratory.FIVE, "five people");
    labels.put(Laboratory.RANDOM, "random people");
    return labels.get(laboratory);
  }

  private static List<String> caption(Study study) {
    return List.of(
        "Unscaled; PCK and AUC over 14 joints, MPJPE over 17; preset %s; seeds %s."
            .formatted(study.joint(0).preset(), study.seeds()),
        "low, high: 95 % interval of a difference, a paired bootstrap over seeds and clips.",
        "paper: Human3.6M to MPI-INF-3DHP, another source and target: compare steps, not values.");
  }
}
