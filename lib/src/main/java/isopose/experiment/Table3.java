package isopose.experiment;

import isopose.data.scenario.Laboratory;
import isopose.experiment.Comparison.Method;
import isopose.experiment.ScoreTable.Row;
import isopose.metrics.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Table 3: Baseline, and {Joint, Vanilla, Online} x {Adversary, Cycle}.
 *
 * <p>Beyond the paper: with each {@link Objective}, for three laboratories, and with intervals for
 * what Online adds. A laboratory whose people are all one body favours every method that corrects
 * bodies, so the three are compared.
 */
final class Table3 implements Experiment {
  private static final List<Method> ON_STREAM =
      List.of(Method.BASELINE, Method.JOINT, Method.ONLINE);

  private final Compared compared;

  /** With these laboratories, techniques and losses. */
  Table3(Compared compared) {
    this.compared = compared;
  }

  @Override
  public String name() {
    return "table 3";
  }

  @Override
  public String about() {
    return "Baseline, Joint, Vanilla and Online, with ISO-Adversary and ISO-Cycle";
  }

  /** One block of rows: a laboratory and an objective. */
  private record Block(String name, Study study) {
    Study with(String technique) {
      return study.with(study.joint(study.seeds().get(0)).with("technique", technique));
    }
  }

  private List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    for (Laboratory laboratory : compared.laboratories()) {
      Configuration joint = study.joint(study.seeds().get(0)).with("laboratory", laboratory.name());
      for (Objective objective : Objective.distinct(compared.objectives(), joint)) {
        String name = label(laboratory) + "; " + objective.label();
        blocks.add(new Block(name, study.with(objective.of(joint))));
      }
    }
    return blocks;
  }

  @Override
  public List<Trial> trials(Study study) {
    List<Trial> trials = new ArrayList<>();
    for (Block block : blocks(study)) {
      for (String technique : compared.techniques()) {
        trials.addAll(block.with(technique).trials(List.of(Method.values())));
      }
    }
    return trials;
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    for (Block block : blocks(study)) {
      addMethod(scores, block.name(), block.study(), Method.BASELINE, "Baseline");
      for (String technique : compared.techniques()) {
        addTechnique(scores, block.name(), block.with(technique), technique);
      }
    }
    return Findings.of(name(), caption(study), scores.table());
  }

  private static void addTechnique(ScoreTable scores, String group, Study study, String technique) {
    String suffix = technique.equals("adversary") ? "-Adv" : "-Cyc";
    for (Method method : List.of(Method.JOINT, Method.VANILLA, Method.ONLINE)) {
      addMethod(scores, group, study, method, method.label() + suffix);
    }
    addDifference(scores, group, study, Method.JOINT, suffix);
    addDifference(scores, group, study, Method.BASELINE, suffix);
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
    List<Evaluation> evaluations =
        study.seeds().stream()
            .map(
                seed ->
                    subset
                        ? study.onSubset(method, seed)
                        : study.adaptation(method, seed).evaluation())
            .toList();
    scores.addScores(
        Row.of(label, Samples.runs(study.adaptations(method))).in(group),
        evaluations,
        metric -> Published.find("table 3", label, metric).orElse(Double.NaN));
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
              Row row =
                  Row.of(label, metric, values, runs)
                      .in(group + "; " + streamName(study))
                      .within(Samples.difference(metric, online, other));
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

  private List<String> caption(Study study) {
    List<String> caption = new ArrayList<>();
    caption.add(
        "Unscaled; PCK and AUC over 14 joints, MPJPE over 17; preset %s; seeds %s."
            .formatted(study.joint(0).preset(), study.seeds()));
    Objective.distinct(compared.objectives(), study.joint(0))
        .forEach(objective -> caption.add(objective.description() + "."));
    caption.add(ScoreTable.INTERVALS);
    caption.add(
        "paper: Human3.6M to MPI-INF-3DHP, another source and target: compare steps, not values.");
    return caption;
  }
}
