package isopose.cli;

import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptSettings.OnDivergence;
import isopose.cli.options.BodyOptions;
import isopose.cli.options.CommonOptions;
import isopose.cli.options.EngineOptions;
import isopose.cli.options.ModelChoice;
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
import java.util.Locale;
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
  /** What has an effect in the modes that make steps only. */
  private static final List<String> OF_STEPS =
      List.of(
          "--steps",
          "--rate",
          "--skip",
          "--views-per-sample",
          "--anchor-strength",
          "--adversarial-share",
          "--on-divergence",
          "--gradient-norm",
          "--discriminator-limit",
          "--average-decay",
          "--reset-distance",
          "--carry-moments");

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private StoreOptions store;

  @ArgGroup(multiplicity = "0..1")
  private ModelChoice model;

  @Mixin private TargetOptions target;
  @Mixin private BodyOptions body;
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

  @Option(names = "--steps", paramLabel = "T", description = "Default: 10 vanilla, 1 online.")
  private Integer steps;

  @Option(names = "--rate", paramLabel = "ALPHA", description = "Default: 2e-5.")
  private Double rate;

  @Option(names = "--skip", paramLabel = "K", description = "Adapt on every K-th sample only.")
  private Integer skip;

  @Option(
      names = {"--views-per-sample", "--copies"},
      paramLabel = "C",
      description = "Random views of the sample in a step; default: 32.")
  private Integer viewsPerSample;

  @Option(
      names = {"--anchor-strength", "--pull"},
      defaultValue = "0",
      paramLabel = "A",
      description =
          "Weight anchoring: after each step, weights move this fraction of the way back to the"
              + " trained ones; default: 0.")
  private double anchorStrength;

  @Option(
      names = "--adversarial-share",
      paramLabel = "S",
      defaultValue = "1",
      description = "Weight of the adversarial term as a multiple of the training's; default: 1.")
  private double adversarialShare;

  @Option(
      names = "--on-divergence",
      defaultValue = "stop",
      description =
          "Where a loss, a weight or a prediction is not finite: stop (default) and write nothing,"
              + " or reset to the trained weights and go on.")
  private OnDivergence onDivergence;

  @Option(
      names = "--gradient-norm",
      paramLabel = "G",
      defaultValue = "0",
      description = "Scales the lifter's gradients down to this norm; default: 0, not at all.")
  private double gradientNorm;

  @Option(
      names = "--discriminator-limit",
      paramLabel = "A",
      defaultValue = "1",
      description = "D learns only while its accuracy is below this; default: 1, always.")
  private double discriminatorLimit;

  @Option(
      names = "--average-decay",
      paramLabel = "M",
      defaultValue = "0",
      description =
          "Predictions by the moving average of the adapted weights, which keeps this fraction of"
              + " itself at each step; default: 0, by the adapted weights.")
  private double averageDecay;

  @Option(
      names = "--reset-distance",
      paramLabel = "D",
      defaultValue = "0",
      description =
          "The trained weights return where the adapted ones lie farther from them than this"
              + " (weight_distance); default: 0, never.")
  private double resetDistance;

  @Option(
      names = "--carry-moments",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Whether Adam's moments are kept from sample to sample in online mode (default: kept).")
  private boolean carryMoments;

  @Option(names = "--seed", defaultValue = "0", description = "Of the random views; default: 0.")
  private long seed;

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
    requireEffect();
    if (!(framesPerSecond >= 1 && framesPerSecond <= 1000)) {
      throw new BadInput("--fps %s: expected 1 to 1000".formatted(framesPerSecond));
    }
    AdaptSettings asked = settings();
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

  /** Modes none and body make no steps. */
  private void requireEffect() {
    if (mode == Mode.VANILLA || mode == Mode.ONLINE) {
      return;
    }
    for (String option : OF_STEPS) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new BadInput(
            "%s: is for --mode vanilla or online; mode %s makes no steps"
                .formatted(option, mode.name().toLowerCase(Locale.ROOT)));
      }
    }
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

  /** Those of mode body are mode none's until the body is known. */
  private AdaptSettings settings() {
    AdaptSettings base =
        switch (mode) {
          case NONE, BODY -> AdaptSettings.none();
          case VANILLA -> AdaptSettings.vanilla(seed);
          case ONLINE -> AdaptSettings.online(seed);
        };
    return new AdaptSettings(
        base.mode(),
        steps == null ? base.steps() : steps,
        rate == null ? base.rate() : rate,
        viewsPerSample == null ? base.viewsPerSample() : viewsPerSample,
        skip == null ? base.skip() : skip,
        base.flip(),
        base.seed(),
        anchorStrength,
        adversarialShare,
        onDivergence,
        gradientNorm,
        discriminatorLimit,
        carryMoments,
        averageDecay,
        resetDistance,
        null);
  }

  private List<Path> inputs() {
    Stream<Path> read =
        model.checkpoint() == null
            ? Stream.of(target.file())
            : Stream.of(target.file(), model.checkpoint());
    return Stream.concat(read, body.inputs()).toList();
  }
}
