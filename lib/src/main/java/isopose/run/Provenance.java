package isopose.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.model.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The origin of a record: versions, commit, device, data. */
public final class Provenance {
  private Provenance() {}

  /** The part of {@code run.json} about time, versions, device and data. */
  public static JsonObject of(Session session, JsonObject dataHashes, double seconds) {
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

  /** The duration in seconds, from a {@code run.json}. */
  static double seconds(JsonObject record) {
    return record.getAsJsonObject("made").get("seconds").getAsDouble();
  }

  /** Adds what keeps a record's numbers from being comparable with published ones. */
  static void addCaveats(JsonObject record, List<String> caveats) {
    if (!caveats.isEmpty()) {
      JsonArray lines = new JsonArray();
      caveats.forEach(lines::add);
      record.add("caveats", lines);
    }
  }

  private static String version() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version != null ? version : "from classes";
  }

  /**
   * The commit that the jar was built from, with "+" after it where files differed from it. It is
   * in the jar's manifest; a jar built outside of a clone has none.
   */
  public static String commit() {
    Path library = Project.library();
    if (!Files.isRegularFile(library)) {
      return "from classes";
    }
    try (JarFile jar = new JarFile(library.toFile())) {
      return commit(jar.getManifest().getMainAttributes());
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** As the build wrote it: see {@code pom.xml}. */
  static String commit(Attributes manifest) {
    String commit = manifest.getValue("Commit");
    if (commit == null || !commit.matches("[0-9a-f]{7,40}")) {
      return "unknown";
    }
    return "true".equals(manifest.getValue("Commit-Dirty")) ? commit + "+" : commit;
  }
}
