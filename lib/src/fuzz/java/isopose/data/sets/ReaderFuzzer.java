package isopose.data.sets;

import isopose.io.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Coverage-guided fuzzing of one reader, which the system property {@code isopose.fuzz} names. A
 * reader returns or throws {@link BadInput} of one line; anything else is a finding.
 *
 * <p>{@link FuzzReaders} runs it for every reader, and bounds memory and time an input too.
 */
public final class ReaderFuzzer {
  static final String PROPERTY = "isopose.fuzz";

  private static final ReaderUnderTest READER =
      ReaderUnderTest.valueOf(System.getProperty(PROPERTY));
  private static final Path FILE = folder().resolve(READER.fileName());

  private ReaderFuzzer() {}

  /** Called by Jazzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    READER.write(FILE, input);
    try {
      READER.read(FILE);
    } catch (BadInput e) {
      if (!e.getMessage().matches("[^\\p{C}\\uFFFD]{10,600}")) {
        throw new AssertionError("no clear line: " + e.getMessage(), e);
      }
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
