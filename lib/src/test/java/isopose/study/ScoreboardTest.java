package isopose.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import isopose.TinyWorld;
import isopose.metrics.Evaluation;
import isopose.metrics.Protocol;
import isopose.skeleton.Poses;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ScoreboardTest {
  private final Poses truth = TinyWorld.people(2, 1);
  private final Evaluation right = Evaluation.of(truth, truth, Protocol.US);
  private final Evaluation wrong = Evaluation.of(TinyWorld.people(2, 5), truth, Protocol.US);

  @Test
  void everyMethodHasItsScoresAndWhatElseIsKnownOfIt() {
    Table table =
        new Scoreboard()
            .add("right", right)
            .add("wrong", wrong)
            .column("paper", 83.6, 78.9)
            .table();
    assertEquals(List.of("right", "wrong"), table.stringColumn("method").asList());
    assertEquals(100, table.doubleColumn("PCK %").get(0));
    assertEquals(wrong.mpjpe(), table.doubleColumn("MPJPE mm").get(1));
    assertEquals(wrong.paMpjpe(), table.doubleColumn("PA-MPJPE mm").get(1));
    assertEquals(78.9, table.doubleColumn("paper").get(1));
  }

  @Test
  void aColumnOfAnotherLengthIsRefused() {
    Scoreboard board = new Scoreboard().add("right", right).column("paper", 1, 2);
    assertThrows(IllegalArgumentException.class, board::table);
  }
}
