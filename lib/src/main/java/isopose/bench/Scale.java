package isopose.bench;

import isopose.adapt.AdaptSettings;
import isopose.adapt.InferenceStageOptimization;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.io.Progress;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.skeleton.Poses;
import isopose.stats.Quantiles;
import isopose.train.JointTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** How the cost grows: one table for each thing that can grow. */
public final class Scale {
  private static final int JAVA_WARM_UPS = 100;
  private static final int WARM_UPS = 4;
  private static final int LAPS = 9;

  private final Session session;
  private final Progress progress;

  /** In this session. */
  public Scale(Session session, Progress progress) {
    this.session = session;
    this.progress = progress;
  }

  /** Milliseconds a step for these widths of the hidden layers. */
  public Table widths(Workload work, int... widths) {
    return steps(
        "width",
        widths,
        List.of(Step.TRAIN, Step.ONLINE, Step.PREDICT),
        width -> work.withWidth(width));
  }

  /** Milliseconds a step for these numbers of random views of a sample. */
  public Table viewsPerSample(Workload work, int... views) {
    return steps("copies", views, List.of(Step.ONLINE), work::withViewsPerSample);
  }

  /** Milliseconds a step for 1 to {@code most} threads; afterwards as many as before. */
  public Table threads(Workload work, int most) {
    int before = session.threads();
    try {
      return steps(
          "threads",
          IntStream.rangeClosed(1, most).toArray(),
          List.of(Step.TRAIN, Step.ONLINE, Step.VANILLA, Step.PREDICT),
          threads -> {
            session.setThreads(threads);
            return work;
          });
    } finally {
      session.setThreads(before);
    }
  }

  private interface Works {
    Workload at(int size);
  }

  private Table steps(String name, int[] sizes, List<Step> steps, Works works) {
    IntColumn column = IntColumn.create(name, sizes);
    Table table = Table.create(name, column);
    steps.forEach(
        step -> table.addColumns(DoubleColumn.create(step.label() + " ms", sizes.length)));
    for (Step step : steps) {
      step.time(session, works.at(sizes[0]), JAVA_WARM_UPS, 1); // or the first size pays for Java
    }
    for (int i = 0; i < sizes.length; i++) {
      Workload work = works.at(sizes[i]);
      for (Step step : steps) {
        progress.update(i, sizes.length, name + " " + sizes[i]);
        table.doubleColumn(step.label() + " ms").set(i, step.time(session, work, WARM_UPS, LAPS));
      }
    }
    return table;
  }

  /** Online mode over one long stream: seconds so far and memory, at a number of samples. */
  public Table stream(Workload work, int samples, int positions) {
    List<Double> seconds = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    Networks networks = Networks.of(work.configuration().network());
    PoseSequence clip = RandomPoses.clip(samples);
    Poses x = Normalisation.of(List.of(clip)).input(clip.pose2d());
    AdaptSettings settings = work.online();
    int every = samples / positions;
    try (Weights weights = Weights.draw(session, networks, 0);
        InferenceStageOptimization iso =
            new InferenceStageOptimization(
                session,
                networks,
                weights,
                work.configuration().technique().orElseThrow(),
                settings)) {
      long start = System.nanoTime();
      iso.run(
          x,
          (i, loss) -> {
            if ((i + 1) % every == 0) {
              seconds.add((System.nanoTime() - start) / 1e9);
              memory.add(Memory.megabytes());
              progress.update(i + 1L, samples, "stream");
            }
          });
    }
    int[] ends = IntStream.rangeClosed(1, seconds.size()).map(k -> k * every).toArray();
    return Table.create(
        "stream",
        IntColumn.create("samples", ends),
        DoubleColumn.create("seconds", seconds),
        DoubleColumn.create("memory MB", memory));
  }

  /** Training sets of these sizes: seconds until the first step is done, a step, and memory. */
  public Table trainingSets(Workload work, int... sizes) {
    DoubleColumn first = DoubleColumn.create("until the first step s", sizes.length);
    DoubleColumn later = DoubleColumn.create("later steps ms", sizes.length);
    DoubleColumn poses = DoubleColumn.create("the poses MB", sizes.length);
    DoubleColumn memory = DoubleColumn.create("memory grows by MB", sizes.length);
    for (int k = 0; k < sizes.length; k++) {
      progress.update(k, sizes.length, sizes[k] + " training poses");
      PoseSequence clip = RandomPoses.clip(sizes[k]);
      double before = Memory.megabytes();
      double[] times = firstSteps(work, List.of(clip));
      first.set(k, times[0] / 1000);
      later.set(k, Quantiles.median(Arrays.copyOfRange(times, 1, times.length)));
      poses.set(k, clip.count() * 17.0 * (2 + 3) * Float.BYTES / 1e6);
      memory.set(k, Memory.megabytes() - before);
    }
    return Table.create(
        "training set", IntColumn.create("poses", sizes), first, later, poses, memory);
  }

  private double[] firstSteps(Workload work, List<PoseSequence> clips) {
    Clock clock = new Clock();
    Networks networks = Networks.of(work.configuration().network());
    try (Weights weights = Weights.draw(session, networks, 0);
        JointTraining training = work.training(session, networks, weights, clips)) {
      training.epoch(
          0,
          (step, steps, message) -> {
            clock.lap(1);
            if (step > 20) {
              throw new Enough();
            }
          });
    } catch (Enough e) {
      return clock.laps();
    }
    return clock.laps();
  }

  /** A training is stopped by its listener. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super("enough steps", null, false, false);
    }
  }
}
