package isopose.run.files;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.run.TargetStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A folder of detections becomes streams in one line. */
class DetectedPeopleTest {
  @Test
  void aFolderIsAStreamForEachPerson() {
    List<TargetStream> people =
        DetectedPeople.named(Fixtures.path("field/04-openpose/json").toString()).streams();
    assertEquals(1, people.size());
    TargetStream person = people.get(0);
    assertEquals(58, person.count(), "two of 60 frames have no pose");
    assertEquals(2, person.frames().get(0).number());
    assertTrue(person.filled().get(28), "nobody was found in frame 30");
  }

  @Test
  void optionsAreThoseOfTheCommandLine() {
    String file = Fixtures.path("field/09-mediapipe/normalised-by-width-and-height.npz").toString();
    assertTrue(assertOneLine(() -> DetectedPeople.named(file)).contains("--image-size"));
    assertEquals(1, DetectedPeople.named(file, "--image-size=1280x720").streams().size());
    for (String option : List.of("--size=1", "--person", "1280x720")) {
      assertTrue(
          assertOneLine(() -> DetectedPeople.named(file, option))
              .contains("--image-size=1280x720"));
    }
  }

  @Test
  void valuesAreCheckedAsOnTheCommandLine() {
    String file = Fixtures.path("field/04-openpose/json").toString();
    for (String confidence : List.of("NaN", "-1", "Infinity", "high")) {
      assertTrue(
          assertOneLine(() -> DetectedPeople.named(file, "--min-confidence=" + confidence))
              .contains("expected a number"));
    }
  }

  @Test
  void aNameThatIsNowhereIsRefused() {
    assertTrue(
        assertOneLine(() -> DetectedPeople.named("no/such/folder")).contains("no such file"));
  }
}
