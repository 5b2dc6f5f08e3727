package isopose.data;

/**
 * A file or an option that cannot be used. The message is the one line a user sees: which file,
 * which field, what was expected, what to do. The command line turns it into exit code 2.
 */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the one line for the user. */
  public BadInput(String message) {
    super(message);
  }

  /** With the one line for the user and the failure behind it. */
  public BadInput(String message, Throwable cause) {
    super(message, cause);
  }
}
