package isopose.data.sets;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.data.PoseFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole files with numbers that are none, in another unit than their format's, or in a circle. */
class HostileNumbersTest {

  private static void read(String fixture) {
    Path file = Fixtures.path("hostile/" + fixture);
    switch (fixture.replaceFirst("_.*", "")) {
      case "h36m" -> Human36m.read(file, null, Human36m.TEST);
      case "3dhp" -> MpiInf3dhp.readFile(file, "TS5", MpiInf3dhp.Truth.UNIVERSAL);
      case "3dpw" -> ThreeDpw.read(file);
      case "spin" -> Spin.read(file);
      case "poseaug" -> PoseAug.read(file);
      case "lsp" -> Lsp.read(file);
      case "mpii" -> Mpii.read(file);
      default -> PoseFiles.read(file);
    }
  }

  private static void assertSays(String fixture, String... words) {
    String line = assertOneLine(() -> read(fixture));
    for (String word : words) {
      assertTrue(line.contains(word), line);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h36m", "3dhp", "3dpw", "spin", "poseaug"})
  void aCoordinateThatIsNoneIsNamedWithItsPlace(String set) {
    String ending = set.equals("3dhp") ? ".mat" : set.equals("3dpw") ? ".pkl" : ".npz";
    assertSays(set + "_nan" + ending, "coordinate NaN at pose");
    assertSays(set + "_inf" + ending, "coordinate Infinity at pose");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lsp_nan.mat", "lsp_inf.mat", "mpii_nan.mat", "mpii_inf.mat"})
  void aMarkThatIsNoneIsRefused(String fixture) {
    if (fixture.startsWith("lsp")) {
      assertSays(fixture, "at pose 2, joint 5", "remove the pose");
    } else {
      assertSays(fixture, "[RELEASE]", "expected", "get it again");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h36m_millimetres.npz",
        "3dpw_millimetres.pkl",
        "spin_millimetres.npz",
        "poseaug_millimetres.npz"
      })
  void millimetresForMetresAreRefusedWithAHint(String fixture) {
    assertSays(fixture, "thigh", "divide by 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3dhp_metres.mat", "mixed_units.npz"})
  void metresForMillimetresAreRefusedWithAHint(String fixture) {
    assertSays(fixture, "thigh", "multiply by 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pose2d_inf.npz"})
  void infinitePixelsAreNamedWithTheirPlace(String fixture) {
    assertSays(fixture, "[pose2d]", "coordinate Infinity at pose 4, joint 7");
  }

  @ParameterizedTest
  @Timeout(20)
  @ValueSource(strings = {"itself", "circle", "file", "group"})
  void linksAreNotFollowedInACircleOrOutOfTheFile(String kind) {
    String line = assertOneLine(() -> read("3dhp_link_" + kind + ".mat"));
    assertTrue(
        List.of("expected an array of numbers", "get it again", "lacks valid_frame").stream()
            .anyMatch(line::contains),
        line);
  }
}
