package isopose.paper;

import isopose.config.Objective;
import isopose.data.scenario.SourceSubjects;
import isopose.study.Axis;
import isopose.study.Axis.Point;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Selects the source subjects, techniques and objectives of Table 3, and the techniques of Tables 1
 * and 2; all by default.
 *
 * @param subjects body-shape variations of the source
 * @param techniques {@code adversary} (eq. 3), {@code cycle} (eq. 4)
 * @param objectives forms of the objective; those that a preset does not tell apart are listed
 *     once, see {@link Objective#distinct}
 */
public record Selection(
    List<SourceSubjects> subjects, List<String> techniques, List<Objective> objectives) {

  public Selection {
    subjects = List.copyOf(subjects);
    techniques = List.copyOf(techniques);
    objectives = List.copyOf(objectives);
  }

  /** Everything. */
  public static Selection all() {
    return in(List.of(SourceSubjects.RECORDED, SourceSubjects.FIVE, SourceSubjects.RANDOM));
  }

  /** Everything, with these source subjects. */
  public static Selection in(List<SourceSubjects> subjects) {
    return new Selection(subjects, List.of("adversary", "cycle"), List.of(Objective.values()));
  }

  /** A group of rows for each variation of the source subjects. */
  Axis subjectsAxis() {
    return Axis.groups(
        "subjects",
        subjects.stream()
            .map(one -> Point.of(label(one), Map.of("subjects", one.name())))
            .toArray(Point[]::new));
  }

  /** A group of rows for each objective. */
  Axis objectiveAxis() {
    return Axis.groups(
        "objective",
        objectives.stream()
            .map(one -> Point.of(one.label(), one.settings()))
            .toArray(Point[]::new));
  }

  /** A variant of each method for each technique. */
  Axis techniqueAxis() {
    return Axis.variants(
        "technique",
        techniques.stream()
            .map(name -> Point.of("%s" + suffix(name), Map.of("technique", name)))
            .toArray(Point[]::new));
  }

  /** The suffix of a method's name in the paper. */
  static String suffix(String technique) {
    return technique.equals("adversary") ? "-Adv" : "-Cyc";
  }

  private static String label(SourceSubjects subjects) {
    return switch (subjects) {
      case RECORDED -> "as recorded";
      case FIVE -> "five people";
      default -> subjects.name().toLowerCase(Locale.ROOT) + " people";
    };
  }
}
