package isopose.cli;

import isopose.experiment.Ablations;
import isopose.experiment.Comparison.Method;
import isopose.experiment.Experiment;
import isopose.experiment.ObjectiveAblation;
import isopose.experiment.Screening;
import isopose.experiment.Sweep;
import isopose.io.BadInput;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code isopose sweep}: one setting varied, all others as they are. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Varies one setting and says what the methods make of it, from records or by running what is",
      "missing. Figure 4's sweeps over T and alpha are 'figure 4'.",
      "",
      "WHAT is one of: list, bone, lambda, lambda2d, lambda3d, kappa, copies, flip, moments, clipping,",
      "limit (one setting each); objective (the paper's objective and the preset's); settings,",
      "finalists, lengths (many, on the validation targets; see data/README.md); or a setting and its",
      "values, such as lambda=0.01,0.1 or adapt.rate=2e-6,2e-5,2e-4. Settings of adaptation:",
      "adapt.steps (T), adapt.rate (alpha), adapt.viewsPerSample, adapt.skip, adapt.flip,",
      "adapt.anchorStrength, adapt.adversarialShare, adapt.gradientNorm, adapt.discriminatorLimit,",
      "adapt.carryMoments; all others are those of --set."
    })
public final class SweepCommand implements Callable<Integer> {
  private static final Experiment OBJECTIVE = new ObjectiveAblation();

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment;

  @Parameters(paramLabel = "WHAT", description = "A named sweep, list, or KEY=VALUE,VALUE...")
  private String what;

  @Option(
      names = "--methods",
      split = ",",
      defaultValue = "joint,online",
      description = "For KEY=...: baseline, joint, vanilla, online (default: joint,online).")
  private List<Method> methods;

  @Override
  public Integer call() {
    if (what.equals("list")) {
      list();
      return 0;
    }
    return experiment.run(spec, named());
  }

  private Experiment named() {
    if (what.contains("=")) {
      return own();
    }
    if (OBJECTIVE.name().equals("sweep " + what)) {
      return OBJECTIVE;
    }
    Optional<Screening> screening = Screening.find(what);
    return screening.isPresent() ? screening.get() : Ablations.named(what);
  }

  private Sweep own() {
    int equals = what.indexOf('=');
    String key = what.substring(0, equals);
    String values = what.substring(equals + 1);
    if (!key.matches("[A-Za-z0-9.]+") || values.isBlank()) {
      throw new BadInput("sweep " + what + ": expected KEY=VALUE,VALUE...");
    }
    return new Sweep(key, "chosen by hand", key, List.of(values.split(",")), methods);
  }

  private void list() {
    for (Sweep sweep : Ablations.all()) {
      String values = String.join(",", sweep.values());
      spec.commandLine()
          .getOut()
          .println("%-9s %s=%s: %s".formatted(sweep.title(), sweep.key(), values, sweep.about()));
    }
    spec.commandLine().getOut().println("objective " + OBJECTIVE.about());
    for (Screening screening : Screening.all()) {
      spec.commandLine()
          .getOut()
          .println("%-9s %s".formatted(screening.title(), screening.about()));
    }
    spec.commandLine().getOut().flush();
  }
}
