package isopose.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.adapt.AdaptSettings;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Scope;
import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.model.Checkpoint;
import isopose.model.SafetensorsCheckpoint;
import isopose.model.SafetensorsCheckpoint.Precision;
import isopose.model.Session;
import isopose.model.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PretrainedTest extends SmallRuns {
  private static final Path DATA = Project.find().resolve("data");

  /**
   * 100 samples of the whole target: near the scores of the cards, and far from an untrained one's.
   */
  @Test
  void everyModelLiftsTheTarget() {
    TargetStream stream = TargetStream.of(new Runs(root.resolve("r"), DATA).target("bandai-cmu"));
    TargetStream some = stream.subset(100);
    for (String name : Pretrained.NAMES) {
      try (TrainedModel model = Pretrained.load(session, DATA, name)) {
        assertEquals(Pretrained.configuration(name).canonical(), model.configuration());
        AdaptSettings settings =
            name.equals("body")
                ? AdaptSettings.body(BodyEstimation.of(Scope.STREAM))
                : AdaptSettings.none();
        double error = Adaptation.run(session, model, some, settings, SILENT).evaluation().mpjpe();
        assertTrue(error > 50 && error < 105, name + ": " + error);
      }
    }
  }

  @Test
  void jointAdapts() {
    TargetStream stream = TargetStream.of(new Runs(root.resolve("r"), DATA).target("bandai-cmu"));
    try (TrainedModel model = Pretrained.load(session, DATA, "joint")) {
      TargetStream some = stream.subset(5);
      Adaptation online = Adaptation.run(session, model, some, AdaptSettings.online(0), SILENT);
      assertTrue(online.drift().json().size() > 0);
      assertTrue(Double.isFinite(online.evaluation().mpjpe()));
    }
  }

  @Test
  void anUnknownNameAndAChangedFileAreRefused() throws IOException {
    BadInput unknown = assertThrows(BadInput.class, () -> Pretrained.load(session, DATA, "joined"));
    assertTrue(unknown.getMessage().contains("baseline, augmented, joint, body"));
    Path models = Files.createDirectories(root.resolve("models"));
    assertThrows(BadInput.class, () -> Pretrained.load(session, root, "joint"));
    Files.copy(DATA.resolve("models/SHA256SUMS"), models.resolve("SHA256SUMS"));
    byte[] file = Files.readAllBytes(DATA.resolve("models/joint.safetensors"));
    file[file.length - 1]++;
    Files.write(models.resolve("joint.safetensors"), file);
    BadInput changed = assertThrows(BadInput.class, () -> Pretrained.load(session, root, "joint"));
    assertTrue(changed.getMessage().contains("SHA256SUMS"), changed.getMessage());
  }

  /** What a Baseline does not train is drawn again from its seed. */
  @Test
  void aModelWithoutItsUntrainedPartsIsTheSameModel() {
    configuration = configuration.with("technique", "none").with("seed", 3);
    try (TrainedModel model = runs("runs").train(session, configuration, SILENT)) {
      Path trained = runs("runs").recordOf(configuration).file("checkpoint.npz");
      Path compact = root.resolve("compact.safetensors");
      SafetensorsCheckpoint.write(
          compact,
          Checkpoint.read(trained),
          name -> !TrainedModel.isUntrained(configuration, name),
          Precision.FULL,
          Map.of());
      assertEqual(model.weights(), compact, session);
    }
  }

  @Test
  void aLargeMatrixIsRoundedByRowsAndOtherArraysAreKept() {
    Path file = root.resolve("compact.safetensors");
    configuration = configuration.with("width", 192).with("epochs", 1);
    try (TrainedModel model = runs("runs").train(session, configuration, SILENT)) {
      Path trained = runs("runs").recordOf(configuration).file("checkpoint.npz");
      SafetensorsCheckpoint.write(
          file, Checkpoint.read(trained), name -> true, Precision.ROWS_8_BIT, Map.of());
      int rounded = 0;
      Map<String, NpyArray> read = Checkpoint.read(file).arrays();
      for (String name : model.weights().names()) {
        float[] before = model.weights().get(name).toFloatArray();
        float[] after = read.get(name).floats();
        if (before.length < 1 << 15) {
          assertArrayEquals(before, after, name);
          continue;
        }
        rounded++;
        for (int row = 0; row < 192; row++) {
          float largest = 0;
          for (int k = 192 * row; k < 192 * (row + 1); k++) {
            largest = Math.max(largest, Math.abs(before[k]));
          }
          for (int k = 192 * row; k < 192 * (row + 1); k++) {
            assertEquals(before[k], after[k], 0.51 * largest / 127, name);
          }
        }
      }
      assertTrue(rounded >= 8, "matrices of 192 x 192");
    }
  }

  private static void assertEqual(Weights expected, Path file, Session session) {
    try (TrainedModel read = TrainedModel.read(session, file)) {
      for (String name : expected.names()) {
        assertArrayEquals(
            expected.get(name).toFloatArray(), read.weights().get(name).toFloatArray(), name);
      }
    }
  }
}
