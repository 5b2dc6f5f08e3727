package isopose.cli.options;

import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Refine;
import isopose.body.BodyEstimation.Scope;
import isopose.body.BodyEstimation.Technique;
import isopose.body.BodyLengths;
import isopose.data.detect.DetectionOptions;
import isopose.io.BadInput;
import isopose.model.Session;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.run.files.Calibration;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the body proportions come from, and what is adapted beside them. */
public final class BodyOptions {
  @Option(
      names = "--body",
      paramLabel = "SCOPE",
      description =
          "Mode body, or with --refine: the frames that the body is estimated from: own (the frame alone), clip, stream (default: all frames of the subject so far; without subjects, all frames), or truth (of the target's 3D, for evaluation).")
  private Scope scope;

  @Option(
      names = "--body-lengths",
      paramLabel = "FILE",
      description =
          "Mode body, or with --refine: a CSV file with the columns bone and length that gives the person's ten bones: hip, thigh, shin, lower_trunk, upper_trunk, neck, head, shoulder, upper_arm, forearm.")
  private Path lengths;

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description =
          "Mode body, or with --refine: a recording of the person, 2D or 3D, that the body is taken from instead of the stream.")
  private Path calibration;

  @Option(
      names = "--reset-threshold",
      paramLabel = "D",
      description =
          "Mode body, scope stream without subjects: the estimate starts again where a window of frames differs by more than D standard deviations from the frames before; 4 where bodies differ much; default: ${DEFAULT-VALUE}, never.",
      defaultValue = "0")
  private double resetThreshold;

  @Option(
      names = "--reset-window",
      paramLabel = "N",
      description = "Frames of that window; default: ${DEFAULT-VALUE}.",
      defaultValue = "" + BodyEstimation.DEFAULT_WINDOW)
  private int resetWindow;

  @Option(
      names = "--refine",
      paramLabel = "WHAT",
      description =
          "Modes vanilla and online of a lifter with a body encoder: what Algorithm 1 moves: ratios (an offset on the estimate) or weights.")
  private Refine refine;

  @Option(
      names = "--refine-technique",
      paramLabel = "NAME",
      description =
          "What --refine minimises: adversary (eq. 3) or cycle (eq. 4), for a lifter that was trained with --set body.discriminator=true; default: eq. 4 without its adversarial term. --adversarial-share applies; with --discriminator-limit 0 the discriminator stays as it was trained.")
  private Technique technique;

  /** Refuses options that contradict each other, or the mode. */
  public void requireFitting(Mode mode) {
    long given = Stream.of(scope, lengths, calibration).filter(option -> option != null).count();
    if (given > 1) {
      throw new BadInput("--body, --body-lengths, --calibration: expected one of them");
    }
    if (refine != null && !mode.moves()) {
      throw new BadInput("--refine: is for --mode vanilla or online");
    }
    if (technique != null && refine == null) {
      throw new BadInput("--refine-technique: needs --refine");
    }
    if (given > 0 && mode != Mode.BODY && refine == null) {
      throw new BadInput(
          "--body, --body-lengths, --calibration: are for --mode body, or need --refine");
    }
    if (scope == Scope.KNOWN) {
      throw new BadInput("--body known: give the body by --body-lengths or --calibration");
    }
  }

  /** Files that are read. */
  public Stream<Path> inputs() {
    return Stream.of(lengths, calibration).filter(file -> file != null);
  }

  /** These settings with the bodies that the options name. */
  public AdaptSettings in(AdaptSettings settings, Mode mode, Session session, TrainedModel model) {
    return mode == Mode.BODY || refine != null
        ? settings.withBody(estimation(session, model).refining(refine, technique))
        : settings;
  }

  private BodyEstimation estimation(Session session, TrainedModel model) {
    if (lengths != null) {
      return BodyEstimation.known(BodyLengths.read(lengths));
    }
    if (calibration != null) {
      return Calibration.of(session, model, recording(calibration));
    }
    Scope chosen = scope == null ? Scope.STREAM : scope;
    return new BodyEstimation(chosen, null, resetThreshold, resetWindow);
  }

  private static TargetStream recording(Path file) {
    List<TargetStream> people = TargetOptions.ofFile(file, DetectionOptions.NONE).streams();
    if (people.size() > 1) {
      throw new BadInput(
          "--calibration %s: has %d people; expected one".formatted(file, people.size()));
    }
    return people.get(0);
  }
}
