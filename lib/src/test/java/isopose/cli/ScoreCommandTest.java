package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import isopose.Fixtures;
import isopose.data.PoseFile;
import isopose.data.PoseFiles;
import isopose.data.PoseSequence;
import isopose.data.sets.MpiInf3dhp;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.skeleton.FrameId;
import isopose.skeleton.JointMap;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
  private static final Path POSES = Fixtures.path("metrics/poses.npz");
  private static final JsonObject EXPECTED = Fixtures.expected("metrics");

  @TempDir Path folder;

  private static CommandRun score(Object... arguments) {
    return CommandRun.of(Stream.concat(Stream.of("score"), Arrays.stream(arguments)).toArray());
  }

  private static JsonObject json(Object... arguments) {
    CommandRun run = score(Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toArray());
    assertEquals(0, run.code(), run.err());
    return run.json();
  }

  private static void assertRefused(String words, Object... arguments) {
    CommandRun run = score(arguments);
    assertEquals(2, run.code(), run.err());
    assertEquals("", run.out());
    assertTrue(run.err().strip().matches("[\\p{Print}]{10,500}"), run.err());
    assertTrue(run.err().contains(words), run.err());
  }

  private static double expected(String key) {
    return EXPECTED.get(key).getAsDouble();
  }

  private Path single(String name, String array) {
    Path file = folder.resolve(name);
    NpyArray values = Npz.read(POSES, array);
    PoseFiles.write(
        file,
        PoseFile.ofClips(
            null,
            new Poses(values.floats(), 17, 3),
            IntStream.range(0, 40).mapToObj(i -> "clip" + i / 10).toList()));
    return file;
  }

  /** As {@code adapt --out} writes frames in which nobody was seen. */
  @Test
  void rowsThatAreNotValidAreLeftOutOfBothFiles() {
    NpyArray predicted = Npz.read(POSES, "predicted_mm");
    float[] values = predicted.floats();
    Arrays.fill(values, 0, 51, Float.NaN);
    Arrays.fill(values, 51, 2 * 51, Float.POSITIVE_INFINITY);
    int[] valid = IntStream.range(0, 40).map(i -> i < 2 ? 0 : 1).toArray();
    Path marked = folder.resolve("marked.npz");
    Map<String, NpyArray> arrays =
        Map.of("pose3d", NpyArray.of(values, 40, 17, 3), "valid", NpyArray.of(valid, 40));
    Npz.write(marked, arrays);
    JsonObject scores = json("--predicted", marked, "--truth", single("truth.npz", "target_mm"));
    assertEquals(38, scores.get("samples").getAsInt());
    assertEquals(2, scores.get("rows_left_out").getAsInt());
    assertEquals(
        10, scores.getAsJsonObject("sequences").getAsJsonObject("clip3").get("samples").getAsInt());
    assertEquals(
        8, scores.getAsJsonObject("sequences").getAsJsonObject("clip0").get("samples").getAsInt());
  }

  @Test
  void meetsTheExpectedScoresUnderEveryProtocol() {
    Map<String, String> names = Map.of("us", "unscaled", "gs", "glob_scaled", "pa", "procrustes");
    names.forEach(
        (protocol, name) -> {
          JsonObject json = json("--predicted", POSES, "--truth", POSES, "--protocol", protocol);
          assertEquals(protocol, json.get("protocol").getAsString());
          assertEquals(14, json.get("joints").getAsInt());
          assertEquals(40, json.get("samples").getAsInt());
          assertEquals(expected("pck150_14_" + name), json.get("pck").getAsDouble(), 1e-9);
          assertEquals(expected("auc_14_" + name), json.get("auc").getAsDouble(), 1e-9);
          assertEquals(expected("pa_mpjpe17_mm"), json.get("pa_mpjpe").getAsDouble(), 1e-9);
          assertEquals(expected("mean_velocity_error_mm"), json.get("mpjve").getAsDouble(), 1e-9);
        });
  }

  @Test
  void singlePrecisionFilesAndTablesMeetThemToo() {
    for (String ending : List.of(".npz", ".csv")) {
      Path predicted = single("predicted" + ending, "predicted_mm");
      Path truth = single("truth" + ending, "target_mm");
      JsonObject json = json("--predicted", predicted, "--truth", truth);
      assertEquals(expected("mpjpe17_mm"), json.get("mpjpe").getAsDouble(), 1e-6);
      assertEquals(expected("pa_mpjpe17_mm"), json.get("pa_mpjpe").getAsDouble(), 1e-6);
      JsonObject clips = json.getAsJsonObject("sequences");
      assertEquals(4, clips.size());
      double mean =
          clips.asMap().values().stream()
              .mapToDouble(s -> s.getAsJsonObject().get("mpjpe").getAsDouble())
              .average()
              .orElseThrow();
      assertEquals(json.get("mpjpe").getAsDouble(), mean, 1e-9);
      assertEquals(17, json.getAsJsonObject("per_joint").size());
    }
  }

  @Test
  void keysJointsAndVariantsAreChosen() {
    JsonObject same = json("--predicted", POSES, "--truth", POSES, "--key", "target_mm");
    assertEquals(0, same.get("mpjpe").getAsDouble(), 1e-9);
    JsonObject swapped =
        json(
            "--predicted",
            POSES,
            "--predicted-key",
            "target_mm",
            "--truth",
            POSES,
            "--truth-key",
            "predicted_mm");
    assertEquals(expected("mpjpe17_mm"), swapped.get("mpjpe").getAsDouble(), 1e-9);
    JsonObject sixteen =
        json("--predicted", POSES, "--truth", POSES, "--joints", 16, "--mpjpe-joints", 14);
    assertEquals(16, sixteen.get("joints").getAsInt());
    assertEquals(14, sixteen.get("mpjpe_joints").getAsInt());
    JsonObject wide = json("--predicted", POSES, "--truth", POSES, "--protocol", "us-auc200");
    assertEquals("us-auc200", wide.get("protocol").getAsString());
  }

  @Test
  void predictionsWithMoreJointsThanTheTruthAreScoredOnWhatBothHave() {
    Path predicted = single("predicted.npz", "predicted_mm");
    Poses truth = new Poses(Npz.read(POSES, "target_mm").floats(), 17, 3);
    for (Skeleton fewer : List.of(Skeletons.H36M_16, Skeletons.LSP_14)) {
      Path file = folder.resolve(fewer.size() + ".npz");
      Poses poses = JointMap.between(Skeleton.H36M_17, fewer).apply(truth);
      Npz.write(file, Map.of("pose3d", NpyArray.of(poses.values(), 40, fewer.size(), 3)));
      JsonObject json = json("--predicted", predicted, "--truth", file);
      assertEquals(fewer.size(), json.get("mpjpe_joints").getAsInt());
      assertEquals(14, json.get("joints").getAsInt());
      if (fewer.size() == 16) {
        assertEquals(expected("pck150_14_unscaled"), json.get("pck").getAsDouble(), 1e-9);
      }
    }
  }

  @Test
  void theTestSetsOwnFilesAreTruthAndSayThatTheyAreUniversal() {
    Path set = Fixtures.path("mpi_inf_3dhp/TS1/annot_data.mat").getParent().getParent();
    Path predicted = folder.resolve("predicted.npz");
    int valid = Fixtures.expected("mpi_inf_3dhp_TS1").get("valid").getAsInt() + 5;
    float[] poses = new float[valid * 51];
    for (int k = 0; k < poses.length; k++) {
      poses[k] = (k % 51) * 50;
    }
    Npz.write(predicted, Map.of("pose3d", NpyArray.of(poses, valid, 17, 3)));
    JsonObject json = json("--predicted", predicted, "--truth", set);
    assertEquals(12, json.get("samples").getAsInt());
    assertEquals("us-universal", json.get("protocol").getAsString());
    assertEquals(2, json.getAsJsonObject("sequences").size());
    assertEquals(6, json.getAsJsonObject("activities").size());
    JsonObject metric = json("--predicted", predicted, "--truth", set, "--truth-key", "annot3");
    assertEquals("us", metric.get("protocol").getAsString());
  }

  /** A step of the error over frames that are not valid is no velocity error. */
  @Test
  void velocityDoesNotCrossFramesThatAreNotValid() {
    Path set = Fixtures.path("mpi_inf_3dhp/TS1/annot_data.mat").getParent().getParent();
    List<Poses> truths = new ArrayList<>();
    List<FrameId> frames = new ArrayList<>();
    for (PoseSequence piece : MpiInf3dhp.read(set, MpiInf3dhp.Truth.UNIVERSAL)) {
      Poses poses = piece.pose3d();
      for (int k = 3; k < poses.values().length; k++) {
        poses.values()[k] += k % poses.stride() < 3 ? 0 : 20 * piece.segment();
      }
      truths.add(poses);
      frames.addAll(piece.frames());
    }
    Path predicted = folder.resolve("predicted.npz");
    Poses poses = Poses.concatenate(truths, 17, 3);
    PoseFiles.write(predicted, new PoseFile(null, poses, frames));
    JsonObject json = json("--predicted", predicted, "--truth", set);
    assertTrue(json.get("mpjpe").getAsDouble() > 5);
    assertEquals(0, json.get("mpjve").getAsDouble(), 1e-3);
    // the truth alone knows of the gaps
    PoseFiles.write(predicted, new PoseFile(null, poses, null));
    Npz.write(predicted, Map.of("pose3d", Npz.read(predicted, "pose3d")));
    assertEquals(
        0, json("--predicted", predicted, "--truth", set).get("mpjve").getAsDouble(), 1e-3);
  }

  /** Names of sequences come from files of others: none of their control characters is printed. */
  @Test
  void namesDoNotControlTheTerminal() throws IOException {
    String hostile = "clip\u001b[2J\u009b\u0007\n40 fake";
    Poses poses = new Poses(Npz.read(POSES, "target_mm").floats(), 17, 3);
    Path named = folder.resolve("named.npz");
    PoseFiles.write(named, PoseFile.ofClips(null, poses, Collections.nCopies(40, hostile)));
    CommandRun table = score("--predicted", named, "--truth", named);
    CommandRun json = score("--predicted", named, "--truth", named, "--json");
    CommandRun refused = score("--predicted", named, "--truth", single("truth.npz", "target_mm"));
    assertEquals(2, refused.code());
    Path csv = folder.resolve("named.csv");
    PoseFiles.write(csv, PoseFiles.read(named));
    for (String text : List.of(table.out(), json.out(), refused.err(), Files.readString(csv))) {
      assertTrue(text.replaceAll("[\\n\\t]", "").matches("\\P{Cntrl}*"), text);
      assertFalse(text.contains("\u009b"), text);
      assertTrue(text.contains("clip\\u001b") || text.startsWith("row 0"), text);
    }
    assertFalse(table.out().contains("\n40 fake"), table.out());
    assertTrue(json.json().getAsJsonObject("sequences").has(hostile), "JSON keeps the name");
  }

  @Test
  void peopleGetATable() {
    String text = score("--predicted", POSES, "--truth", POSES).out();
    assertTrue(text.contains("67.9") && text.contains("120.4") && text.contains("wrist"), text);
    assertFalse(text.contains("{"));
  }

  @Test
  void whatCannotBeScoredGetsOneLine() throws IOException {
    Path predicted = single("predicted.npz", "predicted_mm");
    assertRefused("15", "--predicted", Fixtures.path("malformed/joints_15.npz"), "--truth", POSES);
    assertRefused("NaN", "--predicted", Fixtures.path("malformed/nan.npz"), "--truth", POSES);
    assertRefused(
        "metres", "--predicted", Fixtures.path("poseaug/test_3dhp.npz"), "--truth", POSES);
    assertRefused("no array", "--predicted", POSES, "--truth", POSES, "--key", "nothing");
    assertRefused("no such file", "--predicted", folder.resolve("x.npz"), "--truth", POSES);
    assertRefused("expected us", "--predicted", POSES, "--truth", POSES, "--protocol", "xy");
    assertRefused("15 joints", "--predicted", POSES, "--truth", POSES, "--joints", 15);
    assertRefused("--truth", "--predicted", POSES);
    Path short39 = folder.resolve("short.npz");
    PoseFiles.write(
        short39, new PoseFile(null, PoseFiles.read(predicted).pose3d().slice(0, 39), null));
    assertRefused("39 poses", "--predicted", short39, "--truth", POSES);
    Path renamed = folder.resolve("renamed.csv");
    PoseFiles.write(renamed, PoseFiles.read(predicted));
    Files.writeString(renamed, Files.readString(renamed).replaceFirst("clip1", "clip7"));
    assertRefused("row 10", "--predicted", predicted, "--truth", renamed);
    Path set = Fixtures.path("mpi_inf_3dhp/TS1/annot_data.mat");
    assertRefused("univ_annot3", "--predicted", predicted, "--truth", set, "--truth-key", "annot2");
    assertRefused(
        "no variable", "--predicted", predicted, "--truth", Fixtures.path("lsp/joints.mat"));
  }
}
