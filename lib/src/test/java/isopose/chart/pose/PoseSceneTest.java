package isopose.chart.pose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.TinyWorld;
import isopose.chart.Ink;
import isopose.chart.Style;
import isopose.data.PoseFile;
import isopose.run.TargetStream;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class PoseSceneTest {
  private final Poses truth = TinyWorld.people(3, 1);
  private final Poses other = TinyWorld.people(3, 2);

  private static JsonObject json(PoseScene scene) {
    return JsonParser.parseString(new ScenePage(scene).json()).getAsJsonObject();
  }

  /** As the function of that name in {@code scene.js}. */
  private static short[] numbers(String base64, int frames) {
    byte[] bytes;
    try (var in =
        new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int count = bytes.length / 2;
    short[] numbers = new short[count];
    int value = 0;
    for (int i = 0; i < count; i++) {
      int code = (bytes[i] & 0xff) | ((bytes[count + i] & 0xff) << 8);
      value += (code >> 1) ^ -(code & 1);
      numbers[i % frames * (count / frames) + i / frames] = (short) value;
    }
    return numbers;
  }

  @Test
  void numbersOfEverySizeAreKept() {
    double[] values = {0, 1, -1, 32767, -32767, Double.NaN, -32767, 40000, -1e9, 0.4, -300};
    short[] rounded = {0, 1, -1, 32767, -32767, Shorts.MISSING, -32767, 32767, -32767, 0, -300};
    String text = Shorts.encode(values.length, 2, (f, k) -> k == 0 ? values[f] : f);
    short[] numbers = numbers(text, values.length);
    for (int f = 0; f < values.length; f++) {
      assertEquals(rounded[f], numbers[2 * f], "frame " + f);
      assertEquals(f, numbers[2 * f + 1]);
    }
  }

  @Test
  void thePageGetsEveryPoseInMillimetresAboutItsRoot() {
    Poses moved = truth.slice(0, 3);
    for (int j = 0; j < 17; j++) {
      moved.set(1, j, 0, moved.get(1, j, 0) + 4000); // wherever it stands
    }
    moved.set(2, 13, 0, Float.NaN);
    PoseView view = PoseView.of("Joint", moved).truth(truth).frame(1, "a").frame(2, "b");
    short[] poses =
        numbers(
            json(view.scene())
                .getAsJsonArray("methods")
                .get(0)
                .getAsJsonObject()
                .get("poses")
                .getAsString(),
            2);
    assertEquals(2 * 17 * 3, poses.length);
    for (int k = 0; k < 17 * 3; k++) {
      assertEquals(truth.get(1, k / 3, k % 3), poses[k], 0.51, "number " + k);
    }
    assertEquals(Shorts.MISSING, poses[17 * 3 + 13 * 3]);
    assertArrayEquals(new int[] {1, 2}, view.scene().frames().stream().mapToInt(i -> i).toArray());
  }

  @Test
  void errorsAreTheMeanDistanceInTenthsOfAMillimetre() {
    PoseScene scene = PoseView.of("Joint", other).truth(truth).frames(0, 3).scene();
    short[] errors = numbers(scene.errors(scene.methods().get(0)), 3);
    for (int i = 0; i < 3; i++) {
      double sum = 0;
      for (int j = 0; j < 17; j++) {
        double dx = other.get(i, j, 0) - truth.get(i, j, 0);
        double dy = other.get(i, j, 1) - truth.get(i, j, 1);
        double dz = other.get(i, j, 2) - truth.get(i, j, 2);
        sum += Math.sqrt(dx * dx + dy * dy + dz * dz);
      }
      assertEquals(10 * sum / 17, errors[i], 0.51);
    }
  }

  @Test
  void theInputHasOneSizeHoweverNearThePersonIs() {
    Poses input = flat(truth, 0.25);
    Poses near = flat(truth, 3);
    String far = PoseView.of("x", truth).input(input).frames(0, 3).scene().units();
    assertArrayEquals(
        numbers(far, 3),
        numbers(PoseView.of("x", truth).input(near).frames(0, 3).scene().units(), 3));
  }

  private static Poses flat(Poses poses, double pixels) {
    Poses flat = Poses.zeros(poses.count(), 17, 2);
    for (int k = 0; k < flat.values().length; k++) {
      flat.values()[k] = (float) (500 + pixels * poses.values()[k / 2 * 3 + k % 2]);
    }
    return flat;
  }

  @Test
  void hostileWordsNeverBecomeMarkup() {
    String hostile = "</script><img src=x onerror=alert(1)>'\"&";
    String page =
        PoseView.of(hostile, truth).title(hostile).frame(0, hostile).frame(1, hostile).html();
    assertFalse(page.contains("<img src=x"), "escaped");
    assertEquals(3, page.split("</script", -1).length, "one end for each of the two scripts");
    assertEquals(
        hostile,
        json(PoseView.of(hostile, truth).title(hostile).frame(0, hostile).scene())
            .get("title")
            .getAsString());
  }

  @Test
  void thePageAsksForNothingAndIsTheSameEveryTime() {
    String page = PoseView.of("Joint", other).truth(truth).frames(0, 3).html();
    assertFalse(page.matches("(?s).*(https?:|//[a-z]+\\.|@import|url\\().*"));
    assertEquals(page, PoseView.of("Joint", other).truth(truth).frames(0, 3).html());
    assertTrue(page.contains("src=\"data:image/png;base64,"), "the still picture");
  }

  @Test
  void aLongStreamIsThinnedToABoundedPageAndSaysWhichSamplesItShows() {
    int count = 20_000;
    Poses many = Poses.zeros(count, 17, 3);
    TargetStream stream =
        TargetStream.of(
            "long", PoseFile.ofClips(ones(count), many, Collections.nCopies(count, "clip")));
    StreamPlayer player =
        StreamPlayer.of(stream).prediction("Joint", many).prediction("Online", many);
    assertTrue(player.html().length() < 400_000, player.html().length() + " characters");
    var frames = player.scene().frames();
    assertTrue(frames.size() > 300, frames.size() + " frames");
    assertEquals(frames.get(1) - frames.get(0), frames.get(9) - frames.get(8));
    assertEquals(
        frames.get(1).intValue(), json(player.scene()).getAsJsonArray("frames").get(1).getAsInt());
  }

  private static Poses ones(int count) {
    Poses poses = Poses.zeros(count, 17, 2);
    IntStream.range(0, poses.values().length).forEach(k -> poses.values()[k] = k % 34);
    return poses;
  }

  @Test
  void theStillPictureShowsBothSidesAndTheTruth() {
    PoseScene scene = PoseView.of("Joint", other).truth(truth).frames(0, 3).scene();
    BufferedImage still = new PoseStill(scene).image();
    int legend = still.getHeight() - 80;
    BufferedImage poses = still.getSubimage(0, 0, still.getWidth(), legend);
    assertTrue(Ink.count(poses, Style.RIGHT, 0, 600) > 200);
    assertTrue(Ink.count(poses, Style.LEFT, 0, 600) > 200);
    assertTrue(Ink.count(poses, Style.TRUTH, 0, 600) > 200);
  }

  @Test
  void aTurnKeepsLengthsAndLooksFromWhereItSays() {
    Turn side = new Turn(Math.PI / 2, 0);
    double[] fromTheSide = side.of(Skeleton.H36M_17, truth, 0, 13);
    assertEquals(truth.get(0, 13, 2), fromTheSide[0], 1e-3, "depth runs to the right");
    assertEquals(truth.get(0, 13, 1), fromTheSide[1], 1e-3);
    double[] turned = Turn.START.of(Skeleton.H36M_17, truth, 0, 13);
    assertEquals(norm(fromTheSide), norm(turned), 1e-3);
    double[] above = new Turn(0, Math.PI / 2).of(Skeleton.H36M_17, truth, 0, 13);
    assertEquals(-truth.get(0, 13, 2), above[1], 1e-3, "from above, far is up on the page");
  }

  private static double norm(double... v) {
    return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    PoseView view = PoseView.of("Joint", truth);
    assertThrows(IllegalArgumentException.class, () -> view.truth(truth.slice(0, 2)));
    assertThrows(IllegalArgumentException.class, () -> view.input(truth));
    assertThrows(IllegalArgumentException.class, () -> view.frame(3, "none"));
    assertThrows(IllegalStateException.class, view::html);
  }
}
