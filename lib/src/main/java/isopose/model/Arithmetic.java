package isopose.model;

/** How the same mathematics is computed. */
public enum Arithmetic {
  /** As the equations read, every gradient recorded: what the fast way is tested against. */
  PLAIN,
  /**
   * The same numbers up to rounding in a fraction of the operations: see {@link ResidualStep} and
   * {@link JointStep}. Networks of one's own are computed plainly.
   */
  FAST
}
