package isopose.cli;

import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.cli.options.BodyOptions;
import isopose.cli.options.CommonOptions;
import isopose.cli.options.EngineOptions;
import isopose.cli.options.ModelChoice;
import isopose.cli.options.StepOptions;
import isopose.cli.options.StoreOptions;
import isopose.cli.options.TargetOptions;
import isopose.data.detect.Report;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.Runs;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.run.files.PoseOutput;
import isopose.run.queue.Archive;
import isopose.run.queue.Cluster;
import isopose.skeleton.FrameId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code isopose adapt}: lifts a stream of 2D poses, adapting on the way. */
@Command(
    name = "adapt",
    mixinStandardHelpOptions = true,
    description = {
      "Lifts a stream of 2D poses by a trained model and inference stage optimization.",
      "Writes one predicted pose for each input pose; scores them where the truth is known. The result is kept as a record; asked for again, it is loaded. Of several people in detections, each is a stream of its own, adapted from the trained weights."
    })
public final class AdaptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private StoreOptions store;

  @ArgGroup(multiplicity = "0..1")
  private ModelChoice model;

  @Mixin private TargetOptions target;
  @Mixin private BodyOptions body;
  @Mixin private StepOptions steps;
  @Mixin private EngineOptions engine;

  @Option(
      names = "--explain",
      description =
          "Prints what is recognised in detections (format, joints, people, what is missing) and"
              + " adapts nothing; needs no model.")
  private boolean explain;

  @Option(
      names = "--mode",
      defaultValue = "online",
      description =
          "${COMPLETION-CANDIDATES} (default: online). Body: the weights stay, and a lifter with a body encoder (preset quick-body) is given the person's proportions.")
  private Mode mode;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Predictions, by the ending: .npz, .csv, .json, .parquet, or .bvh and .glb (a skeleton with constant bones; one person of one clip). With --engine spark: a folder of Parquet files, which has a file for each stream; called again, the command continues there.")
  private String outName;

  @Option(
      names = "--fps",
      paramLabel = "RATE",
      defaultValue = "30",
      description = "Frames per second of .bvh and .glb; default: 30.")
  private double framesPerSecond;

  @Option(names = "--overwrite", description = "Replaces the file of --out if it is there.")
  private boolean overwrite;

  private Path out; // of outName, on this machine

  @Override
  public Integer call() {
    if (explain) {
      Report report = target.explain();
      common.print(spec.commandLine().getOut(), report.json(), report.text());
      return 0;
    }
    if (model == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Error: Missing required argument (specify one of these):"
              + " (--run=<run> | --checkpoint=<checkpoint> | --model=NAME)");
    }
    body.requireFitting(mode);
    steps.requireFitting(mode);
    if (!(framesPerSecond >= 1 && framesPerSecond <= 1000)) {
      throw new BadInput("--fps %s: expected 1 to 1000".formatted(framesPerSecond));
    }
    AdaptSettings asked = steps.settings(mode);
    if (engine.isCluster()) {
      return liftArchive(asked);
    }
    if (outName != null) {
      out = Path.of(outName);
      PoseOutput.requireWritten(out);
      Outputs.requireFile("--out", out, overwrite, inputs());
    }
    Runs runs = store.open();
    try (Session session = common.openSession();
        TrainedModel trained = model.read(session, store, runs)) {
      TargetOptions.Target chosen = target.read(store, trained);
      if (out != null) {
        PoseOutput.requireFitting(out, frames(chosen));
      }
      AdaptSettings settings = body.in(asked, mode, session, trained);
      List<Adaptation> adaptations = new ArrayList<>();
      for (TargetStream stream : chosen.streams()) {
        try (Progress progress = common.progress("adapt")) {
          adaptations.add(runs.adapt(session, trained, stream, settings, progress));
        }
      }
      if (out != null) {
        new AdaptOutput(out, framesPerSecond).write(adaptations, chosen);
      }
      new AdaptReport(trained, adaptations, chosen.detections(), out).print(common, spec);
    }
    return 0;
  }

  private int liftArchive(AdaptSettings asked) {
    if (outName == null || overwrite) {
      throw new BadInput("--engine spark: expected --out FOLDER, and no --overwrite");
    }
    Runs runs = store.open();
    try (Session session = common.openSession();
        TrainedModel trained = model.read(session, store, runs)) {
      AdaptSettings settings = body.in(asked, mode, session, trained);
      Adaptation.requireFitting(trained, settings);
      Archive archive = target.archive(outName, settings);
      try (Cluster cluster = engine.connect();
          Progress progress = common.progress("adapt")) {
        Archive.Report report = cluster.lift(trained, archive, progress);
        common.print(
            spec.commandLine().getOut(),
            AdaptReport.json(trained, archive, report),
            AdaptReport.text(archive, report));
      }
    }
    return 0;
  }

  private static Stream<FrameId> frames(TargetOptions.Target chosen) {
    return chosen.detections() == null
        ? chosen.streams().get(0).frames().stream()
        : chosen.detections().people().stream().flatMap(one -> one.poses().frames().stream());
  }

  private List<Path> inputs() {
    Stream<Path> read =
        model.checkpoint() == null
            ? Stream.of(target.file())
            : Stream.of(target.file(), model.checkpoint());
    return Stream.concat(read, body.inputs()).toList();
  }
}
