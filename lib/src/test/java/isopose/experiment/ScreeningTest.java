package isopose.experiment;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.experiment.Screening.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the screenings train. */
class ScreeningTest {
  private final Configuration quick = Configuration.quick();

  private static List<Setting> settings(String title) {
    return Screening.find(title).orElseThrow().settings();
  }

  @Test
  void lengthsDifferInNothingButEpochs() {
    List<Configuration> trained =
        settings("lengths").stream().map(setting -> setting.of(quick).canonical()).toList();
    for (Configuration one : trained) {
      Configuration usual = one.ssl().technique().equals("none") ? baseline() : quick;
      assertEquals(usual.with("epochs", one.training().epochs()).canonical(), one);
    }
    assertTrue(trained.contains(quick), "the shortest is the preset: its run is shared");
    assertTrue(trained.contains(baseline()));
    assertTrue(trained.contains(quick.with("epochs", 4 * quick.training().epochs())));
    assertEquals(
        Map.of("none", 3L, "cycle", 3L),
        trained.stream().collect(groupingBy(one -> one.ssl().technique(), counting())));
  }

  private Configuration baseline() {
    return quick.with("technique", "none").canonical();
  }

  @Test
  void finalistsAreAmongTheSettings() {
    assertTrue(settings("settings").containsAll(settings("finalists")));
    assertEquals(
        settings("settings").size(),
        settings("settings").stream().map(s -> s.of(quick).canonical().hash()).distinct().count(),
        "each setting is another training");
  }
}
