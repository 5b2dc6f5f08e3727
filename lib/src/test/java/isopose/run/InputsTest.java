package isopose.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import isopose.TinyWorld;
import isopose.config.EvaluationSettings;
import isopose.config.InputSettings;
import isopose.config.InputSettings.Detector;
import isopose.config.InputSettings.Order;
import isopose.config.InputSettings.Subjects;
import isopose.data.PoseSequence;
import isopose.io.BadInput;
import isopose.metrics.Protocol;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;

class InputsTest {

  /** Six clips of ten frames, of the actions run, walk, run, walk, ... */
  private static TargetStream stream() {
    List<Poses> inputs = new ArrayList<>();
    List<Poses> truths = new ArrayList<>();
    List<FrameId> frames = new ArrayList<>();
    List<String> actions = new ArrayList<>();
    for (PoseSequence clip : TinyWorld.clips(6, 10, 3)) {
      inputs.add(clip.pose2d());
      truths.add(clip.pose3d());
      frames.addAll(clip.frames());
      String action = inputs.size() % 2 == 1 ? "walk" : "run";
      actions.addAll(Collections.nCopies(10, action));
    }
    return new TargetStream(
        "tiny",
        Poses.concatenate(inputs, 17, 2),
        Poses.concatenate(truths, 17, 3),
        frames,
        actions,
        actions,
        Protocol.US,
        Map.of(),
        List.of(),
        new BitSet());
  }

  @Test
  void theWholeStreamIsTheStreamItself() {
    TargetStream stream = stream();
    assertSame(stream, Inputs.of(InputSettings.whole(), stream));
    assertSame(stream, Inputs.of(InputSettings.target(60), stream), "as many as there are");
    assertEquals("tiny-subset-12", Inputs.of(InputSettings.target(12), stream).name());
  }

  @Test
  void shuffledIsAnotherOrderOfTheSameSamples() {
    TargetStream stream = stream();
    TargetStream shuffled = Inputs.of(InputSettings.whole().in(Order.SHUFFLED, 4), stream);
    assertEquals("tiny-shuffled4", shuffled.name(), "the seed is part of its identity");
    assertFalse(Arrays.equals(stream.pose2d().values(), shuffled.pose2d().values()));
    assertEquals(firstXs(stream), firstXs(shuffled));
    assertArrayEquals(
        shuffled.pose2d().values(),
        Inputs.of(InputSettings.whole().in(Order.SHUFFLED, 4), stream).pose2d().values(),
        "the same seed, the same order");
  }

  private static Set<Float> firstXs(TargetStream stream) {
    Set<Float> xs = new TreeSet<>();
    IntStream.range(0, stream.count()).forEach(i -> xs.add(stream.pose2d().get(i, 3, 0)));
    return xs;
  }

  @Test
  void byActionKeepsClipsAndTheirTime() {
    TargetStream ordered = Inputs.of(InputSettings.whole().in(Order.BY_ACTION, 0), stream());
    List<String> expected = new ArrayList<>();
    for (String clip : List.of("clip1", "clip3", "clip5", "clip0", "clip2", "clip4")) {
      expected.addAll(Collections.nCopies(10, clip));
    }
    assertEquals(expected, ordered.clips());
    assertEquals(stream().pose2d().get(15, 2, 1), ordered.pose2d().get(5, 2, 1));
  }

  /** Sigma is given for a person of 200 pixels, head to foot. */
  @Test
  void noiseIsScaledToThePersonsHeight() {
    TargetStream stream = stream();
    TargetStream noisy = Inputs.of(InputSettings.whole().withNoise(10, 5), stream);
    assertEquals("tiny-noise-10.0-seed5", noisy.name());
    assertArrayEquals(stream.truth().values(), noisy.truth().values());
    Map<Track, Double> heights = InputNoise.heights(stream);
    for (int clip = 0; clip < 6; clip++) {
      double[] relative = new double[10 * 34];
      double height = heights.get(Track.of("clip" + clip));
      for (int k = 0; k < relative.length; k++) {
        int folder = clip * relative.length + k;
        float change = noisy.pose2d().values()[folder] - stream.pose2d().values()[folder];
        relative[k] = change / height;
      }
      assertEquals(10 / 200.0, new StandardDeviation().evaluate(relative), 0.006);
    }
  }

  @Test
  void aPersonsHeightIsHeadToFootWhereTheClipShowsMostOfIt() {
    Poses pose2d = Poses.zeros(2, 17, 2);
    pose2d.set(0, 10, 1, -100);
    pose2d.set(0, 3, 1, 80);
    pose2d.set(0, 6, 1, 110);
    pose2d.set(1, 10, 1, -30);
    pose2d.set(1, 6, 0, 40);
    Track a = new Track("", "clip", "1");
    Track b = new Track("", "clip", "2");
    TargetStream stream =
        new TargetStream(
            "x",
            pose2d,
            null,
            List.of(new FrameId(a), new FrameId(b)),
            List.of("all", "all"),
            List.of("jump", "crouch"),
            Protocol.US,
            Map.of(),
            List.of(),
            new BitSet());
    assertEquals(Map.of(a, 210.0, b, 50.0), InputNoise.heights(stream));
  }

  @Test
  void noiseOnASubsetIsThatOfTheWholeStream() {
    TargetStream stream = stream();
    TargetStream whole = Inputs.of(InputSettings.whole().withNoise(5, 1), stream);
    TargetStream part = Inputs.of(InputSettings.target(6).withNoise(5, 1), stream);
    assertArrayEquals(whole.subset(6).pose2d().values(), part.pose2d().values());
  }

  /** A key of a run's specification, with the seed of its training for what is random. */
  @Test
  void settingsByName() {
    InputSettings whole = InputSettings.whole();
    assertEquals(whole.with(Detector.REALISTIC, 7), whole.with("detector", "realistic", 7));
    assertEquals(whole, whole.with("detector", "realistic", 7).with("detector", "none", 7));
    assertEquals(whole.with(Subjects.HIDDEN), whole.with("subjects", "hidden", 7));
    InputSettings both = whole.with("detector", "realistic", 7).with("noise", "0", 7);
    assertEquals(7, both.seed(), "the detector's errors keep their seed");
    assertThrows(BadInput.class, () -> whole.with("detector", "perfect", 7));
    assertThrows(BadInput.class, () -> whole.with("light", "dim", 7));
  }

  @Test
  void hiddenSubjectsLeaveEverythingElse() {
    TargetStream stream = stream();
    List<FrameId> frames = new ArrayList<>();
    for (int i = 0; i < stream.count(); i++) {
      FrameId frame = stream.frames().get(i);
      Track track = new Track("person" + i / 15, frame.clip(), frame.track().view());
      frames.add(new FrameId(track, i / 15, i));
    }
    TargetStream known =
        new TargetStream(
            "tiny",
            stream.pose2d(),
            stream.truth(),
            frames,
            stream.parts(),
            stream.actions(),
            stream.protocol(),
            Map.of(),
            List.of(),
            new BitSet());
    TargetStream hidden = Inputs.of(InputSettings.whole().with(Subjects.HIDDEN), known);
    assertNotEquals(known.contentHash(), hidden.contentHash(), "another run");
    assertArrayEquals(known.pose2d().values(), hidden.pose2d().values());
    for (int i = 0; i < 60; i++) {
      assertEquals("", hidden.frames().get(i).track().subject());
      assertEquals(known.frames().get(i).clip(), hidden.frames().get(i).clip());
      assertEquals(known.frames().get(i).segment(), hidden.frames().get(i).segment());
      assertEquals(i, hidden.frames().get(i).number());
    }
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> InputSettings.target(-1));
    assertThrows(
        IllegalArgumentException.class, () -> InputSettings.whole().withNoise(Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> EvaluationSettings.usual().of(100, 30));
    assertThrows(IllegalArgumentException.class, () -> EvaluationSettings.usual().of(100, 0));
  }
}
