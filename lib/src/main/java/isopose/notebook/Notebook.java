package isopose.notebook;

import isopose.experiment.Plan;
import isopose.experiment.Progress;
import isopose.experiment.Study;
import isopose.experiment.Trial;
import java.util.List;
import java.util.function.Function;
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
    KernelScreen screen = new KernelScreen(kernel());
    for (Object object : objects) {
      screen.show(object);
    }
  }

  /**
   * Shows objects of a type of yours as something that shows itself already: a chart, a table,
   * words. Whatever the drawing throws becomes the reason why there is no picture. A renderer that
   * is registered with the kernel itself has no such net: an Error in it ends the kernel's thread.
   *
   * <pre>{@code showAs(Sweep.class, sweep -> Charts.lines(...))}</pre>
   *
   * @throws IllegalStateException outside a notebook
   */
  public static <T> void showAs(Class<T> type, Function<? super T, ?> drawing) {
    KernelExtension.teach(kernel().getRenderer(), type, drawing);
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

  /**
   * Makes the records of these trials that are missing. The bar says first how long that takes; in
   * the end it says how long all of them took, now or when they were made.
   *
   * @param task what is going on, in a few words
   * @param workers processes of one core each that share the work
   * @return the study, to evaluate behind the same bar
   * @throws IllegalStateException outside a notebook
   */
  public static Study complete(Study study, String task, List<Trial> trials, int workers) {
    Progress bar = progress(task);
    Plan plan = study.plan(trials);
    bar.update(0, 1, plan.describe(workers));
    Study shown = study.showing(bar);
    shown.complete(plan, workers);
    return shown;
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
