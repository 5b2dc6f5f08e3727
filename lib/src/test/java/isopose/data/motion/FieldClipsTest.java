package isopose.data.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.data.scenario.Scenario;
import isopose.data.scenario.Scenarios;
import isopose.data.scenario.SourceVariation;
import isopose.io.BadInput;
import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhReader;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BVH files as people have them; all show the same made-up walk. */
class FieldClipsTest {
  private static final String MIXAMO = "13-bvh-names/mixamo.bvh";

  private static BvhClip clip(String file) {
    return BvhReader.read(Fixtures.path("field/" + file));
  }

  private static Poses read(String file) {
    return new BvhPoses(clip(file), ClipReading.OWN).read(0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"13-bvh-names/vrm.bvh", "15-bvh-syntax/bom.bvh"})
  void otherNamesAndAByteOrderMark(String file) {
    assertArrayEquals(read(MIXAMO).values(), read(file).values());
  }

  /** Thigh 420, shin 410, upper arm 280 and forearm 250 mm, by the offsets in the file. */
  @ParameterizedTest
  @CsvSource({
    MIXAMO + ", 1",
    "14-bvh-order-units/z_up.bvh, 1",
    "14-bvh-order-units/child_60percent_cm.bvh, 0.6",
    "16-bvh-smpl/amass.bvh, 1",
    "16-bvh-smpl/smpl_L_Hip.bvh, 1",
    "19-bvh-cli/nested/Happy/Happy_FW.bvh, 1",
  })
  void theRightJointsInTheRightUnitUpright(String file, double size) {
    Poses poses = read(file);
    for (int i = 0; i < poses.count(); i++) {
      assertEquals(420 * size, BvhPosesTest.bone(poses, i, 2), 0.01);
      assertEquals(410 * size, BvhPosesTest.bone(poses, i, 6), 0.01);
      assertEquals(280 * size, BvhPosesTest.bone(poses, i, 12), 0.01);
      assertEquals(250 * size, BvhPosesTest.bone(poses, i, 16), 0.01);
      assertTrue(at(poses, i, "head_top") > at(poses, i, "pelvis") + 500 * size, "upright");
      assertTrue(at(poses, i, "left_ankle") < -600 * size, "ankles below");
    }
  }

  @Test
  void zUpIsTurnedNotMirrored() {
    Poses turned = read("14-bvh-order-units/z_up.bvh");
    Poses recorded = read("14-bvh-order-units/child_60percent_cm.bvh");
    double left = turned.get(0, 4, 0) - turned.get(0, 1, 0);
    double front = turned.get(0, 9, 2) - turned.get(0, 10, 2);
    assertTrue(left > 0 && front > 0, "left is +x for a person who faces +z");
    assertEquals(0, turned.get(0, 2, 1) - recorded.get(0, 2, 1) / 0.6, 1, "knee");
    assertEquals(0, turned.get(0, 3, 2) - recorded.get(0, 3, 2) / 0.6, 1, "ankle");
  }

  @Test
  void fewerFramesThanSaidAreRefusedInOneLine() {
    BadInput refusal =
        assertThrows(BadInput.class, () -> clip("15-bvh-syntax/one_fewer_frame.bvh"));
    assertTrue(refusal.getMessage().contains("13 frames"), refusal.getMessage());
  }

  /** A skeleton at rest along y whose motion is along z, as conversions of AMASS have it. */
  @Test
  void aPersonWhoLiesInEveryFrameIsNoticed() throws IOException {
    String text = Files.readString(Fixtures.path("field/" + MIXAMO));
    StringBuilder lying = new StringBuilder();
    for (String line : text.lines().toList()) {
      // position, then the root's rotations: 90 degrees about x in the file's order z, y, x
      lying.append(
          line.matches("[-0-9. ]+")
              ? line.replaceFirst("^(\\S+ \\S+ \\S+) \\S+ \\S+ \\S+", "$1 0 0 90")
              : line);
      lying.append('\n');
    }
    BvhClip clip = BvhReader.parse("lying.bvh", lying.toString().getBytes(StandardCharsets.UTF_8));
    BadInput refusal = assertThrows(BadInput.class, () -> new BvhPoses(clip, ClipReading.OWN));
    assertEquals(
        "lying.bvh: the person lies in most frames if y points up; state the axis that points up"
            + " (--up y or --up z)",
        refusal.getMessage());
    Poses upright = new BvhPoses(clip, ClipReading.of("", "z", false)).read(0, 1);
    Poses flat = new BvhPoses(clip, ClipReading.of("", "y", false)).read(0, 1);
    assertTrue(at(upright, 3, "head_top") > 500);
    assertTrue(Math.abs(at(flat, 3, "head_top")) < 100);
  }

  @Test
  void theUnitMayBeStated() {
    Poses stated = new BvhPoses(clip(MIXAMO), ClipReading.of("10.5", "", false)).read(0, 1);
    assertEquals(441, BvhPosesTest.bone(stated, 0, 2), 0.01);
    BadInput refusal =
        assertThrows(
            BadInput.class, () -> new BvhPoses(clip(MIXAMO), ClipReading.of("m", "", false)));
    assertTrue(refusal.getMessage().contains("83000 mm long"), refusal.getMessage());
    assertThrows(BadInput.class, () -> ClipReading.of("feet", "", false));
    assertThrows(BadInput.class, () -> ClipReading.of("", "x", false));
  }

  @Test
  void foldersAreReadWithTheirSubfolders() {
    Path nested = Fixtures.path("field/19-bvh-cli/nested");
    assertEquals(List.of("Happy_FW.bvh"), MotionFolder.list(nested));
    assertEquals(120, read("19-bvh-cli/nested/Happy/Happy_FW.bvh").count());
  }

  /** One row more than the file says was once refused. */
  @Test
  void surplusFramesAreRead() {
    assertEquals(12, read("19-bvh-cli/onebad/z_bad.bvh").count());
  }

  @Test
  void aBadClipIsNamedAndLeftOutOnRequest(@TempDir Path source, @TempDir Path target)
      throws IOException {
    Path ok = Fixtures.path("field/19-bvh-cli/nested/Happy/Happy_FW.bvh");
    for (Path copy :
        List.of(source.resolve("a.bvh"), source.resolve("b.bvh"), target.resolve("ok.bvh"))) {
      Files.copy(ok, copy);
    }
    Files.copy(
        Fixtures.path("field/15-bvh-syntax/one_fewer_frame.bvh"), target.resolve("z_bad.bvh"));
    BadInput refusal =
        assertThrows(
            BadInput.class,
            () -> Scenarios.bvh(source, target, ClipReading.OWN, SourceVariation.NONE));
    assertTrue(refusal.getMessage().contains("z_bad.bvh, line "), refusal.getMessage());
    ClipReading skipping = ClipReading.of("", "", true);
    Scenario scenario = Scenarios.bvh(source, target, skipping, SourceVariation.NONE);
    assertEquals(List.of("left out " + refusal.getMessage()), scenario.caveats());
    assertEquals(30, Scenario.samples(scenario.target()));
    Files.delete(target.resolve("ok.bvh"));
    assertThrows(
        BadInput.class, () -> Scenarios.bvh(source, target, skipping, SourceVariation.NONE));
  }

  private static double at(Poses poses, int i, String joint) {
    return poses.get(i, Skeleton.H36M_17.index(joint), 1);
  }
}
