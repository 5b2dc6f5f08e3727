package isopose.cli.options;

import com.google.gson.GsonBuilder;
import isopose.io.PlainText;
import isopose.io.Progress;
import isopose.model.Session;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Option;

/** What every command that computes takes. */
public final class CommonOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Cores that one matrix product may use (default: all).")
  int threads;

  @Option(
      names = "--device",
      paramLabel = "cpu|gpu",
      defaultValue = "cpu",
      description = "Where to compute (default: cpu).")
  String device;

  @Option(names = "--json", description = "Standard output is one JSON object and nothing else.")
  boolean json;

  public Session openSession() {
    return Session.open(device, threads);
  }

  /** A bar with the time left, on standard error; it appears when there is something to do. */
  public Progress progress(String task) {
    return new Progress() {
      private ProgressBar bar;

      @Override
      public void update(long done, long total, String message) {
        if (bar == null) {
          bar = bar(task);
        }
        bar.maxHint(total);
        bar.stepTo(done);
        bar.setExtraMessage(message);
      }

      @Override
      public void close() {
        if (bar != null) {
          bar.close();
        }
      }
    };
  }

  private static ProgressBar bar(String task) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(1000)
        .build();
  }

  /** Writes the result: JSON with {@code --json}, else lines of text. */
  public void print(PrintWriter out, Object json, String lines) {
    out.println(PlainText.lines(this.json ? text(json) : lines));
    out.flush();
  }

  /** JSON as it is written everywhere. */
  public static String text(Object json) {
    return new GsonBuilder()
        .setPrettyPrinting()
        .disableHtmlEscaping()
        .serializeSpecialFloatingPointValues()
        .create()
        .toJson(json);
  }
}
