package isopose.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.TinyWorld;
import isopose.data.detect.DetectionFile;
import isopose.data.detect.DetectionOptions;
import isopose.data.detect.format.JointOrder;
import isopose.io.BadInput;
import isopose.live.LiveSettings.Method;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.Pretrained;
import isopose.run.Project;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSessionTest {
  private static final int FRAMES = 60;
  private static final Poses PEOPLE = TinyWorld.people(FRAMES, 7);

  private static Session session;
  private static TrainedModel joint;
  private static TrainedModel body;

  @TempDir Path folder;

  /** Keeps what arrives; {@code go} holds up the session's thread. */
  private static final class Kept implements LiveSession.Listener {
    private final BlockingQueue<LiveLift> lifts = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private CountDownLatch go = new CountDownLatch(0);

    @Override
    public void lifted(LiveLift lift, double waitMillis) {
      assertTrue(waitMillis >= 0);
      lifts.add(lift);
      begun.countDown();
      try {
        assertTrue(go.await(10, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void failed(String line) {
      failures.add(line);
    }

    LiveLift next() throws InterruptedException {
      LiveLift lift = lifts.poll(10, TimeUnit.SECONDS);
      assertTrue(lift != null, failures::toString);
      return lift;
    }
  }

  @BeforeAll
  static void open() {
    session = Session.cpu();
    Path data = Project.find().resolve("data");
    joint = Pretrained.load(session, data, "joint");
    body = Pretrained.load(session, data, "body");
  }

  @AfterAll
  static void close() {
    joint.close();
    body.close();
    session.manager().close();
  }

  /** A detector's landmarks of made-up people: some hidden, and once nearly all. */
  private static float[] landmarks(int i) {
    List<String> names = JointOrder.MEDIAPIPE33.joints();
    float[] landmarks = new float[33 * 3];
    for (int k = 0; k < 33; k++) {
      int joint = Skeleton.H36M_17.joints().indexOf(names.get(k));
      int from = joint < 0 ? Skeleton.H36M_17.joints().indexOf("head_top") : joint;
      landmarks[3 * k] = 0.5f + PEOPLE.get(i, from, 0) / 4000 + (joint < 0 ? k * 1e-3f : 0);
      landmarks[3 * k + 1] = 0.5f + PEOPLE.get(i, from, 1) / 3000;
      boolean hidden =
          (i % 7 == 3 && names.get(k).equals("left_wrist"))
              || (i % 11 == 5 && names.get(k).endsWith("hip"))
              || (i == 20 && k > 2);
      landmarks[3 * k + 2] = hidden ? 0.2f : 0.9f;
    }
    return landmarks;
  }

  private static LivePose pose(int i, String person) {
    return LivePose.of(i, i / 15.0, 640, 480, landmarks(i), person);
  }

  /** What was seen live is what {@code adapt} makes of the recording, frame by frame. */
  @Test
  void aRecordingIsLiftedAsTheSessionLiftedIt() {
    LiveRecording recording = new LiveRecording();
    for (int i = 0; i < FRAMES; i++) {
      recording.add(pose(i, "person 1"));
    }
    Path file = folder.resolve("live.npz");
    recording.write(file);
    assertEquals(15, LiveRecording.framesPerSecond(file), 1e-6);
    DetectionFile read = DetectionFile.read(file, DetectionOptions.NONE);
    TargetStream stream = TargetStream.of(file, read).get(0);
    int liftable = 0;
    for (Method method : Method.values()) {
      LiveSettings settings = LiveSettings.of(method).withRate(1e-4);
      List<Poses> live = new ArrayList<>();
      try (LiveLifter lifter = new LiveLifter(session, joint, body, settings)) {
        for (int i = 0; i < FRAMES; i++) {
          LiveLift lift = lifter.next(pose(i, "person 1"));
          if (lift.pose() != null) {
            live.add(lift.pose());
          }
        }
      }
      liftable = live.size();
      assertEquals(stream.count(), liftable);
      TrainedModel model = method == Method.BODY ? body : joint;
      Poses whole =
          Adaptation.run(session, model, stream, settings.settings(), (d, t, m) -> {})
              .predictions();
      assertNear(whole, Poses.concatenate(live, 17, 3), method.name());
      Poses replayed = LiveReplay.of(session, joint, body, stream, settings).predictions();
      assertNear(whole, replayed, method + ", replayed");
    }
    assertEquals(FRAMES - 1, liftable, "one frame shows too little");
  }

  private static void assertNear(Poses expected, Poses actual, String what) {
    assertEquals(expected.count(), actual.count(), what);
    for (int k = 0; k < expected.values().length; k++) {
      assertEquals(expected.values()[k], actual.values()[k], 0.01, what + ", number " + k);
    }
  }

  @Test
  void onlineAdaptsOnWholePosesAndTheBodyHasTenRatios() {
    try (LiveLifter online = new LiveLifter(session, joint, null, LiveSettings.of(Method.ONLINE))) {
      assertTrue(Double.isFinite(online.next(pose(0, "a")).selfSupervisedLoss()));
      assertTrue(Double.isNaN(online.next(pose(3, "a")).selfSupervisedLoss()), "a wrist is hidden");
      assertNull(online.next(LivePose.of(4, 0, 640, 480, new float[0], "a")).pose(), "nobody");
    }
    try (LiveLifter lifter = new LiveLifter(session, joint, body, LiveSettings.of(Method.BODY))) {
      LiveLift first = lifter.next(pose(0, "a"));
      assertEquals(10, first.ratios().length);
      assertFalse(Arrays.equals(first.pose().values(), first.plain().values()));
      float[] other = lifter.next(pose(1, "b")).ratios();
      try (LiveLifter alone = new LiveLifter(session, joint, body, LiveSettings.of(Method.BODY))) {
        float[] own = alone.next(pose(1, "c")).ratios();
        for (int k = 0; k < 10; k++) {
          assertEquals(own[k], other[k], 1e-5, "another person begins with the own frame");
        }
      }
    }
  }

  @Test
  void framesNeverQueueAndDroppedOnesAreCounted() throws InterruptedException {
    Kept kept = new Kept();
    kept.go = new CountDownLatch(1);
    try (LiveSession live = new LiveSession(session, joint, body, kept)) {
      live.submit(pose(0, live.person()));
      assertTrue(kept.begun.await(10, TimeUnit.SECONDS));
      for (int i = 1; i < 5; i++) {
        live.submit(pose(i, live.person()));
      }
      kept.go.countDown();
      assertEquals(0, kept.next().input().frame());
      assertEquals(4, kept.next().input().frame());
      assertEquals(3, live.dropped());
    }
  }

  @Test
  void aResetStartsFromTheTrainedWeights() throws InterruptedException {
    Kept kept = new Kept();
    try (LiveSession live = new LiveSession(session, joint, body, kept)) {
      live.set(LiveSettings.of(Method.ONLINE).withRate(1e-2));
      float[] fresh = lifted(live, kept, 0);
      assertNotEquals(fresh[5], lifted(live, kept, 0)[5], "the weights have moved");
      String before = live.person();
      live.reset();
      assertNotEquals(before, live.person());
      assertEquals(fresh[5], lifted(live, kept, 0)[5]);
    }
  }

  private static float[] lifted(LiveSession live, Kept kept, int i) throws InterruptedException {
    live.submit(pose(i, live.person()));
    return kept.next().pose().values();
  }

  /** Mode body without a body encoder fails with a line, and the session goes on. */
  @Test
  void aFailureIsALineAndTheNextSettingsWork() throws InterruptedException {
    Kept kept = new Kept();
    try (LiveSession live = new LiveSession(session, joint, null, kept)) {
      live.set(LiveSettings.of(Method.BODY));
      live.submit(pose(0, live.person()));
      String line = kept.failures.poll(10, TimeUnit.SECONDS);
      assertTrue(line.contains("body encoder"), line);
      live.set(LiveSettings.of(Method.NONE));
      assertEquals(51, lifted(live, kept, 1).length);
    }
  }

  @Test
  void aSessionRecordsFromItsOwnBeginning() throws InterruptedException {
    Kept kept = new Kept();
    Path file = folder.resolve("kept.npz");
    try (LiveSession live = new LiveSession(session, joint, body, kept)) {
      lifted(live, kept, 0);
      assertEquals(0, live.stopRecording(file), "there is none");
      live.record();
      assertThrows(BadInput.class, () -> live.stopRecording(file), "nobody was seen");
      live.record();
      lifted(live, kept, 1);
      lifted(live, kept, 2);
      live.reset();
      lifted(live, kept, 4);
      assertEquals(3, live.stopRecording(file));
    }
    DetectionFile read = DetectionFile.read(file, DetectionOptions.NONE);
    TargetStream stream = TargetStream.of(file, read).get(0);
    assertEquals(
        List.of("person 1", "person 1", "person 2"),
        stream.frames().stream().map(frame -> frame.track().subject()).toList());
  }

  /** Its folder may have been removed, or its disk be full, since the recording began. */
  @Test
  void aRecordingThatCannotBeWrittenIsKept() throws Exception {
    Kept kept = new Kept();
    Path none = Files.createFile(folder.resolve("no-folder")).resolve("recording-kept-test.npz");
    try (LiveSession live = new LiveSession(session, joint, body, kept)) {
      live.record();
      lifted(live, kept, 0);
      BadInput e = assertThrows(BadInput.class, () -> live.stopRecording(none));
      String message = e.getMessage();
      Path file = Path.of(message.substring(message.indexOf("its 1 frames are in ") + 20));
      try {
        assertEquals(
            1, TargetStream.of(file, DetectionFile.read(file, DetectionOptions.NONE)).size());
      } finally {
        Files.delete(file);
      }
    }
  }

  @Test
  void landmarksOfAnotherNumberAreRefused() {
    assertThrows(BadInput.class, () -> LivePose.of(0, 0, 640, 480, new float[98], "a"));
    assertThrows(BadInput.class, () -> LivePose.of(0, 0, 0, 480, new float[99], "a"));
  }
}
