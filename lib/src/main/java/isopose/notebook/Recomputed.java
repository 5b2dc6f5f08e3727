package isopose.notebook;

import isopose.io.Progress;
import isopose.notebook.widget.Interaction;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a function makes of the values of controls, with a progress bar above it while it computes.
 *
 * @param function of the values, in the order of the controls
 */
record Recomputed(Function<List<Object>, ?> function) implements Interaction.Drawing {
  private static final ThreadLocal<Progress> PROGRESS =
      ThreadLocal.withInitial(() -> (done, total, message) -> {});

  /** The bar of the computation in this thread; silent outside of one. */
  static Progress progress() {
    return PROGRESS.get();
  }

  @Override
  public Interaction.Picture of(List<Object> values, Consumer<String> meanwhile) {
    PROGRESS.set(new ProgressBar("computing", Screen.of(meanwhile), System::nanoTime));
    try {
      return MimeBundle.picture(function.apply(values));
    } finally {
      PROGRESS.remove();
    }
  }
}
