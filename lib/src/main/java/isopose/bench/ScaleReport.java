package isopose.bench;

import isopose.chart.Charts;
import isopose.chart.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/** Writes each table of {@link Scale} as CSV, and a chart of it, into a folder. */
public final class ScaleReport {
  private static final int LONG_STREAM = 100_000;
  private static final int SMALL_WIDTH = 64;

  private final Path folder;
  private final List<Path> written = new ArrayList<>();

  /** Into this folder, which is made if it is not there. */
  public ScaleReport(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs and writes everything.
   *
   * @param threads the largest number of threads
   * @return the files
   */
  public List<Path> write(Scale scale, Workload paper, int threads) {
    Table widths = scale.widths(paper, 128, 256, 512, 1024, 2048);
    keep("width", widths, powers(lines("Cost of a step by width", "milliseconds", widths)));
    Table copies = scale.copies(paper, 1, 4, 16, 32, 64, 128, 256);
    keep(
        "copies",
        copies,
        powers(lines("Cost of an online step by copies", "milliseconds", copies)));
    Table cores = scale.threads(paper, threads);
    keep("threads", cores, lines("Cost of a step by threads", "milliseconds", cores));
    Table sets = scale.trainingSets(paper.withWidth(128), 10_000, 100_000, 500_000, 1_500_000);
    keep(
        "training-set",
        sets,
        Charts.lines(
            "Memory by training poses",
            "megabytes",
            sets,
            "poses",
            "the poses MB",
            "memory grows by MB"));
    Table stream = scale.stream(paper.withWidth(SMALL_WIDTH).withCopies(8), LONG_STREAM, 20);
    String title = "Online over a long stream, width %d".formatted(SMALL_WIDTH);
    keep("stream", stream, Charts.lines(title, "seconds", stream, "samples", "seconds"));
    keep("stream-memory", null, Charts.lines(title, "megabytes", stream, "samples", "memory MB"));
    return written;
  }

  private static XYChart lines(String title, String yTitle, Table table) {
    String[] columns = table.columnNames().stream().skip(1).toArray(String[]::new);
    return Charts.lines(title, yTitle, table, table.column(0).name(), columns);
  }

  /** Both axes logarithmic: what grows by powers is a straight line. */
  private static XYChart powers(XYChart chart) {
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    return chart;
  }

  private void keep(String name, Table table, XYChart chart) {
    try {
      Files.createDirectories(folder);
      if (table != null) {
        Path csv = folder.resolve(name + ".csv");
        table.write().csv(csv.toString());
        written.add(csv);
      }
      Path png = folder.resolve(name + ".png");
      Files.write(png, Png.of(chart));
      written.add(png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
