package isopose.run.store;

/**
 * The version of the algorithms. It is part of every run's identity, so that records and
 * checkpoints of other versions are not reused.
 *
 * <p>Raise it by one in the commit that changes a result of any training, adaptation or prediction:
 * a loss, a rate's schedule, an initial value, the order of random draws, how poses are read.
 * {@code AlgorithmVersionTest} fails until that is done; afterwards set the test's numbers to the
 * new ones. A change of speed, of a message or of a table's form does not raise it.
 */
public final class AlgorithmVersion {
  /** The present version. */
  public static final int CURRENT = 1;

  private AlgorithmVersion() {}
}
