package isopose.run.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import isopose.adapt.AdaptSettings;
import isopose.data.detect.DetectionOptions;
import isopose.data.detect.Detections;
import isopose.data.detect.format.Person;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.Pretrained;
import isopose.run.Project;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams that are lifted one after another do not influence each other. */
class StreamLifterTest {
  private static final Path DATA = Project.find().resolve("data");
  private static final int ROWS = 6;

  @Test
  void eachStreamIsLiftedAsIfItWereTheOnlyOne() {
    try (Session session = Session.cpu();
        TrainedModel model = Pretrained.load(session, DATA, "joint")) {
      for (AdaptSettings settings :
          List.of(
              AdaptSettings.none(),
              AdaptSettings.online(0),
              AdaptSettings.vanilla(0).withSteps(2))) {
        try (StreamLifter lifter = new StreamLifter(session, model, settings)) {
          for (long stream : new long[] {1, 2, 1}) {
            Detections rows = stream(stream);
            TargetStream alone = TargetStream.of("alone", rows);
            float[] expected =
                Adaptation.run(session, model, alone, settings, (done, total, message) -> {})
                    .predictions()
                    .values();
            assertArrayEquals(expected, lifter.lift(rows).pose3d().values(), 0);
          }
        }
      }
    }
  }

  private static Detections stream(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Person> people =
        Stream.generate(() -> new Person("", pose(random), null)).limit(ROWS).toList();
    int[] frames = IntStream.range(0, ROWS).toArray();
    return Detections.ofStream("stream", frames, people, DetectionOptions.NONE);
  }

  private static float[] pose(SplittableRandom random) {
    float[] pose = new float[2 * 17];
    for (int k = 0; k < pose.length; k++) {
      pose[k] = (float) random.nextDouble(0, 500);
    }
    return pose;
  }
}
