package isopose.bench;

import isopose.io.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another program that times the same steps: it prints one line a step, the step's name first and
 * its milliseconds last, and ends.
 *
 * @param command what a shell would run
 */
public record Peer(String command) {
  private static final Pattern LINE = Pattern.compile("(\\S+)\\s.*?(\\d+(?:\\.\\d+)?)\\s*");
  private static final int MOST_LINES = 10_000;

  /**
   * Runs it once.
   *
   * @return milliseconds by name; names that no step has are left to the caller
   * @throws BadInput if it fails or prints no such line
   */
  Map<String, Double> time() {
    Map<String, Double> times = new LinkedHashMap<>();
    try {
      Process process =
          new ProcessBuilder(shell()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        lines.lines().limit(MOST_LINES).forEach(line -> read(line, times));
        if (process.waitFor() != 0) {
          throw new BadInput(
              "--vs: '%s' ended with exit code %d".formatted(command, process.exitValue()));
        }
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new BadInput("--vs: cannot run '" + command + "': " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("bench interrupted");
    }
    if (times.isEmpty()) {
      throw new BadInput(
          "--vs: '%s' printed no line like 'online 90.5' (a step's name, its milliseconds)"
              .formatted(command));
    }
    return times;
  }

  private List<String> shell() {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
  }

  static void read(String line, Map<String, Double> times) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      times.put(matcher.group(1), Double.valueOf(matcher.group(2)));
    }
  }
}
