package isopose.io;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A file or an option that cannot be used. The message is the one line a user sees: which file,
 * which field, what was expected, what to do. The command line turns it into exit code 2. There is
 * no stack trace, so that a notebook cell, too, shows the one line; the failure behind it is kept
 * as a suppressed exception.
 */
public class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the one line for the user. */
  public BadInput(String message) {
    super(oneLine(message), null, true, false);
  }

  /** With the one line for the user and the failure behind it; null where there is none. */
  public BadInput(String message, Throwable cause) {
    this(message);
    if (cause != null) {
      addSuppressed(cause);
    }
  }

  /**
   * A value that an earlier step should have made. In a notebook, a variable of a cell that failed
   * or was interrupted is null.
   *
   * @param name of the value, for the message
   */
  public static <T> T requireMade(T value, String name) {
    if (value == null) {
      throw new BadInput(
          name
              + " is null: the cell that makes it failed, was interrupted or has not run; run it"
              + " again");
    }
    return value;
  }

  /**
   * One of several by its name.
   *
   * @param label each one's name
   * @param message with two %s: the name that was asked for, and all names
   * @throws BadInput with this message if none has the name
   */
  public static <T> T requireNamed(
      Collection<T> all, Function<T, String> label, String name, String message) {
    return all.stream()
        .filter(one -> label.apply(one).equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              String names = all.stream().map(label).collect(Collectors.joining(", "));
              return new BadInput(message.formatted(name, names));
            });
  }

  /** A message may quote an untrusted file: line breaks and control characters are removed. */
  private static String oneLine(String message) {
    return message.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\\uFFFD]", "?");
  }
}
