package isopose.notebook;

import isopose.chart.Charts;
import isopose.io.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/**
 * A progress bar for a training, and below it charts that are updated after every epoch. A training
 * that is loaded shows the curves and the time of its record, so what stays on the page is the
 * same.
 *
 * <pre>{@code
 * runs.train(session, joint, curves("Joint")
 *     .chart("held-out clips", "mean joint error, mm", "validation_mpjpe"))
 * }</pre>
 */
public final class TrainingCurves implements Progress {
  /** A chart, which is displayed after the first epoch. */
  private static final class Panel {
    final String title;
    final String yTitle;
    final List<String> columns;
    String displayId;

    Panel(String title, String yTitle, List<String> columns) {
      this.title = title;
      this.yTitle = yTitle;
      this.columns = columns;
    }
  }

  private final Screen screen;
  private final ProgressBar bar;
  private final List<Panel> panels = new ArrayList<>();
  private Table last;

  TrainingCurves(String task, Screen screen, LongSupplier nanos) {
    this.screen = screen;
    bar = new ProgressBar(task, screen, nanos);
  }

  /**
   * Adds a chart below those already there.
   *
   * @param yTitle the vertical axis, with its unit
   * @param columns of {@code epochs.parquet}, a line each; what a training does not log is left out
   */
  public TrainingCurves chart(String title, String yTitle, String... columns) {
    panels.add(new Panel(title, yTitle, List.copyOf(Arrays.asList(columns))));
    return this;
  }

  @Override
  public void update(long done, long total, String message) {
    bar.update(done, total, message);
  }

  @Override
  public synchronized void epochs(Table epochs) {
    bar.begin(); // above the charts, in a loaded run too
    last = epochs;
    show(MimeBundle::still);
  }

  private void show(Function<XYChart, MimeBundle> form) {
    for (Panel panel : panels) {
      MimeBundle shown = MimeBundle.guarded(panel, () -> draw(panel, last, form));
      if (panel.displayId == null) {
        panel.displayId = screen.show(shown);
      } else {
        screen.update(panel.displayId, shown);
      }
    }
  }

  private static MimeBundle draw(Panel panel, Table epochs, Function<XYChart, MimeBundle> form) {
    String[] logged = panel.columns.stream().filter(epochs::containsColumn).toArray(String[]::new);
    if (logged.length == 0) {
      return MimeBundle.of(panel.title + ": this training logs none of " + panel.columns);
    }
    return form.apply(Charts.lines(panel.title, panel.yTitle, epochs, "epoch", logged));
  }

  @Override
  public synchronized void finished(double seconds) {
    if (last != null) {
      show(MimeBundle::of); // the charts can be moved when they no longer change
    }
    bar.finished(seconds);
  }

  @Override
  public void close() {
    bar.close();
  }
}
