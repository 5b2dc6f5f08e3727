package isopose.chart.pose;

import isopose.chart.Style;
import isopose.skeleton.Skeleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The scripts that draw poses on a page, and the values that they need. */
public enum PoseScript {
  /** The interactive view of {@link MovingPoses}. */
  SCENE("draw.js", "scene.js"),
  /** The view of a live session, a module for anywidget. */
  LIVE("draw.js", "controls.js", "camera.js", "panels.js", "live.js"),
  /** The detector of a live session, a worker's script. */
  LANDMARKER("tflite.js", "landmarker.js");

  private static final Pattern INDENT_OR_COMMENT =
      Pattern.compile("(?m)^ +|^ *(//|/\\*\\*.*\\*/$).*\\R|^\\R");

  private static final int LINES = 7; // with colours that are told apart

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<String> files;

  PoseScript(String... files) {
    this.files = List.of(files);
  }

  /** Its text, complete in itself, without indentation and lines of comment. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      try (InputStream in = PoseScript.class.getResourceAsStream(file)) {
        String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        text.append(INDENT_OR_COMMENT.matcher(source).replaceAll("")).append('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }

  /** Bones, their colours and the head, as {@code draw.js} needs them. */
  public static Map<String, Object> skeleton(Skeleton skeleton) {
    PosePainter painter = new PosePainter(skeleton, 1);
    List<String> boneColours = new ArrayList<>();
    for (int j = 0; j < skeleton.size(); j++) {
      boneColours.add(Style.hex(painter.colour(j)));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("parents", skeleton.parents());
    values.put("boneColours", boneColours);
    values.put("head", painter.head());
    return values;
  }

  /** The colours of everything but bones, by their names in the scripts. */
  public static Map<String, Object> colours() {
    Map<String, Object> colours = new LinkedHashMap<>();
    colours.put("right", Style.hex(Style.RIGHT));
    colours.put("left", Style.hex(Style.LEFT));
    colours.put("middle", Style.hex(Style.MIDDLE));
    colours.put("truth", Style.hex(Style.TRUTH));
    colours.put("ink", Style.hex(Style.INK));
    colours.put("faint", Style.hex(Style.FAINT_INK));
    colours.put("grid", Style.hex(Style.GRID));
    List<String> lines = IntStream.range(0, LINES).mapToObj(String::valueOf).toList();
    colours.put("series", Style.colours(lines).values().stream().map(Style::hex).toList());
    return colours;
  }
}
