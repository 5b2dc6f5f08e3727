package isopose.bench;

import isopose.chart.Charts;
import isopose.chart.Png;
import isopose.io.AtomicFile;
import isopose.io.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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

  /** What can grow. */
  public enum Part {
    /** Width of the hidden layers. */
    WIDTH,
    /** Random views of a sample in an online step. */
    COPIES,
    /** Cores. */
    THREADS,
    /** Training poses. */
    TRAINING_SET,
    /** Samples of a stream. */
    STREAM;

    /** As on the command line. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Runs and writes some parts.
   *
   * @param threads the largest number of threads
   * @return the files
   */
  public List<Path> write(Scale scale, Workload paper, int threads, Collection<Part> parts) {
    for (Part part : parts) {
      switch (part) {
        case WIDTH -> {
          Table widths = scale.widths(paper, 128, 256, 512, 1024, 2048);
          keep("width", widths, powers(lines("Cost of a step by width", "milliseconds", widths)));
        }
        case COPIES -> {
          Table views = scale.viewsPerSample(paper, 1, 4, 16, 32, 64, 128, 256);
          String title = "Cost of an online step by views per sample";
          keep("copies", views, powers(lines(title, "milliseconds", views)));
        }
        case THREADS -> {
          Table cores = scale.threads(paper, threads);
          keep("threads", cores, lines("Cost of a step by threads", "milliseconds", cores));
        }
        case TRAINING_SET -> writeTrainingSets(scale, paper);
        case STREAM -> writeStream(scale, paper);
      }
    }
    return written;
  }

  private void writeTrainingSets(Scale scale, Workload paper) {
    Table sets = scale.trainingSets(paper.withWidth(128), 10_000, 100_000, 500_000, 1_500_000);
    String[] memory = {"the poses MB", "memory grows by MB"};
    keep(
        "training-set",
        sets,
        Charts.lines("Memory by training poses", "megabytes", sets, "poses", memory));
  }

  private void writeStream(Scale scale, Workload paper) {
    Table stream =
        scale.stream(paper.withWidth(SMALL_WIDTH).withViewsPerSample(8), LONG_STREAM, 20);
    String title = "Online over a long stream, width %d".formatted(SMALL_WIDTH);
    keep("stream", stream, Charts.lines(title, "seconds", stream, "samples", "seconds"));
    keep("stream-memory", null, Charts.lines(title, "megabytes", stream, "samples", "memory MB"));
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
        AtomicFile.writeText(csv, Csv.text(table));
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
