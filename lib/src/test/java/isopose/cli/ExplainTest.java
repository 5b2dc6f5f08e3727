package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code adapt --explain}: what is recognised in a file of detections. */
class ExplainTest {
  @Test
  void explainSaysWhatWasRecognisedAndNeedsNoModel() {
    Path poses = Fixtures.path("field/04-openpose/json");
    CommandRun explained = CommandRun.of("adapt", "--target", poses, "--explain");
    assertEquals(0, explained.code(), explained.err());
    for (String expected :
        List.of(
            "format: openpose",
            "joints: body25",
            "pelvis",
            "head_top: 2 times as far from thorax as mean of left_ear, right_ear",
            "confidence: 0.8",
            "60 frames, seen in 57")) {
      assertTrue(explained.out().contains(expected), expected + " in " + explained.out());
    }
    CommandRun json = CommandRun.of("adapt", "--target", poses, "--explain", "--json");
    assertEquals("openpose", json.json().get("format").getAsString());
    CommandRun noModel = CommandRun.of("adapt", "--target", poses);
    assertEquals(2, noModel.code());
    assertTrue(noModel.err().contains("--run"), noModel.err());
    CommandRun noFile = CommandRun.of("adapt", "--target", "bandai-cmu", "--explain");
    assertEquals(2, noFile.code());
    assertTrue(noFile.err().contains("--explain"), noFile.err());
  }
}
