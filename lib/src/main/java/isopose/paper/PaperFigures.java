package isopose.paper;

import static isopose.metrics.Metric.ALL;
import static isopose.metrics.Metric.AUC;
import static isopose.metrics.Metric.MPJPE;
import static isopose.metrics.Metric.PA_MPJPE;
import static isopose.metrics.Metric.PCK;
import static isopose.metrics.Metric.SSL_LOSS;
import static isopose.study.Experiment.byGroup;
import static isopose.study.Experiment.figure;
import static isopose.study.Grouping.alongTheStream;
import static isopose.study.Grouping.by;
import static isopose.study.Grouping.cameraElevation;
import static isopose.study.Method.BASELINE;
import static isopose.study.Method.JOINT;
import static isopose.study.Method.ONLINE;
import static isopose.study.Method.VANILLA;

import isopose.adapt.AdaptSettings;
import isopose.metrics.Metric;
import isopose.skeleton.BodyPart;
import isopose.skeleton.Skeleton;
import isopose.study.Axis;
import isopose.study.Axis.Point;
import isopose.study.Experiment;
import isopose.study.Summary.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Figures 4 to 7 of the paper, and figures that this project adds. */
final class PaperFigures {
  private static final String ORACLE =
      "the best value on a test stream is an oracle: it is not known without the labels";

  private static final String ON_SUBSET = "Joint, Vanilla's samples";

  private static final Object[] RATES = {2e-7, 2e-6, 2e-5, 2e-4, 2e-3};

  private PaperFigures() {}

  /** All of them. */
  static List<Experiment> all() {
    return List.of(
        figure4(),
        figure("figure 5")
            .about("ratios of upper to lower arm, leg and torso: truth, Baseline, Online")
            .methods(BASELINE, ONLINE)
            .analysis(new LimbRatios()),
        figure("figure 6")
            .about("two-way classifier of source and target poses; t-SNE of its hidden features")
            .methods(BASELINE, ONLINE)
            .analysis(new Representations()),
        figure7(),
        byGroup("figure stream", alongTheStream(5))
            .about("PCK along the stream; what Online adds in each fifth of it (an addition)")
            .methods(BASELINE, JOINT, ONLINE)
            .metrics(PCK)
            .delta(ONLINE, JOINT, BASELINE)
            .x("fifth of the stream"),
        byGroup("figure motions", by("action"))
            .about("scores of each motion: Baseline, Joint, Online (an addition)")
            .methods(BASELINE, JOINT, ONLINE)
            .metrics(PCK)
            .delta(ONLINE, JOINT, BASELINE)
            .metrics(AUC, MPJPE, PA_MPJPE),
        byGroup("figure views", cameraElevation(10))
            .about("scores by the camera's elevation: Baseline, Joint, Online (an addition)")
            .methods(BASELINE, JOINT, ONLINE)
            .metrics(PCK)
            .delta(ONLINE, JOINT, BASELINE)
            .metrics(AUC, MPJPE, PA_MPJPE)
            .x("degrees that the target's camera looks down")
            .analysis(Captions::clipsByElevation),
        figure("figure gains")
            .about("which samples gain from Online, and what explains it (an addition)")
            .methods(JOINT, ONLINE)
            .draws("gain_mm")
            .x("fifth of the samples, by the explanation's value")
            .analysis(new Gains()),
        figure("figure alignment")
            .about("agreement of both losses' gradients against a sample's gain (an addition)")
            .methods(JOINT, VANILLA)
            .draws("gain_mm")
            .x("fifth of the samples, by their cosine")
            .analysis(new Gradients()),
        figure("figure order")
            .about("Online on the stream in the order of clips, shuffled, by action (an addition)")
            .axis(
                Axis.groups(
                    "order",
                    Point.of("clips", Map.of()),
                    Point.of("shuffled", Map.of("input.order", "SHUFFLED")),
                    Point.of("by action", Map.of("input.order", "BY_ACTION"))))
            .methods(BASELINE, JOINT, ONLINE)
            .metrics(PCK)
            .delta(ONLINE, JOINT, BASELINE)
            .metrics(AUC, MPJPE, PA_MPJPE),
        figure("figure forgetting")
            .about("error on held-out source clips while Online adapts (an addition)")
            .methods(JOINT)
            .x("samples of the target stream seen")
            .draws("mpjpe")
            .analysis(new Forgetting()),
        anchoring(),
        figure("figure alpha")
            .about("alpha chosen by L_s, against the oracle's (an addition)")
            .axis("adapt.rate", RATES)
            .methods(ONLINE)
            .metrics(PCK, SSL_LOSS)
            .x("alpha, learning rate")
            .analysis(new ChosenRate()));
  }

  private static Experiment figure4() {
    return figure("figure 4")
        .about("PCK and self-supervised loss against T and alpha, vanilla and online")
        .panel("T")
        .axis("adapt.steps", 1, 2, 5, 10, 20, 30)
        .methods(VANILLA)
        .metrics(PCK, SSL_LOSS)
        .panel("T")
        .axis("adapt.steps", 1, 2, 5, 10, 30)
        .methods(ONLINE)
        .reference(JOINT)
        .metrics(PCK, SSL_LOSS)
        .panel("T")
        .row(ON_SUBSET, JOINT, Map.of())
        .metrics(PCK)
        .onSubset()
        .panel("alpha")
        .axis("adapt.rate", RATES)
        .methods(VANILLA, ONLINE)
        .reference(JOINT)
        .metrics(PCK, SSL_LOSS)
        .panel("alpha")
        .row(ON_SUBSET, JOINT, Map.of())
        .metrics(PCK)
        .onSubset()
        .paper(PaperFigures::numbers4)
        .note("T varies at alpha = 2e-5; alpha varies at T = 10 (Vanilla) and T = 1 (Online)")
        .note(ORACLE)
        .note("paper: Human3.6M to MPI-INF-3DHP, where its text gives a number");
  }

  /** The numbers in the paper's text; it prints no table of this figure. */
  static OptionalDouble numbers4(Row row) {
    if (!row.metric().equals("pck") || Double.isNaN(row.at())) {
      return row.method().equals("Joint")
          ? Published.find("figure 4", "Joint", row.metric())
          : OptionalDouble.empty();
    }
    boolean vanilla = row.method().equals("Vanilla");
    AdaptSettings usual = vanilla ? AdaptSettings.vanilla(0) : AdaptSettings.online(0);
    double t = row.group().equals("T") ? row.at() : usual.steps();
    double alpha = row.group().equals("alpha") ? row.at() : usual.rate();
    String printed =
        vanilla
            ? "Vanilla, T = %.0f".formatted(t)
            : alpha == 2e-3
                ? "Online, alpha = 2e-3"
                : "Online, T = %.0f, alpha = 2e-5".formatted(t);
    boolean said = alpha == 2e-5 || (!vanilla && alpha == 2e-3 && t == 1);
    return said ? Published.find("figure 4", printed, "pck") : OptionalDouble.empty();
  }

  /** A panel for each part of the body. */
  private static Experiment figure7() {
    Experiment figure =
        figure("figure 7").about("PCK of eight body parts: Baseline, Online").note("PCK at 150 mm");
    for (BodyPart part : BodyPart.values()) {
      String name = part.name().toLowerCase(Locale.ROOT);
      figure
          .note(name + ": " + joints(part))
          .panel(name)
          .methods(BASELINE, ONLINE)
          .metrics(Metric.named("pck_" + name).shownAs(PCK));
    }
    return figure;
  }

  private static String joints(BodyPart part) {
    return Arrays.stream(part.indices(Skeleton.H36M_17))
        .mapToObj(Skeleton.H36M_17.joints()::get)
        .collect(Collectors.joining(", "));
  }

  private static Experiment anchoring() {
    return figure("figure pull")
        .about("collapse at a high alpha, and anchoring to the trained weights (an addition)")
        .axis(
            Axis.variants(
                "anchoring",
                Point.of("no anchoring", Map.of()),
                Point.of("anchoring 1 %%", Map.of("adapt.anchorStrength", "0.01")),
                Point.of("anchoring 5 %%", Map.of("adapt.anchorStrength", "0.05"))))
        .axis("adapt.rate", 2e-5, 2e-4, 2e-3)
        .methods(ONLINE)
        .reference(JOINT)
        .metrics(ALL)
        .x("alpha, learning rate")
        .note("anchoring: the fraction by which each adapted weight returns to its trained value")
        .note("the paper has none; it reports 70.9 PCK at alpha = 2e-3 on its own benchmark");
  }
}
