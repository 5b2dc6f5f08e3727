package isopose.chart.pose;

import com.google.gson.Gson;
import isopose.chart.Markup;
import isopose.chart.Png;
import isopose.chart.Style;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link PoseScene} as markup: a still picture, the numbers, and the script that replaces the
 * picture by an interactive view. A page that runs no script keeps the picture.
 *
 * <p>All words reach the script as JSON, whose {@code <}, {@code >}, {@code &} and quotes Gson
 * escapes, and the page as text, never as markup.
 */
final class ScenePage {
  private static final Gson GSON = new Gson();
  private static final int TENTHS = 10;

  private record PageMethod(String name, String poses, String errors) {}

  private record PageCurve(String name, String values) {}

  private final PoseScene scene;

  ScenePage(PoseScene scene) {
    this.scene = scene;
  }

  String html() {
    return """
        <div class="isopose-scene" data-lm-suppress-shortcuts="true" style="max-width:%dpx">
        <img alt="%s" style="width:100%%;max-width:%dpx" src="data:image/png;base64,%s">
        <script type="application/json">%s</script>
        </div>
        <script>
        %s</script>"""
        .formatted(
            Style.WIDTH, Markup.escape(scene.words()), Style.WIDTH, still(), json(), script());
  }

  private String still() {
    return Base64.getEncoder().encodeToString(Png.of(new PoseStill(scene).image()));
  }

  private static String script() {
    return "(function () {\n'use strict';\n%s})();\n".formatted(PoseScript.SCENE.text());
  }

  /** What {@code scene.js} draws; its first comment says what each key holds. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", scene.title());
    json.putAll(PoseScript.skeleton(scene.skeleton()));
    json.put("colours", colours());
    json.put("frames", scene.frames());
    json.put("captions", scene.captionChanges());
    json.put("framesPerSecond", scene.framesPerSecond());
    json.put("start", List.of(Turn.START.yaw(), Turn.START.pitch()));
    if (scene.input() != null) {
      json.put("input", scene.units());
    }
    if (scene.truth() != null) {
      json.put("truth", scene.millimetres(scene.truth()));
    }
    json.put("methods", methods());
    json.put("curves", curves());
    json.put("curvesTitle", scene.curvesTitle());
    return GSON.toJson(json);
  }

  private List<PageMethod> methods() {
    return scene.methods().stream()
        .map(
            method ->
                new PageMethod(
                    method.name(),
                    scene.millimetres(method.poses()),
                    scene.truth() == null ? null : scene.errors(method)))
        .toList();
  }

  private List<PageCurve> curves() {
    return scene.curves().stream()
        .map(
            curve ->
                new PageCurve(
                    curve.name(),
                    Shorts.encode(
                        curve.values().size(), 1, (f, k) -> TENTHS * curve.values().get(f))))
        .toList();
  }

  private Map<String, Object> colours() {
    Map<String, Object> colours = new LinkedHashMap<>(PoseScript.colours());
    List<String> curves = scene.curves().stream().map(curve -> curve.name()).toList();
    colours.put("series", Style.colours(curves).values().stream().map(Style::hex).toList());
    return colours;
  }
}
