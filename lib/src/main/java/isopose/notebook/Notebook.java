package isopose.notebook;

import isopose.adapt.AdaptSettings;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.DetectedPeople;
import isopose.run.Pretrained;
import isopose.run.Project;
import isopose.run.Runs;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.run.queue.MissingRuns;
import isopose.study.Experiment;
import isopose.study.Result;
import isopose.study.Study;
import java.util.List;
import java.util.concurrent.Callable;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import tech.tablesaw.api.Table;

/** The functions that cells call; a cell's last value is shown without a call. */
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
   * The result of an experiment. Its missing runs are completed first: the bar says how long that
   * takes, and in the end how long all runs took, now or when they were recorded.
   *
   * <pre>{@code
   * run(study, sweep("my idea").axis("lambda", 0.01, 0.1).methods(JOINT, ONLINE).metrics(PCK))
   * }</pre>
   *
   * @throws IllegalStateException outside a notebook
   */
  public static Result run(Study study, Experiment experiment) {
    Progress bar = progress(experiment.name());
    MissingRuns missing = study.missing(experiment.runs(study));
    int workers = Math.max(1, Math.min(study.fastestWorkers(), missing.missing()));
    bar.update(0, 1, missing.describe(workers));
    Study shown = study.showing(bar);
    shown.complete(missing, workers);
    return experiment.evaluate(shown);
  }

  /**
   * The answer to a query over all results, published ones and those of this machine: the tables
   * are {@code runs}, {@code observations} and {@code epochs}.
   */
  public static Table sql(String query) {
    return new Runs(Project.find()).results().sql(query);
  }

  /**
   * A trained model that comes with the project.
   *
   * <pre>{@code
   * var model = pretrained("joint");
   * var stream = target("bandai-cmu");
   * var online = adapt(model, stream, AdaptSettings.online(0));
   * StreamPlayer.of(stream).prediction("Online", online.predictions()).samples(0, 400)
   * }</pre>
   *
   * @param name baseline, augmented, joint or body
   * @throws BadInput if there is none of this name, or its file is damaged
   */
  public static TrainedModel pretrained(String name) {
    return Pretrained.load(session(), Project.find().resolve("data"), name);
  }

  /**
   * The target stream of a scenario; its source is not read.
   *
   * @param scenario such as bandai-cmu; {@code isopose data list} shows all
   * @throws BadInput if there is none of this name, or its data is missing
   */
  public static TargetStream target(String scenario) {
    return TargetStream.of(new Runs(Project.find()).target(scenario));
  }

  /**
   * A stream predicted by a trained model, adapted by these settings, with a progress bar. Made
   * before, it is loaded.
   */
  public static Adaptation adapt(TrainedModel model, TargetStream stream, AdaptSettings settings) {
    Progress bar = progress(settings.label());
    return new Runs(Project.find()).adapt(session(), model, stream, settings, bar);
  }

  /** The session of all cells, on the CPU. It is open as long as the kernel runs. */
  public static Session session() {
    return KernelSession.ONLY;
  }

  /** Opened when it is first used. */
  private static final class KernelSession {
    static final Session ONLY = Session.cpu();
  }

  /**
   * The people in a file or folder of 2D detections of any known format, each a stream for a
   * trained model; the cell shows what was recognised.
   *
   * <pre>{@code
   * var person = detections("openpose/json").get(0);
   * var lifted = Adaptation.run(session, model, person, AdaptSettings.online(0), progress("ISO"));
   * StreamPlayer.of(person).prediction("ISO", lifted.predictions())
   * }</pre>
   *
   * @param name a file or folder, as seen from the notebook, the project or its {@code data/}
   * @throws BadInput as {@link DetectedPeople#named}
   * @throws IllegalStateException outside a notebook
   */
  public static List<TargetStream> detections(String name) {
    DetectedPeople people = DetectedPeople.named(name);
    show(people.explanation());
    return people.streams();
  }

  /** Stands where the answer of an exercise goes: it is open as long as this is called. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // so that it fits wherever an answer goes
  public static <T> T yours() {
    return Exercise.yours();
  }

  /**
   * Uses the answer of an exercise, for example for a chart of its values.
   *
   * @return what {@code use} returns, or one line of text as long as the exercise is open
   */
  public static Object withAnswer(Callable<?> use) throws Exception {
    return Exercise.withAnswer(use);
  }

  private static BaseKernel kernel() {
    BaseKernel kernel = BaseKernel.notebookKernel();
    if (kernel == null) {
      throw new IllegalStateException("this is no notebook: there is no cell to show anything in");
    }
    return kernel;
  }
}
