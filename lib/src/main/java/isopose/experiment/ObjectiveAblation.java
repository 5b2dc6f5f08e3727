package isopose.experiment;

import isopose.experiment.Comparison.Method;
import isopose.experiment.ScoreTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * Which difference between the paper's objective and a preset's matters: each {@link Objective},
 * and the paper's with one setting at a time as in the preset.
 */
public final class ObjectiveAblation implements Experiment {
  private static final List<String> SETTINGS =
      List.of("lambda", "gradientNorm", "discriminatorLimit", "generatorLoss", "sumOverJoints");

  /** A row's name, how its model is trained, and the methods that it is judged with. */
  private record Variant(String name, Configuration joint, List<Method> methods) {}

  @Override
  public String name() {
    return "sweep objective";
  }

  @Override
  public String about() {
    return "the paper's objective, the preset's, and the paper's with one setting of the preset";
  }

  private static List<Variant> variants(Study study) {
    Configuration preset = study.joint(study.seeds().get(0));
    Configuration paper = Objective.PAPER.of(preset);
    List<Variant> variants = new ArrayList<>();
    for (Objective objective : Objective.distinct(List.of(Objective.values()), preset)) {
      List<Method> methods = List.of(Method.BASELINE, Method.JOINT, Method.ONLINE);
      variants.add(new Variant(objective.label(), objective.of(preset), methods));
    }
    for (String setting : SETTINGS) {
      Configuration changed = paper.like(preset, List.of(setting));
      if (!changed.equals(paper)) {
        String name = "the paper's, but " + setting + "=" + preset.value(setting);
        variants.add(new Variant(name, changed, List.of(Method.JOINT, Method.ONLINE)));
      }
    }
    return variants;
  }

  @Override
  public List<Trial> trials(Study study) {
    return variants(study).stream()
        .flatMap(one -> study.with(one.joint()).trials(one.methods()).stream())
        .toList();
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    for (Variant variant : variants(study)) {
      Study own = study.with(variant.joint());
      for (Method method : variant.methods()) {
        List<Optional<Adaptation>> seeds = own.attempts(own.trials(List.of(method)));
        List<String> runs = Samples.runs(Samples.finished(seeds));
        Row row = Row.of(method.label(), runs).in(variant.name());
        scores.addPoint(row, seeds);
        if (method != Method.ONLINE) {
          addValidation(scores, row, own, method);
        }
      }
    }
    return Findings.of(name(), caption(study), scores.table());
  }

  /** Errors of the last epoch on clips held out from the source; a Baseline has one head. */
  private static void addValidation(ScoreTable scores, Row row, Study study, Method method) {
    List<Table> epochs =
        study.seeds().stream()
            .map(seed -> study.record(study.trial(method, seed).configuration()))
            .map(training -> training.table(TrainingRun.EPOCHS))
            .toList();
    scores.add(row.scored("home_mpjpe", last(epochs, Runs.ERROR_AT_HOME)));
    if (method == Method.JOINT) {
      scores.add(row.scored("home_ssl_mpjpe", last(epochs, "validation_ssl_head_mpjpe")));
    }
  }

  private static double[] last(List<Table> epochs, String column) {
    return epochs.stream().mapToDouble(table -> Runs.last(table, column)).toArray();
  }

  private static List<String> caption(Study study) {
    Configuration preset = study.joint(study.seeds().get(0));
    List<String> caption = new ArrayList<>();
    caption.add("Which difference between the paper's objective and the preset's matters.");
    caption.add(
        "Unscaled; PCK and AUC over 14 joints, MPJPE over 17; preset %s; seeds %s."
            .formatted(preset.preset(), study.seeds()));
    Objective.distinct(List.of(Objective.values()), preset)
        .forEach(objective -> caption.add(objective.description() + "."));
    caption.add("home: clips held out from the source, last epoch; FSL head, and SSL head (ssl).");
    return caption;
  }
}
