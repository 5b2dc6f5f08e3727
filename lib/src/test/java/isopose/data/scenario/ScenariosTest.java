package isopose.data.scenario;

import static isopose.EmbeddedClips.DATA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import isopose.data.PoseSequence;
import isopose.data.motion.ClipFiles;
import isopose.data.motion.ClipReading;
import isopose.data.motion.MotionFolder;
import isopose.io.BadInput;
import isopose.io.Sha256;
import isopose.skeleton.Poses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenariosTest {
  private static Scenario scenario;

  @BeforeAll
  static void load() {
    scenario = Scenarios.load("bandai-cmu", DATA, SourceSubjects.RECORDED);
  }

  @Test
  void sourceIsLargeAndValidationIsApart() {
    assertTrue(Scenario.samples(scenario.source()) >= 40_000);
    Set<String> training = clips(scenario.source());
    Set<String> validation = clips(scenario.validation());
    assertEquals(133, training.size());
    assertEquals(7, validation.size());
    assertEquals(4 * 140, scenario.source().size() + scenario.validation().size());
    assertTrue(training.stream().noneMatch(validation::contains));
    assertEquals(7, scenario.validation().stream().map(PoseSequence::action).distinct().count());
    assertEquals(
        Set.of("active", "elderly", "exhausted", "feminine", "masculine", "normal", "youthful"),
        validation.stream()
            .map(clip -> clip.replaceAll(".*_(.+)_\\d+", "$1"))
            .collect(Collectors.toSet()));
  }

  /** The numbers that every published score rests on, to the bit, whatever the files' form is. */
  @Test
  void theSequencesAreThoseThatThePublishedScoresRestOn() {
    assertEquals(
        "cacb527f5a04b8fe6f32afc59c3a5ea049d2d1433353380671ec70787c35e638",
        hash(scenario.source()));
    assertEquals(
        "18074d8786f72285c533ddf0c6c0cc837bdc62338066b5f7d6b6c1d435c8e2b7",
        hash(scenario.validation()));
    assertEquals(
        "90ff662e5df9a6e730cd60fd3778e11ae1a1b82eaff29f36d52287d1a58fb715",
        hash(scenario.target()));
    assertEquals(
        "2a951adf0692b9b9023871e32d40c600e154c67f9c09584d0f0827eae8ddbd23",
        scenario.hashes().get("bandai-2"));
    assertEquals(
        "55479b6a6b5224648c5fd393fc761d9132939148d821a01fd5f7543db38bb39f",
        scenario.hashes().get("cmu"));
  }

  private static String hash(List<PoseSequence> sequences) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (PoseSequence sequence : sequences) {
      String names = sequence.clip() + "/" + sequence.action();
      bytes.writeBytes(names.getBytes(StandardCharsets.UTF_8));
      for (Poses poses : List.of(sequence.pose2d(), sequence.pose3d(), sequence.root())) {
        ByteBuffer values = ByteBuffer.allocate(4 * poses.values().length);
        values.asFloatBuffer().put(poses.values());
        bytes.writeBytes(values.array());
      }
    }
    return Sha256.of(bytes.toByteArray());
  }

  @Test
  void partsShareTheTargetBetweenThem() {
    int newMotions = Scenario.samples(scenario.part("new motions"));
    int walking = Scenario.samples(scenario.part("walking and running"));
    assertTrue(newMotions > 1_200, "new motions: " + newMotions);
    assertTrue(walking > 1_200, "walking and running: " + walking);
    assertEquals(Scenario.samples(scenario.target()), newMotions + walking);
    assertThrows(BadInput.class, () -> scenario.part("swimming"));
  }

  @Test
  void everySequenceIsWhole() {
    Set<String> names = new HashSet<>();
    for (List<PoseSequence> group :
        List.of(scenario.source(), scenario.validation(), scenario.target())) {
      for (PoseSequence view : group) {
        assertTrue(names.add(view.name()), view.name());
        Poses pixels = view.camera().project(view.pose3d(), view.root());
        assertArrayEquals(pixels.values(), view.pose2d().values(), view.name());
        for (float pixel : view.pose2d().values()) {
          assertTrue(pixel > -100 && pixel < 612, view.name() + " stays near the picture");
        }
        for (int i = 0; i < view.count(); i++) {
          assertEquals(0, view.pose3d().get(i, 0, 0), "root-relative");
          assertTrue(view.root().get(i, 0, 2) >= 3000);
        }
      }
    }
  }

  @Test
  void aPersonAtFiveMetresIsAboutTwoHundredPixelsTall() {
    // from ankle to head top, without the foot: 1.41 m upright, times 600 / 5 m = 169
    double mean =
        scenario.source().stream()
            .filter(view -> view.action().startsWith("raise-up")) // these begin upright
            .mapToDouble(ScenariosTest::heightAtFiveMetres)
            .average()
            .orElseThrow();
    assertEquals(165, mean, 10);
  }

  private static double heightAtFiveMetres(PoseSequence view) {
    double height = view.pose2d().get(0, 3, 1) - view.pose2d().get(0, 10, 1);
    return height * view.root().get(0, 0, 2) / 5000;
  }

  @Test
  void loadingTwiceGivesTheSame() {
    Scenario again = Scenarios.load("bandai-cmu", DATA, SourceSubjects.FIVE);
    assertEquals(scenario.hashes(), again.hashes());
    for (int s = 0; s < scenario.target().size(); s++) {
      assertEquals(scenario.target().get(s).name(), again.target().get(s).name());
      assertArrayEquals(
          scenario.target().get(s).pose2d().values(), again.target().get(s).pose2d().values());
    }
    assertArrayEquals(
        scenario.source().get(7).pose3d().values(),
        again.source().get(7).pose3d().values(),
        "as recorded until asked for by epoch");
    assertNotEquals(
        scenario.validation().get(8).pose3d().get(0, 3, 1),
        again.validation().get(8).pose3d().get(0, 3, 1),
        "the second of five people");
  }

  @Test
  void missingAndChangedDataAreNamed(@TempDir Path folder) throws IOException {
    BadInput missing =
        assertThrows(
            BadInput.class, () -> Scenarios.load("bandai-cmu", folder, SourceSubjects.RECORDED));
    assertTrue(missing.getMessage().startsWith(folder.resolve("bandai-2") + ": is missing"));
    BadInput unknown =
        assertThrows(BadInput.class, () -> Scenarios.load("moon", DATA, SourceSubjects.RECORDED));
    assertTrue(unknown.getMessage().contains("bandai-cmu"), unknown.getMessage());

    copy("cmu/cmu_train_running_2.bvh", folder, "cmu_train_running_2.bvh");
    Files.writeString(
        folder.resolve(ClipFiles.SUMS), "0".repeat(64) + "  cmu_train_running_2.bvh\n");
    BadInput changed =
        assertThrows(
            BadInput.class,
            () ->
                MotionFolder.read(
                    folder, MotionFolder.list(folder), clip -> new MotionFolder.Sampling(0, 1)));
    assertTrue(changed.getMessage().contains("cmu_train_running_2.bvh"), changed.getMessage());
  }

  @Test
  void anyTwoFoldersMakeAScenario(@TempDir Path source, @TempDir Path target) throws IOException {
    copy("bandai-2/dataset-2_walk_normal_001.bvh", source, "stroll-1.bvh");
    copy("bandai-2/dataset-2_run_normal_001.bvh", source, "dash_2.bvh");
    copy("cmu/cmu_train_running_2.bvh", target, "my_run_01.BVH");
    copy("cmu/cmu_test_walking_13.bvh", target, "march.bvh");
    Scenario own = Scenarios.bvh(source, target, ClipReading.OWN, SourceVariation.NONE);
    assertEquals(4, own.source().size());
    assertEquals(4, own.validation().size());
    assertEquals(Set.of("march", "my run"), own.parts().keySet());
    // 30 frames a second: every second of 273 or its companion's, every fourth of 48 and 114
    assertEquals(12, Scenario.samples(own.part("my run")));
    assertEquals(29, Scenario.samples(own.part("march")));
    assertEquals(
        own.hashes(),
        Scenarios.bvh(
                source,
                target,
                ClipReading.OWN,
                SourceVariation.of(SourceSubjects.FIVE, SourceCameras.FOUR, DATA))
            .hashes());

    Files.delete(source.resolve("dash_2.bvh"));
    assertThrows(
        BadInput.class, () -> Scenarios.bvh(source, target, ClipReading.OWN, SourceVariation.NONE));
    Files.writeString(target.resolve("broken.bvh"), "HIERARCHY\nROUTE");
    BadInput broken =
        assertThrows(
            BadInput.class,
            () -> Scenarios.bvh(source, target, ClipReading.OWN, SourceVariation.NONE));
    assertEquals(
        target.resolve("broken.bvh")
            + ", line 2: expected ROOT, got 'ROUTE'; get or export it again",
        broken.getMessage());
    assertThrows(
        BadInput.class,
        () ->
            Scenarios.bvh(
                source, source.resolve("nowhere"), ClipReading.OWN, SourceVariation.NONE));
  }

  @Test
  void actionsComeFromFileNames() {
    assertEquals("walking", MotionFolder.actionOf("cmu_test_walking_13"));
    assertEquals("basketball signal", MotionFolder.actionOf("cmu_train_basketball_signal_1"));
    assertEquals("wave-left-hand", MotionFolder.actionOf("dataset-2_wave-left-hand_active_001"));
    assertEquals("Jump", MotionFolder.actionOf("Jump03"));
    assertEquals(
        "13", MotionFolder.actionOf("13_29"), "CMU's subject, where the name says no more");
  }

  private static Set<String> clips(List<PoseSequence> views) {
    return views.stream().map(PoseSequence::clip).collect(Collectors.toSet());
  }

  private static void copy(String file, Path folder, String name) throws IOException {
    String[] parts = file.split("/", -1);
    EmbeddedClips.copy(parts[0], parts[1], folder.resolve(name));
  }
}
