package isopose.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.config.Configuration;
import isopose.metrics.Protocol;
import isopose.run.store.RunFolder;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The identity of a run depends on the content of its data and on its configuration, not on names.
 */
class IdentityTest extends RecordedRun {

  private static String identity(TargetStream other) {
    return Identity.ofAdaptation(model.identity(), ONLINE, other);
  }

  private static TargetStream with(Poses pose2d, Poses truth, List<FrameId> frames, Protocol by) {
    return new TargetStream(
        stream.name(),
        pose2d,
        truth,
        frames,
        stream.parts(),
        stream.actions(),
        by,
        stream.hashes(),
        stream.caveats(),
        stream.filled());
  }

  private static Poses moved(Poses poses) {
    float[] values = poses.values().clone();
    values[7] = Math.nextUp(values[7]);
    return new Poses(values, poses.joints(), poses.dims());
  }

  @Test
  void everyPartOfAStreamIsInItsHash() {
    List<String> parts =
        Arrays.stream(TargetStream.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    assertEquals(
        List.of(
            "name",
            "pose2d",
            "truth",
            "frames",
            "parts",
            "actions",
            "protocol",
            "hashes",
            "caveats",
            "filled"),
        parts,
        "add a new part to contentHash(), then here; name and hashes of files are not in it");
    BitSet filled = new BitSet();
    filled.set(2);
    TargetStream other =
        new TargetStream(
            stream.name(),
            stream.pose2d(),
            stream.truth(),
            stream.frames(),
            stream.parts(),
            stream.actions(),
            stream.protocol(),
            stream.hashes(),
            stream.caveats(),
            filled);
    assertNotEquals(stream.contentHash(), other.contentHash());
  }

  @Test
  void aStreamIsItsContentNotItsName() {
    Poses pose2d = stream.pose2d();
    Poses truth = stream.truth();
    List<FrameId> frames = stream.frames();
    List<FrameId> cut = new ArrayList<>(frames);
    FrameId last = cut.remove(4);
    cut.add(new FrameId(last.track(), last.segment() + 1, last.number()));
    List<TargetStream> others =
        List.of(
            with(moved(pose2d), truth, frames, Protocol.US),
            with(pose2d, moved(truth), frames, Protocol.US),
            with(pose2d, null, frames, Protocol.US),
            with(pose2d, truth, cut, Protocol.US),
            with(pose2d, truth, frames, Protocol.PA),
            stream.select(stream.name(), 4, 3, 2, 1, 0),
            stream.select(stream.name(), 0, 1, 2, 3));
    Set<String> identities = new HashSet<>(Set.of(identity(stream)));
    others.forEach(other -> assertTrue(identities.add(identity(other)), other.toString()));
    int[] all = IntStream.range(0, stream.count()).toArray();
    assertEquals(identity(stream), identity(stream.select("another name", all)));
  }

  /** Notebook 11 with other noise under the same name. */
  @Test
  void otherInputOfTheSameNameIsAnotherAdaptation() {
    Poses noisy = InputNoise.add(stream, 40, 0).pose2d();
    Adaptation other =
        runs.adapt(session, model, stream.withInput(stream.name(), noisy), ONLINE, noting);
    assertNotEquals(adapted.run(), other.run());
    assertFalse(Arrays.equals(adapted.predictions().values(), other.predictions().values()));
    Adaptation renamed =
        runs.adapt(session, model, stream.withInput("other", stream.pose2d()), ONLINE, noting);
    assertEquals(adapted.run(), renamed.run());
  }

  @Test
  void aTrainingIsItsSourcesContentNotItsFoldersName() throws IOException {
    Configuration moved = SmallProject.in(root).with("epochs", 1);
    assertEquals(model.run(), runs.recordOf(moved).name());
    try (TrainedModel loaded = runs.train(session, moved, noting)) {
      assertEquals(moved, loaded.configuration());
    }
    Path clip = root.resolve("source").resolve("dataset-2_run_normal_001.bvh");
    Files.writeString(clip, Files.readString(clip) + "\n");
    assertNotEquals(model.run(), runs.recordOf(moved).name());
    assertNotEquals(model.run(), runs.recordOf(configuration.with("lambda", 0.5)).name());
  }

  @Test
  void namesFitTheFileSystem() {
    String long300 = "x".repeat(300);
    JsonObject tree = JsonParser.parseString(configuration.json()).getAsJsonObject();
    tree.addProperty("preset", "../../" + long300);
    Configuration strange = Configuration.fromJson(tree.toString(), "test");
    RunFolder training = runs.training(strange, "0".repeat(64));
    assertEquals(root.resolve("runs"), training.file("").normalize().getParent());
    assertTrue(training.name().length() < 200, training.name());
    assertTrue(training.name().matches("[A-Za-z0-9_-][A-Za-z0-9._-]*"), training.name());
  }
}
