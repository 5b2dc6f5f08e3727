package isopose.experiment;

import isopose.data.scenario.Laboratory;
import java.util.List;

/**
 * What Table 3 sets side by side, and Tables 1 and 2 of the techniques; whoever wants less of it
 * names it.
 *
 * @param laboratories whose people the source has
 * @param techniques {@code adversary} (eq. 3), {@code cycle} (eq. 4)
 * @param losses forms of these
 */
public record Compared(List<Laboratory> laboratories, List<String> techniques, List<Loss> losses) {

  public Compared {
    laboratories = List.copyOf(laboratories);
    techniques = List.copyOf(techniques);
    losses = List.copyOf(losses);
  }

  /** A form of the self-supervised loss. */
  public enum Loss {
    /** As the paper prints it. */
    PRINTED("eq. 3, 4 as printed"),
    /** With this project's additions, as the configuration has them. */
    ADDED("with additions");

    private final String label;

    Loss(String label) {
      this.label = label;
    }

    /** For tables. */
    String label() {
      return label;
    }
  }

  /** All that there is. */
  public static Compared everything() {
    return in(List.of(Laboratory.values()));
  }

  /** Everything, but in these laboratories only. */
  public static Compared in(List<Laboratory> laboratories) {
    return new Compared(laboratories, List.of("adversary", "cycle"), List.of(Loss.values()));
  }
}
