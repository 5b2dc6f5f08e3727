package isopose.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.Fixtures;
import isopose.adapt.AdaptSettings;
import isopose.body.BodyEstimation;
import isopose.body.BodyEstimation.Scope;
import isopose.config.Configuration;
import isopose.data.Normalisation;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/**
 * Exported models. {@code test_isopose_predict.py} predicts in Python with the same fixtures: the
 * files that this test finds equal to an export, and the predictions that it finds equal to ours.
 */
class ExportTest {
  private static final NDIndex ALL = new NDIndex("...");

  @TempDir Path folder;

  /** A safetensors file: its header without the metadata, its metadata, its numbers. */
  private record Content(JsonObject tensors, JsonObject metadata, ByteBuffer numbers) {
    static Content of(Path file) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int length = Math.toIntExact(bytes.getLong(0));
      String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
      JsonObject json = JsonParser.parseString(header).getAsJsonObject();
      JsonObject metadata = json.remove("__metadata__").getAsJsonObject();
      int begin = 8 + length;
      assertEquals(0, begin % 8);
      return new Content(
          json,
          metadata,
          bytes.slice(begin, bytes.capacity() - begin).order(ByteOrder.LITTLE_ENDIAN));
    }

    float[] tensor(String name) {
      JsonObject entry = tensors.getAsJsonObject(name);
      assertEquals("F32", entry.get("dtype").getAsString());
      int begin = entry.getAsJsonArray("data_offsets").get(0).getAsInt();
      int end = entry.getAsJsonArray("data_offsets").get(1).getAsInt();
      float[] values = new float[(end - begin) / 4];
      numbers.slice(begin, end - begin).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return values;
    }
  }

  /** A model of width 8 in which no statistic and no bias has its initial value. */
  private static TrainedModel model(Session session, Configuration configuration) {
    Networks networks = configuration.networks();
    Weights weights = Weights.draw(session, networks, 1);
    for (String name : weights.names()) {
      NDArray array = weights.get(name);
      float[] values = array.toFloatArray();
      for (int k = 0; k < values.length; k++) {
        values[k] += (float) (0.1 + 0.1 * Math.sin(k + name.length()));
      }
      try (NDArray changed = session.manager().create(values, array.getShape())) {
        array.set(ALL, changed);
      }
    }
    return new TrainedModel(
        "tiny",
        configuration,
        networks,
        weights,
        new Normalisation(4000),
        Table.create(),
        new JsonObject(),
        null,
        null);
  }

  @ParameterizedTest
  @CsvSource({"smoke,lifter", "smoke-body,body"})
  void holdsTheWeightsAndPredictsAsTheFixture(String preset, String name) throws IOException {
    Configuration configuration = Configuration.preset(preset).with("width", 8);
    PoseFile poses = PoseFiles.read(Fixtures.path("export/" + name + ".npz"));
    Content fixture = Content.of(Fixtures.path("export/" + name + ".safetensors"));
    Path file = folder.resolve("model.safetensors");
    try (Session session = Session.open("cpu", 1);
        TrainedModel model = model(session, configuration)) {
      model.export(file);
      Content content = Content.of(file);
      assertEquals(model.weights().names(), content.tensors().keySet());
      for (String array : model.weights().names()) {
        assertArrayEquals(model.weights().get(array).toFloatArray(), content.tensor(array), array);
      }
      assertEquals(fixture.tensors(), content.tensors());
      assertEquals(fixture.numbers(), content.numbers());
      assertEquals("4000.0", content.metadata().get("normalisation.bone_sum").getAsString());
      assertEquals(network(fixture), network(content));
      AdaptSettings settings =
          name.equals("body")
              ? AdaptSettings.body(BodyEstimation.of(Scope.STREAM))
              : AdaptSettings.none();
      TargetStream stream =
          TargetStream.of("walk", new PoseFile(poses.pose2d(), null, poses.frames()));
      assertArrayEquals(
          poses.pose3d().values(),
          Adaptation.run(session, model, stream, settings, (done, total, message) -> {})
              .predictions()
              .values(),
          0.01f);
    }
  }

  private static JsonObject network(Content content) {
    return JsonParser.parseString(content.metadata().get("configuration").getAsString())
        .getAsJsonObject()
        .getAsJsonObject("network");
  }
}
