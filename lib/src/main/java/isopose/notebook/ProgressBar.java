package isopose.notebook;

import isopose.chart.Markup;
import isopose.io.Progress;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A progress bar with the remaining time. The saved notebook keeps one line: its only number that
 * differs from run to run is the elapsed time.
 */
final class ProgressBar implements Progress {
  private static final long NANOS_A_DRAWING = 400_000_000; // the page need not keep up with a GPU
  private static final double NANOS_A_SECOND = 1e9;

  private final String task;
  private final Screen screen;
  private final LongSupplier nanos;
  private final long begin;
  private String displayId;
  private long lastDrawing;
  private long done;
  private long total;
  private long firstDone = -1; // work that goes on where it was interrupted does not begin at 0
  private double firstSeconds;
  private boolean isFurther; // another piece of work before this one had the same bar
  private double finishedSeconds;
  private boolean isSettled; // finished, and nothing has begun since
  private boolean closed;

  /**
   * @param task what is going on, in a few words
   * @param nanos the clock, {@link System#nanoTime} outside tests
   */
  ProgressBar(String task, Screen screen, LongSupplier nanos) {
    this.task = task;
    this.screen = screen;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  @Override
  public synchronized void update(long nowDone, long nowTotal, String message) {
    if (firstDone < 0 || isSettled || nowDone < done) {
      isFurther = firstDone >= 0 || isSettled;
      firstDone = nowDone;
      firstSeconds = seconds();
    }
    done = nowDone;
    total = nowTotal;
    long now = nanos.getAsLong();
    if (closed) {
      return;
    }
    isSettled = false;
    if (total > 0 && done >= total) {
      draw(ended(seconds())); // now, in case nobody closes the bar
      return;
    }
    if (displayId != null && now - lastDrawing < NANOS_A_DRAWING) {
      return;
    }
    lastDrawing = now;
    draw(running(seconds(), message));
  }

  /**
   * The same line whether the work was done now or its record loaded; only the time differs. Of
   * several pieces of work behind one bar it is the sum.
   */
  @Override
  public synchronized void finished(double seconds) {
    finishedSeconds += seconds;
    isSettled = true;
    draw(line(task + ": done in " + time(finishedSeconds)));
  }

  /** Displays the bar if it is not displayed yet. */
  synchronized void begin() {
    if (displayId == null) {
      draw(line(task));
    }
  }

  @Override
  public synchronized void close() {
    boolean saysSo = total > 0 && done >= total;
    if (!closed && !saysSo && !isSettled) {
      draw(ended(seconds()));
    }
    closed = true;
  }

  /** Progress, remaining time and message. */
  MimeBundle running(double seconds, String message) {
    boolean isKnown = total > 0 && done > (isFurther ? firstDone : 0);
    String left = isKnown ? ", " + time(secondsLeft(seconds)) + " left" : "";
    String state = total > 0 || done > 0 ? amount() + left : "";
    String between = state.isEmpty() || message.isEmpty() ? "" : " \u00b7 ";
    String words = task + ": " + state + between + message;
    String bar =
        total > 0
            ? "<progress value=\""
                + done
                + "\" max=\""
                + total
                + "\" style=\"width:30%\"></progress> "
            : "";
    return MimeBundle.markup("<div>" + bar + Markup.escape(words) + "</div>", words);
  }

  /** By what was done since the first call of this piece of work; at that call by all there is. */
  private double secondsLeft(double seconds) {
    return done > firstDone
        ? (seconds - firstSeconds) / (done - firstDone) * (total - done)
        : seconds / done * (total - done);
  }

  MimeBundle ended(double seconds) {
    String how = total > 0 && done < total ? ", stopped after " : ", done in ";
    return line(task + ": " + amount() + how + time(seconds));
  }

  private static MimeBundle line(String words) {
    return MimeBundle.markup("<div>" + Markup.escape(words) + "</div>", words);
  }

  private String amount() {
    return total > 0
        ? String.format(Locale.ROOT, "%,d of %,d", done, total)
        : String.format(Locale.ROOT, "%,d", done);
  }

  static String time(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  private double seconds() {
    return (nanos.getAsLong() - begin) / NANOS_A_SECOND;
  }

  private void draw(MimeBundle shown) {
    if (displayId == null) {
      displayId = screen.show(shown);
    } else {
      screen.update(displayId, shown);
    }
  }
}
