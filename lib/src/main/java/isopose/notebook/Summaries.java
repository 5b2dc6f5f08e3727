package isopose.notebook;

import isopose.config.Configuration;
import isopose.data.scenario.Scenario;
import isopose.metrics.Metric;
import isopose.metrics.Scores;
import isopose.run.Adaptation;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Short tables of objects that hold much: what a cell shows of them. */
final class Summaries {
  /** The types that have one. */
  static final List<Class<?>> TYPES =
      List.of(
          Scenario.class,
          Configuration.class,
          TargetStream.class,
          Adaptation.class,
          Scores.class,
          TrainedModel.class);

  /** Those settings of a configuration that experiments change most; json() has all. */
  private static final List<String> SETTINGS =
      List.of(
          "preset",
          "seed",
          "scenario",
          "subjects",
          "cameras",
          "technique",
          "lambda",
          "identityView",
          "width",
          "epochs",
          "batch",
          "learningRate");

  private Summaries() {}

  /** A name and a value a row; null for an object of another type. */
  static Table of(Object object) {
    Map<String, Object> rows = new LinkedHashMap<>();
    if (object instanceof Scenario scenario) {
      rows.put("source", count(Scenario.samples(scenario.source()), scenario.source().size()));
      rows.put(
          "validation",
          count(Scenario.samples(scenario.validation()), scenario.validation().size()));
      rows.put("target", count(Scenario.samples(scenario.target()), scenario.target().size()));
      rows.put("parts of the target", String.join(", ", scenario.parts().keySet()));
      rows.put("protocol", scenario.protocol());
      return table("scenario " + scenario.name(), rows);
    }
    if (object instanceof Configuration configuration) {
      SETTINGS.forEach(setting -> rows.put(setting, configuration.value(setting)));
      return table("configuration " + configuration.label(), rows);
    }
    if (object instanceof TargetStream stream) {
      rows.put("samples", stream.count());
      rows.put("clips", stream.clips().stream().distinct().count());
      rows.put("truth", stream.truth() == null ? "not known" : "known, for evaluation only");
      rows.put("protocol", stream.protocol().describe());
      return table("stream " + stream.name(), rows);
    }
    if (object instanceof Adaptation adaptation) {
      rows.put("settings", adaptation.settings().label());
      rows.put("stream", adaptation.stream().name());
      rows.put("samples", adaptation.stream().count());
      if (adaptation.evaluation() != null) {
        scores(adaptation.evaluation().scores(), rows);
      }
      rows.put("seconds", number(adaptation.seconds()));
      adaptation.drift().warnings().forEach(warning -> rows.put("warning", warning));
      return table("adaptation " + adaptation.run(), rows);
    }
    if (object instanceof Scores scores) {
      scores(scores, rows);
      rows.put("samples", scores.samples());
      return table("scores", rows);
    }
    if (object instanceof TrainedModel model) {
      rows.put("method", model.configuration().method());
      rows.put("configuration", model.configuration().label());
      rows.put("epochs", model.configuration().value("epochs"));
      rows.put("parameters", model.weights().count(model.weights().trained(name -> true)));
      rows.put("objective", model.configuration().value("technique"));
      return table("model " + model.run(), rows);
    }
    return null;
  }

  private static void scores(Scores scores, Map<String, Object> rows) {
    rows.put(Metric.PCK.label().title(), number(scores.pck()));
    rows.put(Metric.AUC.label().title(), number(scores.auc()));
    rows.put(Metric.MPJPE.label().title(), number(scores.mpjpe()));
    rows.put(Metric.PA_MPJPE.label().title(), number(scores.paMpjpe()));
  }

  private static String count(int samples, int clips) {
    return "%,d samples in %d clips and views".formatted(samples, clips);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static Table table(String name, Map<String, Object> rows) {
    return Table.create(
        name,
        StringColumn.create("name", rows.keySet()),
        StringColumn.create("value", rows.values().stream().map(String::valueOf)));
  }
}
