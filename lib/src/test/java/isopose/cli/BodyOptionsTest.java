package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of mode body and of its refinement that do not fit, before any file is read. */
class BodyOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "online, --body, own, are for --mode body",
    "body, --refine, ratios, is for --mode vanilla or online",
    "online, --refine-technique, cycle, needs --refine",
    "body, --body, known, give the body by --body-lengths or --calibration",
    "body, --average-decay, 0.9, mode body makes no steps",
    "none, --steps, 5, --steps: is for --mode vanilla or online",
    "none, --pull, 0.05, --anchor-strength: is for --mode vanilla or online"
  })
  void optionsThatContradictAreRefused(String mode, String option, String value, String words) {
    CommandRun run =
        CommandRun.of("adapt", "--run", "x", "--target", "y", "--mode", mode, option, value);
    assertEquals(2, run.code());
    assertTrue(run.err().contains(words), run.err());
  }
}
