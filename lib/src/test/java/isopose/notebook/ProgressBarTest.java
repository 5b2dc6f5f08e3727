package isopose.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final AtomicLong clock = new AtomicLong();
  private final List<String> drawn = new ArrayList<>();
  private final Screen screen =
      new Screen() {
        @Override
        public String show(MimeBundle shown) {
          drawn.add(shown.data().get(MimeBundle.PLAIN));
          return "here";
        }

        @Override
        public void update(String folder, MimeBundle shown) {
          assertEquals("here", folder);
          drawn.add(shown.data().get(MimeBundle.PLAIN));
        }
      };
  private final ProgressBar bar = new ProgressBar("Training", screen, clock::get);

  @Test
  void theTimeLeftFollowsFromTheTimeSpent() {
    wait(10);
    bar.update(1000, 4000, "loss 0.4");
    assertEquals(List.of("Training: 1,000 of 4,000, 30 s left \u00b7 loss 0.4"), drawn);
  }

  @Test
  void workThatGoesOnIsJudgedByWhatIsDoneSince() {
    bar.update(900, 1000, "");
    wait(10);
    bar.update(910, 1000, "");
    assertEquals("Training: 910 of 1,000, 1 min 30 s left", drawn.get(1));
  }

  @Test
  void aFurtherPieceOfWorkIsJudgedByItselfAlone() {
    wait(100);
    bar.update(1000, 1000, "");
    bar.update(1, 1000, "");
    wait(10);
    bar.update(501, 1000, "");
    assertEquals("Training: 1 of 1,000", drawn.get(1));
    assertEquals("Training: 501 of 1,000, 10 s left", drawn.get(2));
  }

  /** An empty bar would look as if it waited for something. */
  @Test
  void withoutAnythingToDoThereAreOnlyWords() {
    bar.update(0, 0, "all 7 runs are recorded");
    assertEquals(List.of("Training: all 7 runs are recorded"), drawn);
    assertFalse(bar.running(0, "").data().get(MimeBundle.HTML).contains("<progress"));
  }

  @Test
  void itIsDrawnAFewTimesASecondHoweverOftenItIsCalled() {
    for (int i = 0; i < 10_000; i++) {
      clock.addAndGet(1_000_000); // a millisecond each: ten seconds in all
      bar.update(i, 20_000, "");
    }
    assertTrue(drawn.size() >= 20 && drawn.size() <= 30, drawn.size() + " drawings");
  }

  @Test
  void whatStaysHasNoTimeButTheElapsedOne() {
    bar.update(1, 100, "samples/s 123");
    wait(75);
    bar.update(100, 100, "samples/s 456");
    bar.close();
    bar.close();
    bar.update(7, 100, "late");
    assertEquals("Training: 100 of 100, done in 1 min 15 s", drawn.get(drawn.size() - 1));
    assertEquals(2, drawn.size());
  }

  @Test
  void whoNeverClosesItStillLeavesAnEnd() {
    bar.update(100, 100, "samples/s 456");
    assertEquals(List.of("Training: 100 of 100, done in 0 s"), drawn);
  }

  @Test
  void anInterruptedTaskSaysHowFarItCame() {
    bar.update(5, 100, "");
    wait(2);
    bar.close();
    assertEquals("Training: 5 of 100, stopped after 2 s", drawn.get(1));
  }

  @Test
  void aLoadedRecordLeavesTheLineThatTheWorkItselfLeft() {
    ProgressBar loaded = new ProgressBar("Training", screen, clock::get);
    bar.update(5, 100, "");
    wait(70);
    bar.update(100, 100, "");
    bar.finished(75.2);
    String worked = drawn.get(drawn.size() - 1);
    loaded.finished(75.2);
    loaded.close();
    assertEquals("Training: done in 1 min 15 s", worked);
    assertEquals(worked, drawn.get(drawn.size() - 1));
  }

  @Test
  void severalPiecesOfWorkBehindOneBarAddUp() {
    bar.finished(20);
    bar.update(1, 10, "");
    bar.finished(30);
    bar.close();
    assertEquals("Training: done in 50 s", drawn.get(drawn.size() - 1));
  }

  @Test
  void anUnknownTotalShowsTheCountAlone() {
    wait(3);
    bar.update(12_345, 0, "");
    bar.close();
    assertEquals(List.of("Training: 12,345", "Training: 12,345, done in 3 s"), drawn);
  }

  @Test
  void aMessageIsEscapedOnThePage() {
    assertTrue(bar.running(1, "<b>").data().get(MimeBundle.HTML).contains("&lt;b&gt;"));
  }

  @Test
  void timesAreWrittenAsPeopleSayThem() {
    assertEquals("59 s", ProgressBar.time(59.4));
    assertEquals("1 min 0 s", ProgressBar.time(59.6));
    assertEquals("2 h 5 min", ProgressBar.time(7530));
  }

  private void wait(int seconds) {
    clock.addAndGet(seconds * 1_000_000_000L);
  }
}
