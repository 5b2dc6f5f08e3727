package isopose.experiment;

import isopose.data.scenario.Laboratory;
import java.util.List;

/**
 * What Table 3 compares, and Tables 1 and 2 of the techniques; all by default.
 *
 * @param laboratories whose people the source has
 * @param techniques {@code adversary} (eq. 3), {@code cycle} (eq. 4)
 * @param objectives forms of the objective
 */
public record Compared(
    List<Laboratory> laboratories, List<String> techniques, List<Objective> objectives) {

  public Compared {
    laboratories = List.copyOf(laboratories);
    techniques = List.copyOf(techniques);
    objectives = List.copyOf(objectives);
  }

  /** All that there is. */
  public static Compared everything() {
    return in(List.of(Laboratory.values()));
  }

  /** Everything, but in these laboratories only. */
  public static Compared in(List<Laboratory> laboratories) {
    return new Compared(laboratories, List.of("adversary", "cycle"), List.of(Objective.values()));
  }
}
