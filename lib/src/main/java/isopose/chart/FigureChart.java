package isopose.chart;

import isopose.study.Result;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;

/** How one figure of the paper is drawn from what its experiment found. */
@FunctionalInterface
public interface FigureChart {

  /** The figure's panels, in the paper's order. */
  List<Chart<?, ?>> draw(Result result);
}
