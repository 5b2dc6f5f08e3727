package isopose.data.scenario;

import com.google.gson.Gson;
import isopose.geometry.CameraPlacement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What a scenario is made of, written out: which clips in which order, which frames, which cameras.
 *
 * @param scenario its name
 * @param seed of the draw
 * @param source the source's clips
 * @param validation clips of the source that are held out, by file name
 * @param target the target's clips, in the order of the stream
 * @param parts named parts of the target: the actions of each
 */
record ScenarioManifest(
    String scenario,
    long seed,
    Folder source,
    List<String> validation,
    Folder target,
    Map<String, Set<String>> parts) {
  /** The embedded scenario. */
  static final String BANDAI_CMU = "bandai-cmu";

  /** The seed of the committed manifest and of everything random in the scenarios. */
  static final long SEED = 2007;

  /** Clips of one folder. */
  record Folder(String folder, List<Clip> clips) {
    List<String> files() {
      return clips.stream().map(Clip::file).toList();
    }
  }

  /** Every {@code stride}-th frame from {@code first} on, seen by each of the cameras. */
  record Clip(String file, int first, int stride, List<CameraPlacement> cameras) {}

  /** The committed text of a scenario's manifest. */
  static String text(String scenario) {
    String resource = scenario + ".json";
    try (InputStream in = ScenarioManifest.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the library's resource " + resource + " is damaged", e);
    }
  }

  /** The committed manifest of {@code bandai-cmu}, from which others take clips and cameras. */
  static ScenarioManifest embedded() {
    return fromJson(text(BANDAI_CMU));
  }

  static ScenarioManifest fromJson(String json) {
    return new Gson().fromJson(json, ScenarioManifest.class);
  }

  /** JSON with one clip a line, for readable diffs. */
  String toJson() {
    Gson gson = new Gson();
    return """
        {
        "scenario": %s,
        "seed": %d,
        "source": %s,
        "validation": %s,
        "target": %s,
        "parts": %s
        }
        """
        .formatted(
            gson.toJson(scenario),
            seed,
            toJson(gson, source),
            gson.toJson(validation),
            toJson(gson, target),
            gson.toJson(parts));
  }

  private static String toJson(Gson gson, Folder folder) {
    StringJoiner clips = new StringJoiner(",\n", "[\n", "\n]");
    folder.clips().forEach(clip -> clips.add(gson.toJson(clip)));
    return "{\"folder\": %s, \"clips\": %s}".formatted(gson.toJson(folder.folder()), clips);
  }
}
