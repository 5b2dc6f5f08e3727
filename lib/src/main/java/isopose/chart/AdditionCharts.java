package isopose.chart;

import isopose.experiment.AlongTheStream;
import isopose.experiment.Findings;
import isopose.experiment.GradientFigure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.Table;

/** Figure 7, and the charts of what this project looks at beyond the paper's figures. */
final class AdditionCharts {
  private static final String ALPHA = "learning rate alpha";
  private static final String PCK = "PCK at 150 mm, %";

  private AdditionCharts() {}

  /** Figure 7. */
  static List<Chart<?, ?>> bodyParts(Findings findings) {
    return List.of(ScoreBars.of(findings, "pck", "Accuracy of each body part", PCK));
  }

  /** Running accuracy, and Online's lead. */
  static List<Chart<?, ?>> stream(Findings findings) {
    Table samples = findings.data().get(AlongTheStream.SAMPLES);
    int window = Math.max(1, Math.min(200, samples.rowCount() / 5));
    Map<String, double[]> pck = new LinkedHashMap<>();
    for (String method : samples.columnNames()) {
      pck.put(method, samples.doubleColumn(method).asDoubleArray());
    }
    XYChart lead =
        ScoreLines.even(
            findings, "pck_lead", "Online's lead", "fifth of the stream", "difference in PCK, %");
    XYChart running = Charts.running("PCK along the stream", "PCK, %", window, pck);
    pck.keySet()
        .forEach(
            method -> running.getSeriesMap().get(method).setLineColor(Style.METHODS.get(method)));
    return List.of(running, lead);
  }

  static List<Chart<?, ?>> objective(Findings findings) {
    return List.of(ScoreBars.of(findings, "pck", "Accuracy with each objective", PCK));
  }

  static List<Chart<?, ?>> motions(Findings findings) {
    return List.of(
        ScoreBars.of(findings, "pck", "Accuracy of each motion", PCK),
        ScoreBars.of(findings, "pck_lead", "Online's lead in each motion", "difference in PCK, %"));
  }

  static List<Chart<?, ?>> views(Findings findings) {
    CategoryChart pck = ScoreBars.of(findings, "pck", "Accuracy by the camera's elevation", PCK);
    CategoryChart lead =
        ScoreBars.of(findings, "pck_lead", "Online's lead in each view", "difference in PCK, %");
    for (CategoryChart chart : List.of(pck, lead)) {
      chart.setXAxisTitle("degrees that the target's camera looks down");
    }
    return List.of(pck, lead);
  }

  static List<Chart<?, ?>> gains(Findings findings) {
    return List.of(
        ScoreLines.even(
            findings,
            "gain_mm",
            "Who gains from Online",
            "fifth of the samples, by the explanation's value",
            "fall of MPJPE, mm"));
  }

  /** Each sample's agreement and gain, and the mean gain of each fifth. */
  static List<Chart<?, ?>> alignment(Findings findings) {
    Table samples = findings.data().get(GradientFigure.SAMPLES);
    XYChart scatter =
        Charts.xyChart(
            "Agreement of the two losses, and what vanilla ISO gains",
            "cosine of the gradients of L_s and L_f",
            "fall of MPJPE, mm");
    scatter.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    scatter.getStyler().setMarkerSize(5).setLegendVisible(false);
    XYSeries points =
        scatter.addSeries(
            "samples",
            samples.doubleColumn("cosine").asDoubleArray(),
            samples.doubleColumn("gain").asDoubleArray());
    points.setMarker(SeriesMarkers.CIRCLE);
    XYChart fifths =
        ScoreLines.even(
            findings,
            "gain_mm",
            "The mean gain, from least to most agreement",
            "fifth of the samples, by their cosine",
            "fall of MPJPE, mm");
    fifths.getStyler().setLegendVisible(false);
    return List.of(scatter, fifths);
  }

  static List<Chart<?, ?>> order(Findings findings) {
    return List.of(
        ScoreBars.of(findings, "pck_lead", "What Online adds, by order", "difference in PCK, %"));
  }

  static List<Chart<?, ?>> forgetting(Findings findings) {
    return List.of(
        ScoreLines.even(
            findings,
            "mpjpe",
            "Error at home while Online adapts to the target",
            "samples of the target stream seen",
            "MPJPE on held-out source clips, mm"));
  }

  static List<Chart<?, ?>> pull(Findings findings) {
    return List.of(
        ScoreLines.sweep(
            findings, "pck", "Online with a pull back to the trained weights", ALPHA, PCK));
  }

  static List<Chart<?, ?>> alpha(Findings findings) {
    XYChart loss =
        ScoreLines.powers(
            findings,
            "self_supervised_loss",
            "What is known at run time",
            ALPHA,
            "mean of L_s before each sample's step");
    XYChart pck = ScoreLines.sweep(findings, "pck", "What only the labels tell", ALPHA, PCK);
    loss.getStyler().setLegendVisible(false);
    pck.getStyler().setLegendVisible(false);
    return List.of(loss, pck);
  }
}
