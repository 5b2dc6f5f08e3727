package isopose.skeleton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SkeletonsTest {
  private static final List<Skeleton> ALL =
      List.of(
          Skeleton.H36M_17,
          Skeletons.H36M_16,
          Skeletons.MPI_INF_3DHP_17,
          Skeletons.LSP_14,
          Skeletons.MPII_16,
          Skeletons.SPIN_24,
          Skeletons.SMPL_24,
          Skeletons.COCO_17);

  @Test
  void everySkeletonIsATreeAndMirrorsItself() {
    for (Skeleton skeleton : ALL) {
      int root = skeleton.root();
      for (int j = 0; j < skeleton.size(); j++) {
        int up = j;
        for (int steps = 0; up != root && steps < skeleton.size(); steps++) {
          up = skeleton.parents().get(up);
        }
        assertEquals(root, up, skeleton.name() + ": " + skeleton.joints().get(j));
        assertEquals(j, skeleton.mirror().get(skeleton.mirror().get(j)));
        // the mirrored skeleton has the same bones
        assertEquals(
            skeleton.mirror().get(skeleton.parents().get(j)),
            skeleton.parents().get(skeleton.mirror().get(j)));
      }
      assertEquals(skeleton.size(), skeleton.joints().stream().distinct().count());
      assertEquals(Integer.parseInt(skeleton.name().replaceAll(".*-", "")), skeleton.size());
    }
  }

  @Test
  void mapsFollowThePublishedIndexLists() {
    assertEquals(
        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16),
        JointMap.between(Skeleton.H36M_17, Skeletons.H36M_16).source());
    assertEquals(
        List.of(14, 8, 9, 10, 11, 12, 13, 15, 1, 16, 0, 5, 6, 7, 2, 3, 4),
        JointMap.between(Skeletons.MPI_INF_3DHP_17, Skeleton.H36M_17).source());
    assertEquals(
        List.of(14, 2, 1, 0, 3, 4, 5, 16, 12, 18, 9, 10, 11, 8, 7, 6),
        JointMap.between(Skeletons.SPIN_24, Skeletons.H36M_16).source());
  }

  @Test
  void aMapNeedsEveryJoint() {
    assertThrows(
        IllegalArgumentException.class,
        () -> JointMap.between(Skeletons.COCO_17, Skeleton.H36M_17));
    assertThrows(
        IllegalArgumentException.class,
        () -> JointMap.between(Skeletons.H36M_16, Skeletons.LSP_14).apply(Poses.zeros(1, 17, 3)));
    assertNull(JointMap.between(Skeletons.H36M_16, Skeletons.LSP_14).apply(null));
  }

  @Test
  void theMissingNeckLiesHalfwayUpTheHead() {
    Poses sixteen = new Poses(new float[32], 16, 2);
    for (int k = 0; k < 32; k++) {
      sixteen.values()[k] = k;
    }
    Poses whole = JointMap.withNeck(sixteen);
    assertEquals(17, whole.get(0, 9, 0)); // between joints 8 (16) and 9 (18)
    assertArrayEquals(
        sixteen.values(),
        JointMap.between(Skeleton.H36M_17, Skeletons.H36M_16).apply(whole).values());
  }

  @Test
  void everyPartHasTwoJointsAndThePelvisIsInNone() {
    for (BodyPart part : BodyPart.values()) {
      assertEquals(2, part.indices(Skeleton.H36M_17).length);
      for (int joint : part.indices(Skeleton.H36M_17)) {
        assertEquals(true, joint != 0);
      }
    }
    assertEquals(1, BodyPart.HEAD.indices(Skeletons.H36M_16).length);
  }
}
