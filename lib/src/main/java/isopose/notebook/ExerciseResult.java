package isopose.notebook;

import isopose.chart.Markup;

/**
 * The result of checking an answer; rendered by the notebook.
 *
 * @param exercise the exercise's name
 * @param state open, wrong or right
 * @param message what to think about; empty for an open exercise
 */
public record ExerciseResult(String exercise, State state, String message) {

  /** The state of an answer. */
  public enum State {
    /** Not answered yet. */
    OPEN("#757575", "\u270E", "yours to complete; run this cell again for the check"),
    /** A check fails. */
    WRONG("#D55E00", "\u2717", "not yet: "),
    /** Every check holds. */
    RIGHT("#009E73", "\u2713", "right: ");

    private final String colour;
    private final String sign;
    private final String words;

    State(String colour, String sign, String words) {
      this.colour = colour;
      this.sign = sign;
      this.words = words;
    }
  }

  /** Whether every check holds. */
  public boolean isRight() {
    return state == State.RIGHT;
  }

  String html() {
    return "<div style=\"border-left:4px solid %s;padding:0.2em 0.8em;overflow-wrap:anywhere\"><b>%s %s</b>: %s</div>"
        .formatted(
            state.colour,
            state.sign,
            Markup.escape(exercise),
            Markup.escape(state.words + message));
  }

  /** One line; the same in every run. */
  @Override
  public String toString() {
    return state.sign + " " + exercise + ": " + state.words + message;
  }
}
