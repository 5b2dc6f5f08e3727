package isopose.data.sets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.data.PoseSequence;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each reader calls a knee lies where a knee is, on the side that it is called after. (The
 * fixtures of LSP and MPII are points without a body: {@link DataSetsTest} draws one for them.)
 */
class JointGeometryTest {
  private static final Skeleton H36M = Skeleton.H36M_17;

  private static List<PoseSequence> read(String set) {
    return switch (set) {
      case "human36m" ->
          Human36m.read(
              Fixtures.path("human36m/data_3d_h36m.npz"),
              Fixtures.path("human36m/data_2d_h36m_gt.npz"),
              List.of("S1", "S5", "S9", "S11"));
      case "mpi_inf_3dhp" -> MpiInf3dhp.read(folder(), MpiInf3dhp.Truth.METRIC);
      case "spin" -> Spin.read(Fixtures.path("spin/mpi_inf_3dhp_valid.npz"));
      case "poseaug" -> List.of(PoseAug.read(Fixtures.path("poseaug/test_3dhp.npz")));
      default -> ThreeDpw.read(Fixtures.path("3dpw/sequenceFiles/test/downtown_made_up_00.pkl"));
    };
  }

  private static Path folder() {
    return Fixtures.path("mpi_inf_3dhp/TS1/annot_data.mat").getParent().getParent();
  }

  /** Every pose of the fixtures, in 2D and in 3D. */
  private static List<Poses> poses(String set) {
    List<Poses> all = new ArrayList<>();
    for (PoseSequence sequence : read(set)) {
      all.add(sequence.pose2d());
      all.add(sequence.pose3d());
    }
    return all;
  }

  /** The made-up people stand or walk: y points down in pixels and in the camera's frame. */
  @ParameterizedTest
  @ValueSource(strings = {"human36m", "mpi_inf_3dhp", "spin", "poseaug", "3dpw"})
  void fromThoraxToFootEachJointLiesBelowTheOneBefore(String set) {
    for (String side : List.of("left_", "right_")) {
      List<String> down = List.of("thorax", side + "hip", side + "knee", side + "ankle");
      for (int k = 1; k < down.size(); k++) {
        int above = H36M.index(down.get(k - 1));
        int below = H36M.index(down.get(k));
        assertMost(set, down.get(k), (p, i) -> p.get(i, below, 1) > p.get(i, above, 1));
      }
      int thorax = H36M.index("thorax");
      int pelvis = H36M.index("pelvis");
      int spine = H36M.index("spine");
      assertMost(
          set,
          "spine",
          (p, i) ->
              p.get(i, spine, 1) > p.get(i, thorax, 1) && p.get(i, spine, 1) < p.get(i, pelvis, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"human36m", "mpi_inf_3dhp", "spin", "poseaug", "3dpw"})
  void aLimbHangsOnItsOwnSide(String set) {
    for (String side : List.of("left_", "right_")) {
      String other = side.equals("left_") ? "right_" : "left_";
      for (String[] bone :
          new String[][] {{"hip", "knee"}, {"shoulder", "elbow"}, {"elbow", "wrist"}}) {
        int from = H36M.index(side + bone[0]);
        int own = H36M.index(side + bone[1]);
        int far = H36M.index(other + bone[0]);
        assertPositive(
            set, side + bone[1], (p, i) -> p.distance(i, own, far) - p.distance(i, own, from));
      }
    }
    int rightHip = H36M.index("right_hip");
    int leftHip = H36M.index("left_hip");
    int rightShoulder = H36M.index("right_shoulder");
    int leftShoulder = H36M.index("left_shoulder");
    assertPositive(
        set,
        "left is left",
        (p, i) -> {
          double along = 0;
          for (int d = 0; d < p.dims(); d++) {
            along +=
                (p.get(i, leftHip, d) - p.get(i, rightHip, d))
                    * (p.get(i, leftShoulder, d) - p.get(i, rightShoulder, d));
          }
          return along;
        });
  }

  private interface Measure {
    double of(Poses poses, int pose);
  }

  /** On the whole: the fixtures' joints are shaken at random. */
  private static void assertPositive(String set, String what, Measure measure) {
    double sum = 0;
    for (Poses poses : poses(set)) {
      // pixels and millimetres count the same
      double unit = poses.distance(0, H36M.index("pelvis"), H36M.index("thorax"));
      for (int i = 0; i < poses.count(); i++) {
        sum += measure.of(poses, i) / unit;
      }
    }
    assertTrue(sum > 0, "%s, %s: %f".formatted(set, what, sum));
  }

  private interface Claim {
    boolean holds(Poses poses, int pose);
  }

  private static void assertMost(String set, String what, Claim claim) {
    int held = 0;
    int all = 0;
    for (Poses poses : poses(set)) {
      for (int i = 0; i < poses.count(); i++, all++) {
        held += claim.holds(poses, i) ? 1 : 0;
      }
    }
    assertTrue(held > 0.9 * all, "%s, %s: %d of %d".formatted(set, what, held, all));
  }
}
