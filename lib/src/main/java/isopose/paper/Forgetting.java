package isopose.paper;

import isopose.adapt.AdaptSettings;
import isopose.adapt.InferenceStageOptimization;
import isopose.config.InputSettings;
import isopose.metrics.Evaluation;
import isopose.model.Predictor;
import isopose.model.layers.Parameters;
import isopose.run.Identity;
import isopose.run.RunSpec;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.skeleton.Poses;
import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.ResultBuilder;
import isopose.study.Method;
import isopose.study.Study;
import isopose.study.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What online adaptation to the target forgets of the source (not in the paper): the error on the
 * clips held out from the source, with the weights as they are after so many samples of the target
 * stream.
 */
final class Forgetting implements Analysis {
  /** The number of evaluations along the stream. */
  private static final int LOOKS = 10;

  /**
   * Online as in the paper, with ten times its learning rate, and the latter with weight anchoring.
   */
  private static Map<String, AdaptSettings> settings(long seed) {
    AdaptSettings online = AdaptSettings.online(seed);
    Map<String, AdaptSettings> settings = new LinkedHashMap<>();
    settings.put("alpha 2e-5", online);
    settings.put("alpha 2e-4", online.withRate(2e-4));
    settings.put("alpha 2e-4, anchoring 1 %", online.withRate(2e-4).withAnchorStrength(0.01));
    return settings;
  }

  @Override
  public void addTo(Study study, ResultBuilder result) {
    Summary scores = result.summary();
    for (String label : settings(0).keySet()) {
      List<ComputedTable.Recorded> curves =
          study.seeds().stream()
              .map(seed -> curve(study, seed, settings(seed).get(label)))
              .toList();
      List<String> runs = curves.stream().map(ComputedTable.Recorded::run).toList();
      int[] samples = curves.get(0).table().intColumn("sample").asIntArray();
      for (String metric : List.of("mpjpe", "pa_mpjpe", "pck")) {
        for (int row = 0; row < samples.length; row++) {
          int index = row;
          double[] values =
              curves.stream()
                  .mapToDouble(curve -> curve.table().doubleColumn(metric).get(index))
                  .toArray();
          scores.add(Summary.Row.of(label, metric, values, runs).in("source").at(samples[row]));
        }
      }
    }
    int clips = (int) study.scenario().validation().stream().map(c -> c.clip()).distinct().count();
    List.of(
            "scores on the %d clips held out from the source, unscaled; at: samples of the target stream seen; mean and standard deviation over seeds %s"
                .formatted(clips, study.seeds()),
            "Online, T = 1; anchoring: the fraction by which every adapted weight returns to its"
                + " trained value after each step (an addition to the paper)")
        .forEach(result::caption);
  }

  private static ComputedTable.Recorded curve(Study study, long seed, AdaptSettings settings) {
    RunSpec spec = study.run(Method.JOINT, seed, Map.of());
    record Identity(AdaptSettings settings, InputSettings stream, int looks) {}
    return ComputedTable.of(
        study,
        "forgetting",
        List.of(study.record(spec)),
        new Identity(settings, spec.input(), LOOKS),
        () -> run(study, spec, settings));
  }

  private static Table run(Study study, RunSpec spec, AdaptSettings settings) {
    TargetStream stream = study.stream(spec);
    int[] looks =
        IntStream.rangeClosed(1, LOOKS).map(k -> k * stream.count() / LOOKS).distinct().toArray();
    List<Integer> seen = new ArrayList<>();
    List<Evaluation> scores = new ArrayList<>();
    try (TrainedModel model = study.model(spec.configuration());
        InferenceStageOptimization iso =
            new InferenceStageOptimization(
                study.session(), model.networks(), model.weights(), model.technique(), settings)) {
      seen.add(0);
      scores.add(onSource(study, model, model.weights()));
      iso.run(
          model.normalisation().input(stream.pose2d()),
          (i, loss) -> {
            if (Thread.interrupted()) {
              throw new CancellationException("interrupted at sample " + (i + 1));
            }
            if (IntStream.of(looks).anyMatch(look -> look == i + 1)) {
              seen.add(i + 1);
              scores.add(onSource(study, model, iso.adapted()));
            }
            study.progress().update(i + 1L, stream.count(), "forgetting");
          });
    }
    return Table.create(
        "forgetting",
        IntColumn.create("sample", seen.toArray(Integer[]::new)),
        DoubleColumn.create("mpjpe", scores.stream().mapToDouble(Evaluation::mpjpe)),
        DoubleColumn.create("pa_mpjpe", scores.stream().mapToDouble(Evaluation::paMpjpe)),
        DoubleColumn.create("pck", scores.stream().mapToDouble(Evaluation::pck)));
  }

  private static Evaluation onSource(Study study, TrainedModel model, Parameters weights) {
    TargetStream source = TargetStream.ofValidation(study.scenario());
    Poses predicted =
        new Predictor(model.networks().lifter(), true)
            .predict(
                study.session().manager(),
                weights,
                model.normalisation().input(source.pose2d()),
                Predictor.Head.FSL);
    return source.evaluate(model.normalisation().toMillimetres(predicted));
  }
}
