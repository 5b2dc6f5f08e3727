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

  private static BaseKernel kernel() {
    BaseKernel kernel = BaseKernel.notebookKernel();
    if (kernel == null) {
      throw new IllegalStateException("this is no notebook: there is no cell to show anything in");
    }
    return kernel;
  }
}
