package isopose.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.chart.vega.VegaLite;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class TrainingCurvesTest {
  /** A page: what each place shows now, in the order of the places. */
  private static final class Page implements Screen {
    final Map<String, MimeBundle> places = new LinkedHashMap<>();

    @Override
    public String show(MimeBundle shown) {
      String folder = "place " + places.size();
      places.put(folder, shown);
      return folder;
    }

    @Override
    public void update(String folder, MimeBundle shown) {
      assertTrue(places.containsKey(folder));
      places.put(folder, shown);
    }

    List<String> words() {
      return places.values().stream().map(shown -> shown.data().get(MimeBundle.PLAIN)).toList();
    }
  }

  private static Table epochs(int count) {
    double[] errors = {90, 60, 40};
    return Table.create(
        "epochs",
        IntColumn.indexColumn("epoch", count, 1),
        DoubleColumn.create("validation_mpjpe", Arrays.copyOf(errors, count)));
  }

  private static TrainingCurves curves(Page page) {
    return new TrainingCurves("Joint", page, () -> 0)
        .chart("Held-out clips", "mm", "validation_mpjpe", "validation_ssl_head_mpjpe");
  }

  @Test
  void curvesGrowInTheirPlace() {
    Page page = new Page();
    TrainingCurves curves = curves(page);
    curves.update(5, 30, "epoch 1/3");
    curves.epochs(epochs(1));
    MimeBundle first = page.places.get("place 1");
    curves.epochs(epochs(2));
    assertEquals(2, page.places.size());
    assertNotEquals(first, page.places.get("place 1"));
    assertFalse(first.data().containsKey(VegaLite.MIME_TYPE)); // would flicker after every epoch
    curves.finished(12);
    assertTrue(page.places.get("place 1").data().containsKey(VegaLite.MIME_TYPE));
  }

  @Test
  void aLoadedTrainingLeavesThePageThatTheTrainingLeft() {
    Page trained = new Page();
    try (TrainingCurves curves = curves(trained)) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        curves.update(10L * epoch, 30, "epoch " + epoch);
        curves.epochs(epochs(epoch));
      }
      curves.epochs(epochs(3));
      curves.finished(12);
    }
    Page loaded = new Page();
    TrainingCurves curves = curves(loaded);
    curves.epochs(epochs(3));
    curves.finished(12);
    assertEquals(trained.places, loaded.places);
    String words = "chart 'Held-out clips': mm, by epoch; validation mpjpe 40 to 90";
    assertEquals(List.of("Joint: done in 12 s", words), loaded.words());
  }

  @Test
  void anInterruptedTrainingSaysSoAndKeepsItsCurves() {
    Page page = new Page();
    TrainingCurves curves = curves(page);
    curves.update(10, 30, "epoch 1");
    curves.epochs(epochs(1));
    curves.close();
    assertEquals("Joint: 10 of 30, stopped after 0 s", page.words().get(0));
    assertEquals(2, page.places.size());
  }

  @Test
  void columnsThatATrainingDoesNotLogAreSaid() {
    Page page = new Page();
    new TrainingCurves("Baseline", page, () -> 0)
        .chart("The game", "accuracy", "discriminator_accuracy")
        .epochs(epochs(2));
    assertTrue(page.words().get(1).contains("logs none of"), page.words().toString());
  }
}
