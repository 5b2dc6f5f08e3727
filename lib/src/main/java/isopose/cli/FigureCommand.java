package isopose.cli;

import isopose.paper.Experiments;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code isopose figure N}: a figure of the paper, or one of this project's additions. */
@Command(
    name = "figure",
    mixinStandardHelpOptions = true,
    description = {
      "A figure of the paper with our numbers beside the paper's.",
      "They come from records, or from runs that are made where they are missing. It first prints how long that takes; interrupted, it continues when called again."
    })
public final class FigureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment;

  @Parameters(
      paramLabel = "N",
      completionCandidates = Names.class,
      description = "A number of the paper, or an addition to it: ${COMPLETION-CANDIDATES}.")
  private String figure;

  @Override
  public Integer call() {
    return experiment.run(spec, Experiments.named("figure " + figure, experiment.selection()));
  }

  /** For the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Experiments.names("figure").iterator();
    }
  }
}
