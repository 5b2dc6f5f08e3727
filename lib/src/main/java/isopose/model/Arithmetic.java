package isopose.model;

import java.util.Arrays;
import java.util.Locale;

/** How the steps of training and adaptation are computed; the results are equal up to rounding. */
public enum Arithmetic {
  /** As the equations read, every gradient by autograd: the reference that tests compare with. */
  AUTOGRAD("plain"),
  /**
   * One call of a TorchScript a step, in a fraction of the time: see {@code AdaptationStep} and
   * {@code JointStep} in {@code model.fused}. Networks other than the paper's and losses without a
   * {@code ClosedForm} are computed by {@link #AUTOGRAD}.
   */
  FUSED("fast");

  private final String formerName;

  Arithmetic(String formerName) {
    this.formerName = formerName;
  }

  /**
   * By name, in any case; the former names plain and fast are accepted, too.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Arithmetic of(String name) {
    return Arrays.stream(values())
        .filter(a -> a.name().equalsIgnoreCase(name) || a.formerName.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected autograd or fused, got " + name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
