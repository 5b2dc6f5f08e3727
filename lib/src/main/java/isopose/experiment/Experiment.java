package isopose.experiment;

import java.util.List;

/**
 * A table or figure of the paper, as something that can be run: which runs it is made of, and what
 * they say. Charts are drawn from what {@link #evaluate} returns, elsewhere.
 */
public interface Experiment {

  /** The paper's name for it, such as "table 3" or "figure 5". */
  String name();

  /** One line for lists and help. */
  String about();

  /**
   * Every run that it looks at; those without a record are run first, by several workers at once
   * where that is asked for.
   */
  List<Trial> trials(Study study);

  /** The findings, once all trials are there; whatever is not, is run now. */
  Findings evaluate(Study study);
}
