package isopose.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.data.PoseSequence;
import isopose.data.sets.DataSet;
import isopose.data.sets.DataSets;
import isopose.data.sets.Human36m;
import isopose.data.sets.MpiInf3dhp;
import isopose.data.sets.ThreeDpw;
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

/** Predictions, truth and data sets in the forms in which people have them. */
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

  @Test
  void human36mWithDetectionsOnly() {
    Path data = field("20-h36m/cpn_name");
    List<String> notes = new ArrayList<>();
    List<PoseSequence> sequences = DataSets.named("human36m").read(data, notes);
    assertEquals(4 * 2 * 4, sequences.size());
    assertTrue(notes.get(0).endsWith("2D poses are detections, not projections"), notes.get(0));
    assertEquals(List.of(), DataSets.named("human36m").missing(data));
  }

  @Test
  void human36mWithSixteenJoints() {
    Path sixteen = field("43-h36m-16/human36m");
    Path whole = Fixtures.path("human36m");
    List<PoseSequence> fewer = human36m(sixteen);
    List<PoseSequence> all = human36m(whole);
    assertEquals(all.size(), fewer.size());
    for (int j = 0; j < 17; j++) {
      float expected =
          j == 9
              ? (all.get(0).pose3d().get(0, 8, 1) + all.get(0).pose3d().get(0, 10, 1)) / 2
              : all.get(0).pose3d().get(0, j, 1);
      assertEquals(expected, fewer.get(0).pose3d().get(0, j, 1), 1e-2);
    }
  }

  private static List<PoseSequence> human36m(Path folder) {
    return Human36m.read(
        folder.resolve("data_3d_h36m.npz"), folder.resolve("data_2d_h36m_gt.npz"), Human36m.TEST);
  }

  /** 7 of TS1's 9 and 5 of TS5's 7 frames are valid. */
  @ParameterizedTest
  @ValueSource(strings = {"valid_row", "nan_in_invalid_frames"})
  void framesThatAreNotValidMayHoldAnything(String form) {
    Path set = field("22-3dhp/" + form + "/mpi_inf_3dhp");
    int frames =
        MpiInf3dhp.read(set, MpiInf3dhp.Truth.UNIVERSAL).stream()
            .mapToInt(PoseSequence::count)
            .sum();
    assertEquals(12, frames);
  }

  @Test
  void framesThatAreMarkedAsValidAndAreNotFiniteAreLostAndCounted() {
    List<String> notes = new ArrayList<>();
    List<PoseSequence> kept =
        DataSets.named("mpi_inf_3dhp").reader().read(field("45-3dhp-nan/mpi_inf_3dhp"), notes);
    Path whole = Fixtures.path("mpi_inf_3dhp/TS5/annot_data.mat");
    int all = poses(MpiInf3dhp.readFile(whole, "TS5", MpiInf3dhp.Truth.UNIVERSAL));
    assertEquals(all - 2, poses(kept));
    assertTrue(
        notes.get(0).contains("2 of %d valid frames are left out".formatted(all)), notes + "");
  }

  private static int poses(List<PoseSequence> sequences) {
    return sequences.stream().mapToInt(PoseSequence::count).sum();
  }

  /** The pelvis and head top of TS1's first frame, by NumPy. */
  @Test
  void publishedCodesTestSetHasItsPixelsAndItsTruth() {
    List<PoseSequence> clips =
        DataSets.named("p-stmo").reader().read(field("18-3dhp-inference-data"), new ArrayList<>());
    assertEquals(300, poses(clips));
    assertEquals("TS1", clips.get(0).track().subject());
    assertEquals(960, clips.get(0).pose2d().get(0, 0, 0));
    assertEquals(540, clips.get(0).pose2d().get(0, 0, 1));
    assertEquals(371.33333, clips.get(0).pose2d().get(0, 10, 1), 1e-3);
    assertEquals(0, clips.get(0).pose3d().get(0, 0, 2));
    assertEquals(-145, clips.get(0).pose3d().get(0, 3, 0));
    assertEquals(840, clips.get(0).pose3d().get(0, 3, 1));
  }

  @Test
  void human36mWithout2dIsProjected() throws IOException {
    Path whole = Fixtures.path("human36m");
    Files.copy(whole.resolve("data_3d_h36m.npz"), folder.resolve("data_3d_h36m.npz"));
    List<String> notes = new ArrayList<>();
    DataSet set = DataSets.named("human36m");
    List<PoseSequence> projected = set.reader().read(folder, notes);
    List<PoseSequence> given = set.reader().read(whole, new ArrayList<>());
    assertTrue(notes.get(0).contains("projected by the published cameras"), notes + "");
    assertEquals(given.size(), projected.size());
    for (int k = 0; k < given.size(); k++) {
      assertArrayEquals(given.get(k).pose2d().values(), projected.get(k).pose2d().values(), 0.1f);
    }
  }

  @Test
  void framesBehindTheCameraAreLostAndCounted() {
    Path whole = Fixtures.path("3dpw/sequenceFiles/test/downtown_made_up_00.pkl");
    List<String> notes = new ArrayList<>();
    List<PoseSequence> kept = ThreeDpw.read(field("42-3dpw-behind/downtown_made_up_00.pkl"), notes);
    assertFalse(notes.isEmpty());
    assertTrue(notes.get(0).contains("1 of "), notes.get(0));
    int all = ThreeDpw.read(whole).stream().mapToInt(PoseSequence::count).sum();
    assertEquals(all - notes.size(), kept.stream().mapToInt(PoseSequence::count).sum());
  }
}
