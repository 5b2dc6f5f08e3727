package isopose.adapt;

/** How the same mathematics is computed. */
public enum Arithmetic {
  /** As Algorithm 1 reads, every gradient recorded: what the fast way is tested against. */
  PLAIN,
  /**
   * The same numbers up to rounding in a fraction of the operations: see {@link FastIteration}.
   * Networks with parts of one's own that are not {@code Reversible} are computed plainly.
   */
  FAST
}
