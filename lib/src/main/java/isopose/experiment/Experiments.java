package isopose.experiment;

import isopose.data.scenario.Laboratory;
import isopose.io.BadInput;
import java.util.List;
import java.util.stream.Collectors;

/** The tables and figures that there are. */
public final class Experiments {
  private Experiments() {}

  /**
   * All of them, in the paper's order, then the additions to the paper.
   *
   * @param compared what Tables 1 to 3 set side by side
   */
  public static List<Experiment> all(Compared compared) {
    return List.of(
        new Table1(compared),
        new Table2(compared),
        new Table3(compared),
        new Table4(),
        new Table5(),
        new Figure4(),
        new LimbRatioFigure(),
        new RepresentationFigure(),
        new BodyPartFigure(),
        new AlongTheStream(),
        new MotionScores(),
        new ViewScores(),
        new WhoGains(),
        new GradientFigure(),
        new StreamOrder(),
        new Forgetting(),
        new PullBack(),
        new ChoosingAlpha());
  }

  /** One of them, with everything that these laboratories can compare. */
  public static Experiment named(String name, List<Laboratory> laboratories) {
    return named(name, Compared.in(laboratories));
  }

  /**
   * One of them.
   *
   * @param name such as "table 3"
   * @throws BadInput if there is none of this name
   */
  public static Experiment named(String name, Compared compared) {
    List<Experiment> all = all(compared);
    return all.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new BadInput(
                    "%s: there is none; there are %s"
                        .formatted(
                            name,
                            all.stream().map(Experiment::name).collect(Collectors.joining(", ")))));
  }
}
