package isopose.cli;

import isopose.paper.Experiments;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code isopose table N} and {@code isopose figure N}: of the paper, or additions to it. */
abstract class PaperCommand implements Callable<Integer> {
  private static final String N =
      "A number of the paper, or an addition to it: ${COMPLETION-CANDIDATES}.";

  private static final String RUNS =
      "They come from records, or from runs that are made where they are missing. It first prints how long that takes; interrupted, it continues when called again.";

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment;

  /** N. */
  abstract String number();

  @Override
  public Integer call() {
    return experiment.run(
        spec, Experiments.named(spec.name() + " " + number(), experiment.selection()));
  }

  @Command(
      name = "table",
      mixinStandardHelpOptions = true,
      description = {"A table of the paper with our numbers beside the paper's.", RUNS})
  static final class TableCommand extends PaperCommand {
    @Parameters(paramLabel = "N", completionCandidates = Tables.class, description = N)
    private String table;

    @Override
    String number() {
      return table;
    }
  }

  @Command(
      name = "figure",
      mixinStandardHelpOptions = true,
      description = {"A figure of the paper with our numbers beside the paper's.", RUNS})
  static final class FigureCommand extends PaperCommand {
    @Parameters(paramLabel = "N", completionCandidates = Figures.class, description = N)
    private String figure;

    @Override
    String number() {
      return figure;
    }
  }

  /** For the help, which alone needs them. */
  static final class Tables implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Experiments.names("table").iterator();
    }
  }

  /** For the help, which alone needs them. */
  static final class Figures implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Experiments.names("figure").iterator();
    }
  }
}
