package isopose.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import isopose.metrics.Metric;
import isopose.paper.Experiments;
import isopose.paper.Selection;
import isopose.study.Summary.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which numbers each panel shows under which name, and the paper's under the same name. */
class DeclaredMetricsTest {
  /**
   * A line a panel: experiment, panel, and its metrics, with the column of the observations where
   * it has another name. A panel without metrics feeds an analysis.
   */
  private static final String DECLARED =
      """
      table 1 | US: unscaled | pck auc mpjpe
      table 1 | GS: each pose scaled to the truth | pck=gs_pck auc=gs_auc mpjpe=gs_mpjpe
      table 1 | PA: each pose aligned to the truth | pck=pa_pck auc=pa_auc mpjpe=pa_mpjpe
      table 2 | 14 joints: PCK unscaled, MPJPE aligned | pck pa_mpjpe=pa_mpjpe_14
      table 3 | | pck auc mpjpe pa_mpjpe
      table 3 | | pck auc mpjpe pa_mpjpe
      table 4 | accuracy | pck auc mpjpe pa_mpjpe
      table 5 | | pck auc mpjpe pa_mpjpe
      figure 4 | T | pck self_supervised_loss
      figure 4 | T | pck self_supervised_loss
      figure 4 | T | pck
      figure 4 | alpha | pck self_supervised_loss
      figure 4 | alpha | pck
      figure 5 | |
      figure 6 | |
      figure 7 | hip | pck=pck_hip
      figure 7 | spine | pck=pck_spine
      figure 7 | shoulder | pck=pck_shoulder
      figure 7 | head | pck=pck_head
      figure 7 | elbow | pck=pck_elbow
      figure 7 | wrist | pck=pck_wrist
      figure 7 | knee | pck=pck_knee
      figure 7 | ankle | pck=pck_ankle
      figure stream | | pck
      figure motions | | pck auc mpjpe pa_mpjpe
      figure views | | pck auc mpjpe pa_mpjpe
      figure gains | |
      figure alignment | |
      figure order | | pck auc mpjpe pa_mpjpe
      figure forgetting | |
      figure pull | | pck auc mpjpe pa_mpjpe
      figure alpha | | pck self_supervised_loss
      table body | | pck auc mpjpe pa_mpjpe mpjve
      table shifts | | pck auc mpjpe pa_mpjpe mpjve
      table way-back | | pck auc mpjpe pa_mpjpe mpjve
      table body-iso | | pck auc mpjpe pa_mpjpe mpjve
      table body-adversary | | pck auc mpjpe pa_mpjpe mpjve
      """;

  private static String line(Experiment experiment, Panel panel) {
    return "%s | %s | %s"
        .formatted(
            experiment.name(),
            panel.name,
            panel.metrics.stream()
                .map(DeclaredMetricsTest::shown)
                .collect(Collectors.joining(" ")));
  }

  private static String shown(Metric metric) {
    return metric.name().equals(metric.column())
        ? metric.name()
        : metric.name() + "=" + metric.column();
  }

  @Test
  void everyPanelShowsWhatThePapersColumnMeans() {
    List<String> lines = new ArrayList<>();
    for (Experiment experiment : Experiments.all(Selection.all())) {
      experiment.panels.forEach(
          panel -> lines.add(line(experiment, panel).replaceAll("\\s+", " ").strip()));
    }
    assertEquals(DECLARED, String.join("\n", lines) + "\n");
  }

  @Test
  void notesAreTextAndNotPatterns() {
    for (Experiment experiment : Experiments.all(Selection.all())) {
      experiment.notes.forEach(note -> assertFalse(note.contains("%%"), note));
    }
  }

  /** The paper's number stands beside the row of this experiment, group, method and value. */
  @ParameterizedTest
  @CsvSource(
      value = {
        // experiment, group, method, at, PCK, AUC, MPJPE, PA-MPJPE
        "table 1, US: unscaled, RepNet, NaN, NaN, NaN, NaN, NaN",
        "table 1, US: unscaled, SemGCN, NaN, 76.2, 42.8, 126.1, NaN",
        "table 1, US: unscaled, Baseline, NaN, 78.9, 43.7, 103.8, NaN",
        "table 1, US: unscaled, Online-Cyc, NaN, 83.6, 48.2, 92.2, NaN",
        "table 1, GS: each pose scaled to the truth, SemGCN, NaN, 77.1, 45.5, 108.0, NaN",
        "table 1, GS: each pose scaled to the truth, Online-Cyc, NaN, 84.5, 50.9, 88.4, NaN",
        "table 1, GS: each pose scaled to the truth, Baseline, NaN, NaN, NaN, NaN, NaN",
        "table 1, PA: each pose aligned to the truth, RepNet, NaN, 81.6, 47.0, 95.4, NaN",
        "table 1, PA: each pose aligned to the truth, SemGCN, NaN, 86.0, 46.7, 96.8, NaN",
        "table 1, PA: each pose aligned to the truth, Online-Cyc, NaN, 91.3, 54.0, 75.8, NaN",
        "table 2, 14 joints, Online-Cyc, NaN, 82.0, NaN, NaN, 70.8",
        "table 2, 14 joints, Baseline, NaN, NaN, NaN, NaN, NaN",
        "table 3, '', Baseline, NaN, 78.9, 43.7, 103.8, NaN",
        "table 3, '', Joint-Adv, NaN, 80.9, 46.1, 97.0, NaN",
        "table 3, '', Vanilla-Adv, NaN, 82.1, 47.2, 95.3, NaN",
        "table 3, '', Online-Adv, NaN, 83.0, 47.6, 93.1, NaN",
        "table 3, '', Joint-Cyc, NaN, 81.3, 46.9, 96.2, NaN",
        "table 3, '', Vanilla-Cyc, NaN, 82.5, 47.6, 94.1, NaN",
        "table 3, '', Online-Cyc, NaN, 83.6, 48.2, 92.2, NaN",
        "table 4, accuracy, Vanilla, NaN, 82.5, 47.6, 94.1, NaN",
        "table 4, accuracy, Vanilla-lr, NaN, 82.1, 47.3, 94.6, NaN",
        "table 4, accuracy, Online, NaN, 83.6, 48.2, 92.2, NaN",
        "table 4, accuracy, Online-skip, NaN, 83.0, 48.0, 92.7, NaN",
        "table 4, accuracy, Baseline, NaN, 78.9, 43.7, 103.8, NaN",
        "table 5, '', Baseline, 0, 78.9, 43.7, 103.8, NaN",
        "table 5, '', ISO, 0, 83.6, 48.2, 92.2, NaN",
        "table 5, '', ISO, 5, 82.5, 47.4, 94.0, NaN",
        "table 5, '', ISO, 10, 79.6, 43.7, 103.4, NaN",
        "table 5, '', ISO, 2.5, NaN, NaN, NaN, NaN",
        "figure 4, T, Vanilla, 10, 82.5, NaN, NaN, NaN",
        "figure 4, alpha, Joint, NaN, 81.3, NaN, NaN, NaN",
        "figure 7, head, Online, NaN, NaN, NaN, NaN, NaN",
        "table body, '', Baseline, NaN, NaN, NaN, NaN, NaN"
      })
  void thePapersNumbersStandUnderTheirOwnMetric(
      String experiment,
      String group,
      String method,
      double at,
      double pck,
      double auc,
      double mpjpe,
      double paMpjpe) {
    Summary.PaperNumbers paper = Experiments.named(experiment).paper;
    List<Double> printed =
        Metric.ALL.stream()
            .map(metric -> Row.of(method, metric.name(), new double[0], List.of()).in(group).at(at))
            .map(row -> paper.of(row).orElse(Double.NaN))
            .toList();
    assertEquals(List.of(pck, auc, mpjpe, paMpjpe), printed);
  }
}
