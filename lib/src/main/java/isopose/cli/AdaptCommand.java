package isopose.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptSettings.OnDivergence;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.io.Progress;
import isopose.metrics.Scores;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.Runs;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isopose adapt}: lifts a stream of 2D poses, adapting on the way. */
@Command(
    name = "adapt",
    mixinStandardHelpOptions = true,
    description = {
      "Lifts a stream of 2D poses by a trained model and inference stage optimization.",
      "Writes one predicted pose for each input pose; scores them where the truth is known.",
      "The result is kept as a record; asked for again, it is loaded."
    })
public final class AdaptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private StoreOptions store;

  @ArgGroup(multiplicity = "1")
  private ModelChoice model;

  private static final class ModelChoice {
    @Option(names = "--run", required = true, description = "Name of a run that train made.")
    private String run;

    @Option(names = "--checkpoint", required = true, description = "A checkpoint file.")
    private Path checkpoint;
  }

  @Mixin private TargetOptions target;
  @Mixin private BodyOptions body;

  @Option(
      names = "--mode",
      defaultValue = "online",
      description = {
        "${COMPLETION-CANDIDATES} (default: online). Body: the weights stay, and a lifter with a",
        "body encoder (preset quick-body) is given the person's proportions."
      })
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
          "Where a loss, a weight or a prediction is not finite: stop (default) and write nothing, or"
              + " reset to the trained weights and go on.")
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
      names = "--carry-moments",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Whether Adam's moments are kept from sample to sample in online mode (default: kept).")
  private boolean carryMoments;

  @Option(names = "--seed", defaultValue = "0", description = "Of the random views; default: 0.")
  private long seed;

  @Option(names = "--out", paramLabel = "FILE", description = "Predictions, .npz or .csv.")
  private Path out;

  @Option(names = "--overwrite", description = "Replaces the file of --out if it is there.")
  private boolean overwrite;

  @Override
  public Integer call() {
    body.requireFitting(mode == Mode.BODY);
    AdaptSettings asked = mode == Mode.BODY ? null : settings();
    if (out != null) {
      PoseFiles.requireWritten(out);
      Outputs.requireFile("--out", out, overwrite, inputs());
    }
    Runs runs = store.open();
    try (Session session = common.openSession();
        TrainedModel trained = trained(session, runs)) {
      TargetOptions.Target chosen = target.read(store, trained);
      TargetStream stream = chosen.stream();
      AdaptSettings settings =
          asked == null ? AdaptSettings.body(body.estimation(session, trained)) : asked;
      Adaptation adaptation;
      try (Progress progress = common.progress("adapt")) {
        adaptation = runs.adapt(session, trained, stream, settings, progress);
      }
      if (out != null) {
        PoseFiles.write(
            out,
            new PoseFile(stream.pose2d(), adaptation.predictions(), stream.frames()),
            chosen.filled());
      }
      report(trained, adaptation, chosen);
    }
    return 0;
  }

  private AdaptSettings settings() {
    AdaptSettings base =
        switch (mode) {
          case NONE -> AdaptSettings.none();
          case VANILLA -> AdaptSettings.vanilla(seed);
          case ONLINE -> AdaptSettings.online(seed);
          case BODY -> throw new IllegalStateException("mode body has settings of its own");
        };
    return new AdaptSettings(
        mode,
        steps == null ? base.steps() : steps,
        rate == null ? base.rate() : rate,
        viewsPerSample == null ? base.viewsPerSample() : viewsPerSample,
        skip == null ? base.skip() : skip,
        base.flip(),
        seed,
        anchorStrength,
        adversarialShare,
        onDivergence,
        gradientNorm,
        discriminatorLimit,
        carryMoments,
        null);
  }

  private List<Path> inputs() {
    Stream<Path> read =
        model.checkpoint == null
            ? Stream.of(target.file())
            : Stream.of(target.file(), model.checkpoint);
    return Stream.concat(read, body.inputs()).toList();
  }

  private TrainedModel trained(Session session, Runs runs) {
    if (model.checkpoint != null) {
      return TrainedModel.read(session, model.checkpoint);
    }
    return runs.load(session, model.run);
  }

  private void report(TrainedModel trained, Adaptation adaptation, TargetOptions.Target chosen) {
    JsonObject json = new JsonObject();
    String text =
        "%d samples, %.1f ms each"
            .formatted(
                adaptation.stream().count(),
                1000 * adaptation.seconds() / adaptation.stream().count());
    if (adaptation.stream().truth() != null) {
      Scores scores = adaptation.evaluation().scores();
      json = new Gson().toJsonTree(scores).getAsJsonObject();
      text +=
          "%nPCK %.1f %%, AUC %.1f %%, MPJPE %.1f mm, PA-MPJPE %.1f mm (%s)"
              .formatted(
                  scores.pck(),
                  scores.auc(),
                  scores.mpjpe(),
                  scores.paMpjpe(),
                  adaptation.evaluation().protocol().describe());
    }
    List<String> caveats = adaptation.stream().caveats();
    if (!caveats.isEmpty()) {
      json.add("caveats", new Gson().toJsonTree(caveats));
      text += "%nnot the published data: %s".formatted(String.join("; ", caveats));
    }
    if (chosen.joints() != null) {
      json.addProperty("joints_of_file", chosen.joints());
      json.addProperty("filled_joints", chosen.filled().cardinality());
      json.addProperty("filled_samples", chosen.stream().filled().cardinality());
      text +=
          "%ndetections in the order %s, %d missing joints filled; %d samples with filled joints lifted without adapting to them"
              .formatted(
                  chosen.joints(),
                  chosen.filled().cardinality(),
                  chosen.stream().filled().cardinality());
    }
    json.addProperty("resets", adaptation.resets());
    if (adaptation.resets() > 0) {
      text +=
          (mode == Mode.BODY ? "%n%d new persons found" : "%n%d resets to the trained weights")
              .formatted(adaptation.resets());
    }
    json.add("drift", adaptation.drift().json());
    for (String warning : adaptation.drift().warnings()) {
      text += "%nwarning: %s".formatted(warning);
    }
    json.addProperty("run", trained.run());
    json.addProperty("record", adaptation.run());
    json.add("settings", new Gson().toJsonTree(adaptation.settings()));
    json.addProperty("samples", adaptation.stream().count());
    json.addProperty("seconds", adaptation.seconds());
    if (out != null) {
      json.addProperty("out", out.toString());
    }
    common.print(spec.commandLine().getOut(), json, text);
  }
}
