package isopose.experiment;

import com.google.gson.JsonObject;
import isopose.model.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where a record comes from: versions, commit, device, data. */
final class Provenance {
  private Provenance() {}

  /** The part of {@code run.json} that says how, when and from what it was made. */
  static JsonObject of(Session session, JsonObject dataHashes, double seconds) {
    JsonObject json = new JsonObject();
    json.addProperty("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    json.addProperty("seconds", Math.round(seconds * 1000) / 1000.0);
    json.addProperty("device", session.describe());
    json.addProperty("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    json.addProperty("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    json.addProperty("isopose", version());
    json.addProperty("commit", commit());
    json.add("data_sha256", dataHashes);
    return json;
  }

  private static String version() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version != null ? version : "from classes";
  }

  /**
   * The checkout's commit, with "+" after it where files were changed; "unknown" outside of git.
   */
  static String commit() {
    String head = git("rev-parse", "--short=10", "HEAD");
    return head.isEmpty()
        ? "unknown"
        : git("status", "--porcelain", "--", "lib").isEmpty() ? head : head + "+";
  }

  private static String git(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? output.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
