package isopose.notebook;

import isopose.experiment.Progress;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What a cell calls by name; a cell's last value shows itself without any call. */
public final class Notebook {
  private Notebook() {}

  /**
   * Shows several things in one cell, in this order.
   *
   * @throws IllegalStateException outside a notebook
   */
  public static void show(Object... objects) {
    Screen screen = new KernelScreen(kernel());
    for (Object object : objects) {
      screen.show(Shown.of(object));
    }
  }

  /**
   * A progress bar in the output of the cell that runs now.
   *
   * @param task what is going on, in a few words
   * @throws IllegalStateException outside a notebook
   */
  public static Progress progress(String task) {
    return new ProgressBar(task, new KernelScreen(kernel()), System::nanoTime);
  }

  /**
   * A training's progress with curves that grow as it goes: name them by {@link
   * TrainingCurves#chart}.
   *
   * @param task what is trained, in a few words
   * @throws IllegalStateException outside a notebook
   */
  public static TrainingCurves curves(String task) {
    return new TrainingCurves(task, new KernelScreen(kernel()), System::nanoTime);
  }

  /** Stands where the answer of an exercise goes: it is open as long as this is called. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // so that it fits wherever an answer goes
  public static <T> T yours() {
    return Exercise.yours();
  }

  private static BaseKernel kernel() {
    BaseKernel kernel = BaseKernel.notebookKernel();
    if (kernel == null) {
      throw new IllegalStateException("this is no notebook: there is no cell to show anything in");
    }
    return kernel;
  }
}
