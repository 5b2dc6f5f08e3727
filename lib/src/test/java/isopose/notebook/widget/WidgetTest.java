package isopose.notebook.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.io.BadInput;
import isopose.live.Latest;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WidgetTest {
  /** While 1 is computed, 2 and 3 arrive: 2 is never computed. */
  @Test
  void onlyTheNewestOfTheValuesThatWaitIsUsed() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    BlockingQueue<Integer> used = new LinkedBlockingQueue<>();
    Latest<Integer> latest =
        new Latest<>(
            "test",
            value -> {
              begun.countDown();
              try {
                assertTrue(go.await(10, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              used.add(value);
            });
    latest.submit(1);
    assertTrue(begun.await(10, TimeUnit.SECONDS));
    latest.submit(2);
    latest.submit(3);
    go.countDown();
    assertEquals(1, used.poll(10, TimeUnit.SECONDS));
    assertEquals(3, used.poll(10, TimeUnit.SECONDS));
    latest.submit(4);
    assertEquals(4, used.poll(10, TimeUnit.SECONDS), "after a pause, too");
    assertTrue(used.isEmpty());
    assertEquals(1, latest.dropped());
  }

  /** Native code keeps memory for each thread that called it. */
  @Test
  void valuesThatFollowEachOtherShareAThread() throws InterruptedException {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    Latest<Integer> latest = new Latest<>("test", value -> threads.add(Thread.currentThread()));
    latest.submit(1);
    Thread first = threads.poll(10, TimeUnit.SECONDS);
    Thread.sleep(20);
    latest.submit(2);
    assertSame(first, threads.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void aLogarithmicSliderStartsAtTheGeometricMean() {
    Slider slider = new Slider("alpha", 1e-6, 1e-2).log();
    assertEquals(1e-4, slider.first(), 1e-12);
    assertEquals("alpha = 2.00e-05", slider.describe(slider.start(2e-5).first()));
    assertEquals(0.5, slider.changed(json("{'value': 0.5}")));
    assertNull(slider.changed(json("{'other': 1}")));
  }

  @Test
  void aSliderOfWholeNumbersStartsAndStopsAtThem() {
    Slider slider = new Slider("pose", 0, 399).whole();
    assertEquals(200, slider.first());
    assertEquals("pose = 17", slider.describe(slider.start(17).first()));
  }

  /** A page moves a value at first to the next position. */
  @Test
  void roundValuesArePositionsOfASlider() {
    JsonObject moved = new JsonObject();
    moved.addProperty("value", 7.1054e-15);
    assertEquals(0, new Slider("bone, per cent", -40, 80).changed(moved));
    moved.addProperty("value", 0.30000000000000004);
    assertEquals(0.3, new Slider("strength", 0, 0.5).changed(moved));
    assertEquals(1, new Slider("bone, per cent", -40, 80).step(), 1e-12);
    assertEquals(0.005, new Slider("strength", 0, 0.5).step(), 1e-12);
    assertEquals(0.02, new Slider("depth", 0, 2).step(), 1e-12);
    Slider alpha = new Slider("alpha", 2e-6, 2e-3).log();
    double positions = Math.log10(2e-5 / 2e-6) / alpha.step();
    assertEquals(Math.rint(positions), positions, 1e-9);
  }

  @Test
  void aSliderWithoutRoomIsRefused() {
    assertThrows(BadInput.class, () -> new Slider("a", 1, 1));
    assertThrows(BadInput.class, () -> new Slider("a", 0, 1).log());
    assertThrows(BadInput.class, () -> new Slider("a", 0, 1).start(2));
    assertThrows(BadInput.class, () -> new Choice("a", List.of()));
  }

  @Test
  void aChoiceIsOneOfItsWords() {
    Choice choice = new Choice("mode", List.of("none", "online"));
    assertEquals("none", choice.first());
    assertEquals("online", choice.changed(json("{'index': 1}")));
    assertNull(choice.changed(json("{}")));
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }
}
