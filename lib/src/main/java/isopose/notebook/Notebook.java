package isopose.notebook;

import isopose.adapt.AdaptSettings;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.loss.SslObjective;
import isopose.model.Session;
import isopose.notebook.help.Help;
import isopose.notebook.widget.Choice;
import isopose.notebook.widget.Control;
import isopose.notebook.widget.Interaction;
import isopose.notebook.widget.LiveView;
import isopose.notebook.widget.Slider;
import isopose.run.Adaptation;
import isopose.run.Pretrained;
import isopose.run.Project;
import isopose.run.Runs;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.run.files.DetectedPeople;
import isopose.run.queue.MissingRuns;
import isopose.study.Experiment;
import isopose.study.Result;
import isopose.study.RunComparison;
import isopose.study.RunList;
import isopose.study.Study;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
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
    KernelScreen screen = new KernelScreen(KernelScreen.kernel());
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
    return new ProgressBar(task, new KernelScreen(KernelScreen.kernel()), System::nanoTime);
  }

  /**
   * A training's progress with curves that grow as it goes: name them by {@link
   * TrainingCurves#chart}.
   *
   * @param task what is trained, in a few words
   * @throws IllegalStateException outside a notebook
   */
  public static TrainingCurves curves(String task) {
    return new TrainingCurves(task, new KernelScreen(KernelScreen.kernel()), System::nanoTime);
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
    bar.update(0, Math.min(1, missing.missing()), missing.describe(workers));
    Study shown = study.showing(bar);
    shown.complete(missing, workers);
    return experiment.evaluate(shown);
  }

  /**
   * The answer to a query over all results, published ones and those of this machine: the tables
   * are {@code runs}, {@code observations}, {@code clips} and {@code epochs}.
   */
  public static Table sql(String query) {
    return kernelRuns().results().sql(query);
  }

  /**
   * The trainings and adaptations of this machine and the published ones, the newest first.
   *
   * <pre>{@code runs("online", "noise")}</pre>
   *
   * @param words only runs that contain all of these, in any column
   */
  public static Table runs(String... words) {
    return RunList.of(kernelRuns().results(), words);
  }

  /**
   * What differs between two adaptations or predictions: settings, scores, scores by motion and by
   * joint with intervals over clips, and the poses that changed most. Published runs have neither
   * scores of joints nor poses.
   *
   * <pre>{@code compareRuns(plain.run(), online.run())}</pre>
   *
   * @param a a run's name, as {@link #runs} lists it
   * @param b the name of another one
   * @throws BadInput as {@link RunComparison#of}
   */
  public static Stacked compareRuns(String a, String b) {
    return RunPair.of(kernelRuns(), a, b);
  }

  /** Several things below each other as one value, for {@link #interact}. */
  public static Stacked stacked(Object... parts) {
    return new Stacked(List.of(parts));
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
    return TargetStream.of(kernelRuns().target(scenario));
  }

  /**
   * A stream predicted by a trained model, adapted by these settings, with a progress bar. Made
   * before, it is loaded.
   */
  public static Adaptation adapt(TrainedModel model, TargetStream stream, AdaptSettings settings) {
    Progress bar = progress(settings.label());
    return kernelRuns().adapt(session(), model, stream, settings, bar);
  }

  /**
   * The same without a record: for functions that are called often, such as those of {@link
   * #interact}. Its progress is shown below the controls, and nowhere outside of them.
   */
  public static Adaptation lift(TrainedModel model, TargetStream stream, AdaptSettings settings) {
    return Adaptation.run(session(), model, stream, settings, Recomputed.progress());
  }

  /** The same with another self-supervised objective. */
  public static Adaptation lift(
      TrainedModel model, TargetStream stream, SslObjective objective, AdaptSettings settings) {
    return Adaptation.run(session(), model, stream, objective, settings, Recomputed.progress());
  }

  /**
   * A slider from one number to another for {@link #interact}; {@code .log()} for powers, {@code
   * .whole()} for whole numbers, {@code .start(value)} for another value at first.
   */
  public static Slider slider(String name, double min, double max) {
    return new Slider(name, min, max);
  }

  /** A list of words for {@link #interact}. */
  public static Choice choice(String name, String... options) {
    return new Choice(name, List.of(options));
  }

  /**
   * Shows a control and what a function makes of its value: a chart, a table, a picture. Moved in
   * JupyterLab, it is computed again; while a computation runs, only the newest value waits. In a
   * saved page there is the first picture.
   *
   * <pre>{@code
   * interact(slider("alpha", 2e-7, 2e-3).log(), alpha ->
   *     lift(model, stream, AdaptSettings.online(0).withRate(alpha)).evaluation().scores())
   * }</pre>
   *
   * @throws IllegalStateException outside a notebook
   */
  @SuppressWarnings("unchecked") // each value is of its control's type
  public static <A> void interact(Control<A> control, Function<A, ?> function) {
    interact(List.of(control), values -> function.apply((A) values.get(0)));
  }

  /** The same of two controls. */
  @SuppressWarnings("unchecked")
  public static <A, B> void interact(
      Control<A> first, Control<B> second, BiFunction<A, B, ?> function) {
    interact(
        List.of(first, second), values -> function.apply((A) values.get(0), (B) values.get(1)));
  }

  /** The same of any number of controls, whose values are in their order. */
  public static void interact(
      List<? extends Control<?>> controls, Function<List<Object>, ?> function) {
    new Interaction(controls, new Recomputed(function)).show(KernelScreen.kernel());
  }

  /**
   * A live session in JupyterLab: the person in front of a camera, or in a recording, lifted and
   * adapted pose by pose. See {@link LiveView#open}.
   */
  public static void live(TrainedModel lifter, TrainedModel bodyLifter, String recording) {
    LiveView.open(KernelScreen.kernel(), session(), lifter, bodyLifter, recording);
  }

  /** The session of all cells, on the CPU. It is open as long as the kernel runs. */
  public static Session session() {
    return KernelSession.ONLY;
  }

  private static Runs kernelRuns() {
    Project.find(); // throws where there is none
    return KernelRuns.ONLY;
  }

  /** Opened when it is first used. */
  private static final class KernelSession {
    static final Session ONLY = Session.cpu();
  }

  /** So that hashes of files are kept from cell to cell. */
  private static final class KernelRuns {
    static final Runs ONLY = new Runs(Project.find());
  }

  /**
   * The people in a file or folder of 2D detections, each a stream; the cell shows what was read.
   *
   * <pre>{@code
   * var person = detections("openpose/json").get(0);
   * var lifted = Adaptation.run(session, model, person, AdaptSettings.online(0), progress("ISO"));
   * StreamPlayer.of(person).prediction("ISO", lifted.predictions())
   * }</pre>
   *
   * @param name a file or folder, as seen from the notebook, the project or its {@code data/}
   * @param options as on the command line, such as {@code "--image-size=1280x720"}
   * @throws BadInput as {@link DetectedPeople#named}
   * @throws IllegalStateException outside a notebook
   */
  public static List<TargetStream> detections(String name, String... options) {
    DetectedPeople people = DetectedPeople.named(name, options);
    show(people.explanation());
    return people.streams();
  }

  /**
   * Signatures and first sentences of a function of a cell ({@code help("adapt")}), of a class
   * ({@code help(Runs.class)}, {@code help("Runs.adapt")}) or of an object's class.
   *
   * @throws BadInput if there is none of this name
   */
  public static Object help(Object what) {
    return new Help(Project.find().resolve("lib/src/main/java")).of(what);
  }

  /** Stands where the answer of an exercise goes: it is open as long as this is called. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // so that it fits wherever an answer goes
  public static <T> T yours() {
    return Exercise.yours();
  }

  /**
   * Uses the answer of an exercise, for example for a chart of its values.
   *
   * @return what {@code use} returns, or one line of text as long as the exercise is open or the
   *     answer makes {@code use} fail
   */
  public static Object withAnswer(Callable<?> use) {
    return Exercise.withAnswer(use);
  }
}
