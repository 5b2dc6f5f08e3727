package isopose;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.io.BadInput;
import org.junit.jupiter.api.function.Executable;

/** What a test expects of a refusal. */
public final class BadInputs {
  private BadInputs() {}

  /** That the call ends in {@link BadInput} of one printable line; returns the line. */
  public static String assertOneLine(Executable call) {
    String message = assertThrows(BadInput.class, call).getMessage();
    assertTrue(message.matches("[\\p{Print}]{10,400}"), message);
    return message;
  }
}
