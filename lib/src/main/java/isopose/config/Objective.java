package isopose.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What joint training minimises, on the networks, data and schedule of a configuration: the paper's
 * equations as printed, or what a preset makes of them.
 */
public enum Objective {
  /**
   * Eq. 2 to 5 with the paper's weights and no more: squared errors are sums over joints (eq. 2,
   * 4), the generator's loss is log(1 - D(y)) (eq. 3), lambda is 0.1 (eq. 5); gradients are not
   * clipped, and D always learns.
   */
  PAPER(
      "the paper's objective",
      "eq. 2 to 5 as printed: sums over joints, log(1 - D(y)), lambda 0.1; no clipping, D always learns"),
  /**
   * L_s of the terms and random views of eq. 3 and 4 alone. All else is the preset's: means over
   * joints, the generator's loss, lambda, clipping, the limit of D.
   */
  PLAIN(
      "without additions",
      "the terms and views of eq. 3 and 4; means over joints, generator's loss, lambda, clipping and D's limit as in the preset"),
  /** As the configuration has it: in preset quick, with this project's additions to L_s. */
  ADDED("with additions", "as in the preset, with its additions to L_s");

  /** What this project adds to L_s: terms, views, a weight, a form of the head. */
  private static final List<String> ADDITIONS =
      List.of("identityView", "maxElevation", "cameraElevation", "adversarialWeight", "depthOnly");

  /** What else the paper prints of the objective and of its optimization. */
  private static final List<String> PRINTED =
      List.of(
          "boneTerm",
          "sumOverJoints",
          "generatorLoss",
          "lambda2d",
          "lambda3d",
          "lambda",
          "gradientNorm",
          "discriminatorLimit");

  private final String label;
  private final String description;

  Objective(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /** For tables. */
  public String label() {
    return label;
  }

  /** For captions: what the label means. */
  public String description() {
    return label + ": " + description;
  }

  /** What it changes in a configuration: the paper's values by the names of the settings. */
  public Map<String, String> settings() {
    Configuration paper = Configuration.paper();
    Map<String, String> settings = new LinkedHashMap<>();
    if (this != ADDED) {
      ADDITIONS.forEach(key -> settings.put(key, paper.value(key)));
    }
    if (this == PAPER) {
      PRINTED.forEach(key -> settings.put(key, paper.value(key)));
    }
    return settings;
  }

  /** The same configuration with this objective. */
  public Configuration of(Configuration configuration) {
    return configuration.like(Configuration.paper(), List.copyOf(settings().keySet()));
  }

  /**
   * Those that differ for a configuration, each by the first of its names: all three are the
   * paper's in preset paper.
   */
  public static List<Objective> distinct(List<Objective> asked, Configuration configuration) {
    return asked.stream().map(one -> one.firstName(configuration)).distinct().toList();
  }

  private Objective firstName(Configuration configuration) {
    Configuration own = of(configuration);
    return Stream.of(values()).filter(o -> o.of(configuration).equals(own)).findFirst().get();
  }
}
