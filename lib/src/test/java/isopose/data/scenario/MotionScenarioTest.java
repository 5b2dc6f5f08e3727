package isopose.data.scenario;

import static isopose.EmbeddedClips.DATA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import isopose.data.PoseSequence;
import isopose.data.motion.BvhPosesTest;
import isopose.data.motion.ClipFiles;
import isopose.geometry.CameraPlacement;
import isopose.io.BadInput;
import isopose.io.FileHashes;
import isopose.skeleton.FrameId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MotionScenarioTest {

  @TempDir private static Path data;

  /** Two motions of the embedded excerpt in the place of the whole, a third as the target. */
  @BeforeAll
  static void fill() throws IOException {
    for (String file : EmbeddedClips.names("bandai-2")) {
      if (file.contains("_run_") || file.contains("_raise-up-both-hands_")) {
        EmbeddedClips.copy("bandai-2", file, data.resolve("bandai-2-full").resolve(file));
      } else if (file.contains("_walk_")) {
        EmbeddedClips.copy("bandai-2", file, data.resolve("bandai-1").resolve(file));
      }
    }
    for (String file :
        List.of(
            "cmu/SHA256SUMS", "cmu/cmu.tar.zst", "ansur2/SHA256SUMS", "ansur2/lengths.csv.gz")) {
      Files.createDirectories(data.resolve(file).getParent());
      Files.copy(DATA.resolve(file), data.resolve(file));
    }
  }

  @Test
  void theTestTargetIsTheEmbeddedStream() {
    Scenario embedded = Scenarios.load("bandai-cmu", DATA, SourceSubjects.RECORDED);
    Scenario full = Scenarios.load("bandai-cmu-full", data, SourceSubjects.RECORDED);
    assertEquals(embedded.parts(), full.parts());
    assertEquals(embedded.target().size(), full.target().size());
    for (int s = 0; s < full.target().size(); s++) {
      assertEquals(embedded.target().get(s).name(), full.target().get(s).name());
      assertArrayEquals(
          embedded.target().get(s).pose2d().values(), full.target().get(s).pose2d().values());
    }
    assertEquals(28, Scenario.clips(full.source()) + Scenario.clips(full.validation()));
    assertEquals(embedded.hashes().get("cmu"), full.hashes().get("cmu"));
    assertEquals(
        full.hashes().get("bandai-2-full"),
        Scenarios.source("bandai-cmu-full", data, "", "", new FileHashes()).get("bandai-2-full"));
  }

  @Test
  void otherBonesAreAnotherPersonAClipAndNothingElse() {
    Scenario same = Scenarios.load("bandai-bandai1", data, SourceSubjects.RECORDED);
    Scenario other = Scenarios.load("bandai-bandai1-bones", data, SourceSubjects.RECORDED);
    Set<Float> thighs = new HashSet<>();
    for (int s = 0; s < same.target().size(); s++) {
      PoseSequence a = same.target().get(s);
      PoseSequence b = other.target().get(s);
      assertEquals(a.name(), b.name());
      assertArrayEquals(a.root().values(), b.root().values());
      assertArrayEquals(b.camera().project(b.pose3d(), b.root()).values(), b.pose2d().values());
      Function<Integer, Double> factor =
          j -> BvhPosesTest.bone(b.pose3d(), 0, j) / BvhPosesTest.bone(a.pose3d(), 0, j);
      for (int j = 1; j < 17; j++) {
        assertEquals(1, factor.apply(j), TargetPersons.BONES_WITHIN + 1e-4);
      }
      assertEquals(factor.apply(2), factor.apply(5), 1e-4, "left and right thigh");
      thighs.add((float) (double) factor.apply(2));
      int last = a.count() - 1;
      assertEquals(
          factor.apply(13),
          BvhPosesTest.bone(b.pose3d(), last, 13) / BvhPosesTest.bone(a.pose3d(), last, 13),
          1e-4,
          "one person from the first frame to the last");
    }
    assertTrue(thighs.size() >= same.target().size() - 1);
    assertNotEquals(same.name(), other.name());
  }

  @Test
  void whatIsMissingIsNamed(@TempDir Path empty) throws IOException {
    BadInput missing =
        assertThrows(
            BadInput.class, () -> Scenarios.load("bandai-bandai1", empty, SourceSubjects.RECORDED));
    assertTrue(missing.getMessage().startsWith(empty.resolve("bandai-2-full") + ": is missing"));
    assertThrows(BadInput.class, () -> SourceClips.ruled("x", List.of("one.bvh"), 0));
    Path list = data.resolve("bandai-1").resolve(ClipFiles.SUMS);
    Files.writeString(list, "0".repeat(64) + "  dataset-2_walk_active_001.bvh\n");
    BadInput changed =
        assertThrows(
            BadInput.class, () -> Scenarios.load("bandai-bandai1", data, SourceSubjects.RECORDED));
    assertTrue(changed.getMessage().contains("is not the file that SHA256SUMS lists"));
    Files.delete(list);
    assertEquals(
        Set.of("bandai-2-full", "bandai-1", "manifest"),
        Scenarios.load("bandai-bandai1", data, SourceSubjects.FIVE).hashes().keySet().stream()
            .collect(Collectors.toSet()));
  }

  private static final Map<String, List<PoseSequence>> READ = new HashMap<>();

  private static List<PoseSequence> target(String name) {
    return READ.computeIfAbsent(name, key -> Scenarios.target(key, DATA).target());
  }

  /** The source of each is the same, so that one training serves all. */
  @Test
  void theTargetsOfTheEmbeddedSourceShareItsTraining() {
    FileHashes known = new FileHashes();
    Map<String, String> source = Scenarios.source("bandai-cmu", DATA, "", "", known);
    for (MotionScenario scenario : MotionScenario.values()) {
      if (scenario.source == SourceClips.BANDAI) {
        assertEquals(source, Scenarios.source(scenario.label, DATA, "", "", known));
      }
    }
    assertNotEquals(source, Scenarios.source("cmu-bandai1", DATA, "", "", known));
  }

  @ParameterizedTest
  @CsvSource({"bandai-cmu-low, -10, 0", "bandai-cmu-high, 30, 45"})
  void theSameMotionsAreSeenFromAnotherHeight(String name, double lowest, double highest) {
    List<PoseSequence> before = target("bandai-cmu");
    List<PoseSequence> after = target(name);
    assertEquals(before.size(), after.size());
    Set<Double> elevations = new HashSet<>();
    for (int s = 0; s < after.size(); s++) {
      CameraPlacement one = before.get(s).placement();
      CameraPlacement other = after.get(s).placement();
      assertEquals(before.get(s).frames(), after.get(s).frames());
      assertTrue(other.elevation() >= lowest && other.elevation() <= highest);
      assertEquals(one.azimuth(), other.azimuth());
      assertEquals(one.distance(), other.distance());
      elevations.add(other.elevation());
      assertArrayEquals(
          before.get(s).root().values(), after.get(s).root().values(), "the same distance");
      assertEquals(
          before.get(s).pose3d().distance(0, 3, 15),
          after.get(s).pose3d().distance(0, 3, 15),
          0.01);
    }
    assertTrue(elevations.size() > 40, "81 clips from " + elevations.size() + " heights");
  }

  /** Subjects by the samples that each shows, in the order of the stream. */
  private static List<Integer> runs(List<PoseSequence> target) {
    List<Integer> runs = new ArrayList<>();
    String current = null;
    for (PoseSequence sequence : target) {
      String subject = sequence.track().subject();
      if (!subject.equals(current)) {
        runs.add(0);
      }
      runs.set(runs.size() - 1, runs.get(runs.size() - 1) + sequence.count());
      current = subject;
    }
    return runs;
  }

  private static Set<String> subjects(List<PoseSequence> target) {
    return target.stream().map(s -> s.track().subject()).collect(Collectors.toSet());
  }

  @Test
  void personsAreThoseOfTheTestOrTheValidationPart() {
    Population population = Population.read(DATA);
    for (String name : List.of("bandai-cmu-real", "bandai-cmu-one", "bandai-cmu-changing")) {
      assertTrue(names(population.test()).containsAll(subjects(target(name))), name);
    }
    for (String name : List.of("bandai-validation-real", "bandai-validation-changing")) {
      assertTrue(names(population.validation()).containsAll(subjects(target(name))), name);
    }
    assertEquals(Set.of(""), subjects(target("bandai-validation")), "as recorded");
  }

  private static Set<String> names(List<Population.Person> persons) {
    return persons.stream().map(p -> "ansur2-" + p.number()).collect(Collectors.toSet());
  }

  @Test
  void onePersonStaysAndOthersChangeEveryHundredFrames() {
    assertEquals(List.of(5000), runs(target("bandai-cmu-one")));
    assertTrue(subjects(target("bandai-cmu-real")).size() > 70, "81 clips");
    List<PoseSequence> recorded = target("bandai-cmu");
    List<PoseSequence> changing = target("bandai-cmu-changing");
    List<Integer> runs = runs(changing);
    assertEquals(Scenario.samples(recorded), Scenario.samples(changing));
    assertTrue(runs.subList(0, runs.size() - 1).stream().allMatch(n -> n == 100), runs.toString());
    assertEquals(runs.size(), subjects(changing).size(), "nobody comes back");
    List<FrameId> frames = changing.stream().flatMap(s -> s.frames().stream()).toList();
    List<FrameId> before = recorded.stream().flatMap(s -> s.frames().stream()).toList();
    for (int i = 0; i < frames.size(); i++) {
      assertEquals(before.get(i).number(), frames.get(i).number());
      assertEquals(before.get(i).clip(), frames.get(i).clip());
      if (i % 100 == 0 && i > 0 && frames.get(i).clip().equals(frames.get(i - 1).clip())) {
        assertNotEquals(frames.get(i).segment(), frames.get(i - 1).segment(), "a body's jump");
      }
    }
    assertEquals(
        List.of(100, 100), runs(target("bandai-validation-changing")).subList(0, 2), "the same");
  }

  @Test
  void theValidationTargetIsTheValidationClipsAsTheyAre() {
    List<PoseSequence> validation =
        Scenarios.load("bandai-cmu", DATA, SourceSubjects.RECORDED).validation();
    List<PoseSequence> target = target("bandai-validation");
    assertEquals(validation.size(), target.size());
    for (int s = 0; s < target.size(); s++) {
      assertEquals(validation.get(s).frames(), target.get(s).frames());
      assertArrayEquals(validation.get(s).pose2d().values(), target.get(s).pose2d().values());
    }
  }

  @Test
  void theWayBackTrainsOnCmuInFourViews() {
    Scenario back = Scenarios.load("cmu-bandai1", data, SourceSubjects.RECORDED);
    Set<String> target = Set.copyOf(target("bandai-cmu").stream().map(s -> s.clip()).toList());
    Set<String> source = new HashSet<>(back.source().stream().map(PoseSequence::clip).toList());
    assertTrue(back.validation().stream().noneMatch(view -> source.contains(view.clip())));
    back.validation().forEach(view -> source.add(view.clip()));
    assertEquals(target, source, "the clips that are usable");
    assertTrue(Scenario.clips(back.validation()) >= 4, "" + Scenario.clips(back.validation()));
    assertEquals(4 * Scenario.clips(back.source()), back.source().size());
    assertEquals(1, back.source().get(0).numbers()[0], "the rest pose is left out");
    Scenario real = Scenarios.target("bandai-bandai1-real", data);
    assertEquals(back.target().size(), real.target().size());
    assertFalse(subjects(real.target()).contains(""));
  }
}
