package isopose.data.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.geometry.CameraPlacement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cameras, validation clips and parts by rules. */
class MotionClipsTest {

  /** Names as in the whole data set, which has 2,902. */
  private static final List<String> MANY =
      IntStream.rangeClosed(1, 2902).mapToObj("dataset-2_walk_normal_%04d.bvh"::formatted).toList();

  private static final List<String> TARGETS =
      Stream.of("walk-back", "dash", "bow", "kick", "run")
          .map("dataset-1_%s_happy_001.bvh"::formatted)
          .toList();

  @Test
  void aClipMeansTheSameWhateverLiesBesideIt() {
    SourceClips.Source all = SourceClips.ruled("x", MANY, 0);
    List<String> some = MANY.subList(100, 400);
    SourceClips.Source few = SourceClips.ruled("x", some, 0);
    assertEquals(all.clips().clips().subList(100, 400), few.clips().clips());
    assertEquals(all.held().stream().filter(some::contains).toList(), few.held());
    List<String> targets = TARGETS.subList(1, 4);
    assertEquals(
        TargetClips.bandai1(TARGETS).clips().clips().stream()
            .filter(clip -> targets.contains(clip.file()))
            .toList(),
        TargetClips.bandai1(targets).clips().clips(),
        "cameras and order");
  }

  @Test
  void aTenthIsHeldOutAndCamerasAreTenToFourteenDegreesUp() {
    SourceClips.Source source = SourceClips.ruled("x", MANY, 0);
    // 2,902 draws of one in ten: 290 and a standard deviation of 16
    assertEquals(290, source.held().size(), 50);
    Set<CameraPlacement> different = new HashSet<>();
    for (var clip : source.clips().clips()) {
      assertEquals(4, clip.cameras().size());
      clip.cameras()
          .forEach(camera -> assertTrue(camera.elevation() >= 10 && camera.elevation() <= 14));
      different.add(clip.cameras().get(0));
    }
    assertTrue(different.size() > 2800, "neighbouring names draw apart: " + different.size());
  }

  @Test
  void partsAreWhatTheSourceDoesAndWhatItDoesNot() {
    var parts = TargetClips.bandai1(TARGETS).parts();
    assertEquals(Set.of("bow", "kick"), parts.get("new motions"));
    assertEquals(Set.of("dash", "run", "walk-back"), parts.get("walking and running"));
  }
}
