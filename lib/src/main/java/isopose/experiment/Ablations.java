package isopose.experiment;

import isopose.experiment.Comparison.Method;
import isopose.io.BadInput;
import java.util.List;
import java.util.stream.Collectors;

/** The choices that the paper makes without a table, each as a named {@link Sweep}. */
public final class Ablations {
  private static final List<Method> ISO = List.of(Method.JOINT, Method.ONLINE);
  private static final List<Method> TRAINED = List.of(Method.BASELINE, Method.JOINT, Method.ONLINE);
  private static final List<Method> ADAPTED = List.of(Method.ONLINE);

  private Ablations() {}

  /** All of them. */
  public static List<Sweep> all() {
    return List.of(
        sweep(
            "bone", "eq. 1 alone, or with eq. 2's bone term", "boneTerm", TRAINED, "false", "true"),
        sweep("lambda", "the weight of L_s in eq. 5", "lambda", ISO, "0.01", "0.03", "0.1"),
        sweep("lambda2d", "the weight of eq. 4's 2D term", "lambda2d", ISO, "0", "10", "30"),
        sweep("lambda3d", "the weight of eq. 4's 3D term", "lambda3d", ISO, "0", "0.1", "1"),
        sweep("kappa", "where the shared extractor ends", "sharedBlocks", ISO, "1", "2", "3"),
        sweep(
            "copies",
            "random views a step, which 'ensures better performance' (Sec. 3.2.2)",
            "adapt.copies",
            ADAPTED,
            "1",
            "4",
            "16",
            "32",
            "64",
            "256"),
        sweep("flip", "the mean over the mirrored input", "adapt.flip", TRAINED, "false", "true"),
        sweep(
            "moments",
            "Adam's moments from sample to sample: start at zero, or carried along",
            "adapt.carryMoments",
            ADAPTED,
            "false",
            "true"),
        sweep(
            "clipping",
            "the norm to which adaptation scales the lifter's gradients down; 0: not",
            "adapt.gradientNorm",
            ADAPTED,
            "0",
            "0.1",
            "1"),
        sweep(
            "limit",
            "the accuracy below which D learns in adaptation; 1: always",
            "adapt.discriminatorLimit",
            ADAPTED,
            "0",
            "0.7",
            "1"));
  }

  private static Sweep sweep(
      String title, String about, String key, List<Method> methods, String... values) {
    return new Sweep(title, about, key, List.of(values), methods);
  }

  /**
   * One of them.
   *
   * @throws BadInput if there is none of this name
   */
  public static Sweep named(String title) {
    return all().stream()
        .filter(sweep -> sweep.title().equals(title))
        .findAny()
        .orElseThrow(
            () ->
                new BadInput(
                    "sweep %s: there is none; there are %s, or KEY=VALUE,VALUE..."
                        .formatted(
                            title,
                            all().stream().map(Sweep::title).collect(Collectors.joining(", ")))));
  }
}
