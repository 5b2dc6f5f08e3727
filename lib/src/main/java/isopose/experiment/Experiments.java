package isopose.experiment;

import isopose.data.BadInput;
import java.util.List;
import java.util.stream.Collectors;

/** The tables and figures that there are. */
public final class Experiments {
  private Experiments() {}

  /** All of them, in the paper's order. */
  public static List<Experiment> all() {
    return List.of();
  }

  /**
   * One of them.
   *
   * @param name such as "table 3"
   * @throws BadInput if there is none of this name
   */
  public static Experiment named(String name) {
    return all().stream()
        .filter(experiment -> experiment.name().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new BadInput(
                    "%s: there is none; there are %s"
                        .formatted(
                            name,
                            all().stream()
                                .map(Experiment::name)
                                .collect(Collectors.joining(", ")))));
  }
}
