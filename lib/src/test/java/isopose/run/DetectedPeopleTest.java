package isopose.run;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
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
  void aNameThatIsNowhereIsRefused() {
    assertTrue(
        assertOneLine(() -> DetectedPeople.named("no/such/folder")).contains("no such file"));
  }
}
