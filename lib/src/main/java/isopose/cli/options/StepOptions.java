package isopose.cli.options;

import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptSettings.OnDivergence;
import isopose.io.BadInput;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The steps of Algorithm 1. */
public final class StepOptions {
  @Spec private CommandSpec own; // of these options alone

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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

  /** Refuses options without an effect: modes none and body make no steps. A seed is harmless. */
  public void requireFitting(Mode mode) {
    if (mode.moves()) {
      return;
    }
    for (OptionSpec given : command.commandLine().getParseResult().matchedOptions()) {
      String name = given.longestName();
      if (own.findOption(name) != null && !name.equals("--seed")) {
        throw new BadInput(
            "%s: is for --mode vanilla or online; mode %s makes no steps"
                .formatted(name, mode.name().toLowerCase(Locale.ROOT)));
      }
    }
  }

  /** Those of mode body are mode none's until the body is known. */
  public AdaptSettings settings(Mode mode) {
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
}
