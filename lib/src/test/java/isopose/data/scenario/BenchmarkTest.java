package isopose.data.scenario;

import static isopose.EmbeddedClips.DATA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {
  /** Names as in the whole data set, which has 2,902. */
  private static final List<String> MANY =
      IntStream.rangeClosed(1, 2902).mapToObj("dataset-2_walk_normal_%04d.bvh"::formatted).toList();

  private static final List<String> TARGETS =
      Stream.of("walk-back", "dash", "bow", "kick", "run")
          .map("dataset-1_%s_happy_001.bvh"::formatted)
          .toList();

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
    Path cmu = Files.createDirectories(data.resolve("cmu"));
    for (String file : List.of(ClipFiles.SUMS, "cmu.zip")) {
      Files.copy(DATA.resolve("cmu").resolve(file), cmu.resolve(file));
    }
  }

  @Test
  void aClipMeansTheSameWhateverLiesBesideIt() {
    ScenarioManifest all = Benchmark.manifest(Benchmark.MOTIONS, MANY, TARGETS);
    List<String> some = MANY.subList(100, 400);
    ScenarioManifest few = Benchmark.manifest(Benchmark.MOTIONS, some, TARGETS.subList(1, 4));
    assertEquals(all.source().clips().subList(100, 400), few.source().clips());
    assertEquals(all.validation().stream().filter(some::contains).toList(), few.validation());
    assertEquals(
        all.target().clips().stream()
            .filter(clip -> TARGETS.subList(1, 4).contains(clip.file()))
            .toList(),
        few.target().clips(),
        "cameras and order");
  }

  @Test
  void aTenthIsHeldOutAndCamerasAreThoseOfTheLaboratory() {
    ScenarioManifest manifest = Benchmark.manifest(Benchmark.CMU, MANY, List.of());
    // 2,902 draws of one in ten: 290 and a standard deviation of 16
    assertEquals(290, manifest.validation().size(), 50);
    Set<CameraPlacement> different = new HashSet<>();
    for (var clip : manifest.source().clips()) {
      assertEquals(4, clip.cameras().size());
      clip.cameras()
          .forEach(camera -> assertTrue(camera.elevation() >= 10 && camera.elevation() <= 14));
      different.add(clip.cameras().get(0));
    }
    assertTrue(different.size() > 2800, "neighbouring names draw apart: " + different.size());
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
        assertEquals(1, factor.apply(j), Benchmark.BONES_WITHIN + 1e-4);
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
  void partsAreWhatTheSourceDoesAndWhatItDoesNot() {
    var parts = Benchmark.manifest(Benchmark.MOTIONS, MANY, TARGETS).parts();
    assertEquals(Set.of("bow", "kick"), parts.get("new motions"));
    assertEquals(Set.of("dash", "run", "walk-back"), parts.get("walking and running"));
  }

  @Test
  void whatIsMissingIsNamed(@TempDir Path empty) throws IOException {
    BadInput missing =
        assertThrows(
            BadInput.class, () -> Scenarios.load("bandai-bandai1", empty, SourceSubjects.RECORDED));
    assertTrue(missing.getMessage().startsWith(empty.resolve("bandai-2-full") + ": is missing"));
    assertThrows(
        BadInput.class,
        () -> Benchmark.manifest(Benchmark.CMU, MANY.subList(0, 1), new ArrayList<>()));
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
}
