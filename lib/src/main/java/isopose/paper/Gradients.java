package isopose.paper;

import isopose.adapt.AdaptSettings;
import isopose.analysis.GradientAgreement;
import isopose.analysis.RankCorrelation;
import isopose.config.InputSettings;
import isopose.metrics.Metric;
import isopose.run.Identity;
import isopose.run.RunSpec;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.ResultBuilder;
import isopose.study.Method;
import isopose.study.Study;
import isopose.study.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Whether adaptation improves samples on which the two losses agree (not in the paper): for each
 * sample the agreement of the gradients of L_s and L_f on the shared extractor at the trained
 * weights, against what vanilla adaptation gained on it. Vanilla mode is used because it starts
 * each sample from those weights.
 */
public final class Gradients implements Analysis {
  /** The table of one seed's samples among the result's data: {@code cosine, gain}. */
  public static final String SAMPLES = "samples";

  private static final List<String> MEASURES = List.of("cosine", "inner_product");

  /**
   * One seed.
   *
   * @param gain by how many millimetres vanilla lowered each sample's mean joint error
   */
  @SuppressWarnings("ArrayRecordComponent") // columns of numbers, never compared
  private record Seed(String run, Table agreement, double[] gain, List<String> clips) {
    double[] measure(String name) {
      return agreement.doubleColumn(name).asDoubleArray();
    }
  }

  @Override
  public void addTo(Study study, ResultBuilder result) {
    List<Seed> seeds = study.seeds().stream().map(seed -> seed(study, seed)).toList();
    List<String> runs = seeds.stream().map(Seed::run).toList();
    Summary scores = result.summary();
    for (String measure : MEASURES) {
      List<double[]> measured = seeds.stream().map(s -> s.measure(measure)).toList();
      List<double[]> gains = seeds.stream().map(Seed::gain).toList();
      double[] values =
          seeds.stream()
              .mapToDouble(s -> RankCorrelation.of(s.measure(measure), s.gain()))
              .toArray();
      scores.add(
          Summary.Row.of(measure, "rank_correlation", values, runs)
              .within(RankCorrelation.of(measured, gains, seeds.get(0).clips(), 0)));
    }
    double[] positive =
        seeds.stream().mapToDouble(s -> Samples.mean(percent(s.measure("cosine")))).toArray();
    scores.add(Summary.Row.of("cosine", "positive_percent", positive, runs));
    for (int fifth = 0; fifth < Samples.FIFTHS; fifth++) {
      int part = fifth;
      double[] gains = seeds.stream().mapToDouble(s -> gainOfFifth(s, part)).toArray();
      scores.add(Summary.Row.of("cosine", "gain_mm", gains, runs).at(fifth + 1));
    }
    Seed first = seeds.get(0);
    Table samples =
        Table.create(
            SAMPLES,
            DoubleColumn.create("cosine", first.measure("cosine")),
            DoubleColumn.create("gain", first.gain()));
    caption(study, first).forEach(result::caption);
    result.data(SAMPLES, samples);
  }

  private static double[] percent(double... cosines) {
    return Arrays.stream(cosines).map(c -> c > 0 ? 100 : 0).toArray();
  }

  /** The mean gain of those samples whose cosine is in this fifth of all, the least first. */
  private static double gainOfFifth(Seed seed, int fifth) {
    int[] chosen = Samples.fifth(seed.measure("cosine"), fifth);
    return Samples.mean(Samples.pick(seed.gain(), chosen));
  }

  private static Seed seed(Study study, long seed) {
    RunSpec spec = study.run(Method.VANILLA, seed, Map.of());
    Table vanilla = study.observations(spec);
    double[] joint = Metric.MPJPE.of(study.observations(study.run(Method.JOINT, seed, Map.of())));
    double[] before =
        study.subset() == 0
            ? joint
            : Samples.pick(joint, InputSettings.spread(joint.length, study.subset()));
    double[] gain = Samples.difference(before, Metric.MPJPE.of(vanilla));
    record Identity(InputSettings stream, int copies, long seed) {}
    ComputedTable.Recorded agreement =
        ComputedTable.of(
            study,
            "alignment",
            List.of(study.record(spec)),
            new Identity(spec.input(), spec.settings().viewsPerSample(), seed),
            () -> agreement(study, spec));
    return new Seed(
        agreement.run(), agreement.table(), gain, vanilla.stringColumn("clip").asList());
  }

  private static Table agreement(Study study, RunSpec spec) {
    TargetStream stream = study.stream(spec);
    AdaptSettings settings = spec.settings();
    GradientAgreement[] all;
    try (TrainedModel model = study.model(spec.configuration())) {
      all =
          GradientAgreement.of(
              study.session(),
              model.networks(),
              model.weights(),
              model.technique(),
              model.normalisation().input(stream.pose2d()),
              model.normalisation().target(stream.truth(), stream.pose2d()),
              settings.viewsPerSample(),
              model.configuration().training().supervisedLoss(),
              settings.seed(),
              (done, count, message) -> {
                if (Thread.interrupted()) {
                  throw new CancellationException("interrupted at sample " + done);
                }
                study.progress().update(done, count, message);
              });
    }
    return Table.create(
        "alignment",
        IntColumn.indexColumn("sample", all.length, 0),
        DoubleColumn.create(
            "inner_product", Arrays.stream(all).mapToDouble(GradientAgreement::innerProduct)),
        DoubleColumn.create("cosine", Arrays.stream(all).mapToDouble(GradientAgreement::cosine)));
  }

  private static List<String> caption(Study study, Seed first) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "gradients of L_s (32 views per sample) and of L_f (eq. 2, with the label) on the shared extractor, at the trained weights; %d samples, seeds %s"
            .formatted(first.gain().length, study.seeds()));
    lines.add(
        "gain: by how many millimetres vanilla ISO (T = 10, alpha = 2e-5) lowered a sample's MPJPE;"
            + " rank_correlation: Spearman's, mean over seeds");
    lines.add(Summary.INTERVALS);
    lines.add("gain_mm at 1 to 5: the mean gain in each fifth of the samples, by their cosine");
    return lines;
  }
}
