package isopose.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions and truth in the forms in which people have them. */
class FieldScoresTest {
  /** Of pred.npz against truth.npz, by NumPy. */
  private static final double MPJPE = 52.113516;

  @TempDir Path folder;

  private static Path field(String name) {
    return Fixtures.path("field/" + name);
  }

  private static CommandRun score(Path predicted, Path truth, String... options) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("score", "--json", "--predicted", predicted, "--truth", truth),
                Arrays.stream(options))
            .toArray());
  }

  private static void assertScore(Path predicted, Path truth, String... options) {
    CommandRun run = score(predicted, truth, options);
    assertEquals(0, run.code(), run.err());
    assertEquals(MPJPE, run.json().get("mpjpe").getAsDouble(), 1e-4);
    assertEquals(40, run.json().get("samples").getAsInt());
  }

  private static void assertRefused(String words, Path predicted, Path truth, String... options) {
    CommandRun run = score(predicted, truth, options);
    assertEquals(2, run.code(), run.out());
    assertTrue(run.err().strip().matches("[\\p{Print}]{10,500}"), run.err());
    assertTrue(run.err().contains(words), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pred.npz", "pred_dict.npy", "pred_flat51.npy", "pred_plain.pkl"})
  void millimetresInEveryForm(String file) {
    assertScore(field("17-score-forms/" + file), field("17-score-forms/truth.npz"));
  }

  /** Truth and predictions in one wrong unit would give a score that looks good. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1 / 25.4, 1000})
  void otherUnitsThanMillimetresAreRefusedUnlessStated(double factor) {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("pred", "truth")) {
      NpyArray array = poses(name);
      double[] scaled = Arrays.stream(array.doubles()).map(x -> x * factor).toArray();
      files.add(folder.resolve(name + ".npz"));
      Npz.write(files.get(files.size() - 1), Map.of("pose3d", NpyArray.of(scaled, array.shape())));
    }
    assertRefused("thigh", files.get(0), files.get(1));
    assertRefused("thigh", files.get(0), field("17-score-forms/truth.npz"));
    assertEquals(0, score(files.get(0), files.get(1), "--unit", "mm").code(), "as stated");
    if (factor == 0.1) {
      assertScore(files.get(0), files.get(1), "--unit", "cm");
    }
  }

  private static NpyArray poses(String name) {
    return Npz.read(field("17-score-forms/" + name + ".npz")).values().stream()
        .filter(array -> array.shape().length == 3)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rowsOfOtherFramesAreRefused() {
    int[] up = IntStream.range(0, 40).toArray();
    int[] down = IntStream.range(0, 40).map(i -> 39 - i).toArray();
    int[] later = IntStream.range(0, 40).map(i -> i + 1).toArray();
    Path truth = numbered("truth", up);
    assertRefused("row 1 is frame 38", numbered("pred", down), truth);
    assertScore(numbered("pred", later), truth);
  }

  private Path numbered(String name, int... frames) {
    Path file = folder.resolve(name + frames[0] + ".npz");
    Npz.write(file, Map.of("pose3d", poses(name), "frame", NpyArray.of(frames, frames.length)));
    return file;
  }

  @Test
  void theIndexThatPandasWritesIsLeftOut() throws IOException {
    double[] values = poses("pred").doubles();
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < 17; j++) {
      text.append(",j%1$d_x,j%1$d_y,j%1$d_z".formatted(j));
    }
    for (int i = 0; i < 40; i++) {
      text.append("\n").append(i);
      for (int k = 0; k < 51; k++) {
        text.append(',').append(values[i * 51 + k]);
      }
    }
    Path file = Files.writeString(folder.resolve("pandas.csv"), text.append('\n'));
    assertScore(file, field("17-score-forms/truth.npz"));
  }

  @Test
  void filesOfOtherKindsAreNamed() throws IOException {
    Path truth = field("17-score-forms/truth.npz");
    Path video = Files.write(folder.resolve("walk.mp4"), "\0\0\0 ftypisom".getBytes(US_ASCII));
    assertRefused("is a video", video, truth);
    Path old = Files.write(folder.resolve("old.mat"), new byte[200]);
    assertRefused("save it again with -v7", old, truth);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pred_m.npy", "pred_mmpose3d.json"})
  void metresAreRefusedUnlessStated(String file) {
    Path predicted = field("17-score-forms/" + file);
    Path truth = field("17-score-forms/truth.npz");
    assertRefused("--predicted-unit m", predicted, truth);
    assertScore(predicted, truth, "--predicted-unit", "m");
    assertRefused("thigh", predicted, truth, "--unit", "m");
    assertRefused("expected m, cm or mm", predicted, truth, "--unit", "feet");
  }

  @Test
  void anotherOrderIsRefusedUnlessStated() {
    Path predicted = field("17-score-forms/pred_3dhp_order.npz");
    Path truth = field("17-score-forms/truth.npz");
    assertRefused("MPI-INF-3DHP-17", predicted, truth);
    assertScore(predicted, truth, "--predicted-joints", "3dhp17");
    Path reordered = field("17-score-forms/truth_3dhp_order.npz");
    assertRefused("MPI-INF-3DHP-17", field("17-score-forms/pred.npz"), reordered);
    assertScore(predicted, reordered, "--predicted-joints", "3dhp17", "--truth-joints", "3dhp17");
    assertRefused("lacks some of LSP's 14", truth, truth, "--predicted-joints", "coco17");
    assertRefused("expected", truth, truth, "--predicted-joints", "mpii16");
  }

  @Test
  void axesInAnotherOrder() {
    NpyArray poses = Npz.read(field("17-score-forms/pred.npz"), "pose3d");
    float[] values = poses.floats();
    float[] last = new float[values.length];
    float[] middle = new float[values.length];
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 17; j++) {
        for (int d = 0; d < 3; d++) {
          float value = values[(i * 17 + j) * 3 + d];
          last[(d * 17 + j) * 40 + i] = value;
          middle[(i * 3 + d) * 17 + j] = value;
        }
      }
    }
    Path file = folder.resolve("axes.npz");
    for (NpyArray array :
        List.of(
            NpyArray.of(values, 40, 1, 17, 3),
            NpyArray.of(values, 1, 40, 17, 3),
            NpyArray.of(last, 3, 17, 40),
            NpyArray.of(last, 3, 17, 1, 40),
            NpyArray.of(middle, 40, 3, 17))) {
      Npz.write(file, Map.of("pose3d", array));
      assertScore(file, field("17-score-forms/truth.npz"));
    }
    Npz.write(file, Map.of("pose3d", NpyArray.of(values, 4, 10, 17, 3)));
    assertRefused("got float32 (4, 10, 17, 3)", file, field("17-score-forms/truth.npz"));
  }

  /** By NumPy: 53.094 mm over 17 joints about the data set's pelvis. */
  @Test
  void publishedCodesPredictionsOfTheTestSet() {
    Path predicted = field("18-3dhp-inference-data/inference_data.mat");
    CommandRun run = score(predicted, field("18-3dhp-inference-data/data_test_3dhp.npz"));
    assertEquals(0, run.code(), run.err());
    assertEquals(53.09396878, run.json().get("mpjpe").getAsDouble(), 1e-6);
    assertEquals("us-universal", run.json().get("protocol").getAsString());
    assertEquals(6, run.json().getAsJsonObject("sequences").size());
  }

  @ParameterizedTest
  @CsvSource({"vibe.pkl, m", "mmpose.json, m", "dict.npy, mm"})
  void smallFilesOfTheSamePoses(String file, String unit) {
    CommandRun run =
        score(
            field("40-small-scores/" + file),
            field("40-small-scores/pose.npz"),
            "--predicted-unit",
            unit);
    assertEquals(0, run.code(), run.err());
    assertEquals(0, run.json().get("mpjpe").getAsDouble(), 1e-3);
  }
}
