package isopose.cli;

import isopose.io.BadInput;
import isopose.paper.Sweeps;
import isopose.study.Experiment;
import isopose.study.Method;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
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
      "Varies one setting and reports the methods' scores.",
      "They come from records, or from runs that are made where they are missing. Figure 4's sweeps over T and alpha are 'figure 4'.",
      "",
      "WHAT is a named sweep, list (what each of them varies), or a setting and its values, such as"
          + " lambda=0.01,0.1 or adapt.rate=2e-6,2e-5,2e-4. Settings of adaptation, behind 'adapt.':"
          + " steps (T), rate (alpha), viewsPerSample, skip, flip, anchorStrength, adversarialShare,"
          + " averageDecay, resetDistance, gradientNorm, discriminatorLimit, carryMoments; of the"
          + " input, behind 'input.': noise (pixels), order, scenario, detector (none, realistic),"
          + " subjects (known, hidden); all others are those of --set."
    })
public final class SweepCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment;

  @Parameters(
      paramLabel = "WHAT",
      completionCandidates = Names.class,
      description = "KEY=VALUE,VALUE..., list, or one of: ${COMPLETION-CANDIDATES}.")
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
    return what.contains("=") ? own() : Sweeps.named(what);
  }

  private Experiment own() {
    int equals = what.indexOf('=');
    String key = what.substring(0, equals);
    String values = what.substring(equals + 1);
    if (!key.matches("[A-Za-z0-9.]+") || values.isBlank()) {
      throw new BadInput("sweep " + what + ": expected KEY=VALUE,VALUE...");
    }
    return Sweeps.of(key, key, methods.toArray(Method[]::new), (Object[]) values.split(","));
  }

  private void list() {
    PrintWriter out = spec.commandLine().getOut();
    Sweeps.all().forEach(sweep -> out.println("%-9s %s".formatted(name(sweep), sweep.about())));
    out.flush();
  }

  private static String name(Experiment sweep) {
    return sweep.name().substring("sweep ".length());
  }

  /** For the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Sweeps.all().stream().map(SweepCommand::name).iterator();
    }
  }
}
