package isopose.data.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import isopose.io.BadInput;
import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhReaderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BvhBodyTest {
  /** Hips, legs, spine, neck, head, arms, in this order, under a naming scheme's names. */
  private static BvhClip body(String leg, String arm, String left, String right) {
    StringBuilder text = new StringBuilder("HIERARCHY ROOT pelvis { OFFSET 0 0 0 CHANNELS 0 ");
    text.append(chain(leg, left)).append(chain(leg, right));
    text.append("JOINT torso { OFFSET 0 40 0 CHANNELS 0 ");
    text.append("JOINT neck { OFFSET 0 10 0 CHANNELS 0 ");
    text.append("JOINT Head { OFFSET 0 8 0 CHANNELS 1 Xrotation } } ");
    text.append(chain(arm, left)).append(chain(arm, right));
    return BvhReaderTest.parse(text + "} }\nMOTION\nFrames: 1\nFrame Time: 1\n0\n");
  }

  private static String chain(String names, String side) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (String name : names.replace("*", side).split(" ", -1)) {
      text.append("JOINT ").append(name).append(" { OFFSET 0 -40 0 CHANNELS 0 ");
      depth++;
    }
    return text + "} ".repeat(depth);
  }

  @ParameterizedTest
  @CsvSource({
    "mixamorig:*UpLeg mixamorig:*Leg mixamorig:*Foot mixamorig:*ToeBase, "
        + "mixamorig:*Shoulder mixamorig:*Arm mixamorig:*ForeArm mixamorig:*Hand, Left, Right",
    "*HipJoint *UpLeg *Leg *Foot, *Shoulder *Arm *ForeArm *Hand, Left, Right",
    "pad1* UpperLeg_* LowerLeg_* Foot_*, Shoulder_* UpperArm_* LowerArm_* Hand_*, L, R",
    "pad1* thigh_* calf_* foot_*, clavicle_* upperarm_* lowerarm_* hand_*, l, r",
    "pad1* *_Hip *_Knee *_Ankle, *_Collar *_Shoulder *_Elbow *_Wrist, L, R",
    "pad1* *Thigh *Shin *Foot, *Collar *Shldr *ForeArm *Hand, l, r",
    "pad1* thigh.* shin.* foot.*, shoulder.* upper_arm.* forearm.* hand.*, L, R",
    "pad1* Bip01_*_Thigh Bip01_*_Calf Bip01_*_Foot, "
        + "Bip01_*_Clavicle Bip01_*_UpperArm Bip01_*_Forearm Bip01_*_Hand, L, R",
    // VRM, Rokoko, Daz Genesis 8, Xsens, 100STYLE, LAFAN1, SMPL, Character Creator, Mixamo in
    // Blender
    "pad1* J_Bip_*_UpperLeg J_Bip_*_LowerLeg J_Bip_*_Foot, "
        + "J_Bip_*_Shoulder J_Bip_*_UpperArm J_Bip_*_LowerArm J_Bip_*_Hand, L, R",
    "pad1* *Thigh *Shin *Foot, *Shoulder *Arm *ForeArm *Hand, Left, Right",
    "pad1* *ThighBend *Shin *Foot, *Collar *ShldrBend *ForearmBend *Hand, l, r",
    "pad1* *Hip *Knee *Ankle, *Collar *Shoulder *Elbow *Wrist, Left, Right",
    "pad1* *UpLeg *Leg *Foot, *Shoulder *Arm *ForeArm *Hand, Left, Right",
    "pad1* m_avg_*_Hip m_avg_*_Knee m_avg_*_Ankle m_avg_*_Foot, "
        + "m_avg_*_Collar m_avg_*_Shoulder m_avg_*_Elbow m_avg_*_Wrist m_avg_*_Hand, L, R",
    "CC_Base_pad* CC_Base_*_Thigh CC_Base_*_Calf CC_Base_*_Foot, "
        + "CC_Base_*_Clavicle CC_Base_*_Upperarm CC_Base_*_Forearm CC_Base_*_Hand, L, R",
    "pad1* mixamorig_*UpLeg mixamorig_*Leg mixamorig_*Foot, "
        + "mixamorig_*Shoulder mixamorig_*Arm mixamorig_*ForeArm mixamorig_*Hand, Left, Right",
  })
  void namesOfManyPrograms(String leg, String arm, String left, String right) {
    BvhClip clip = body(leg, arm, left, right);
    BvhBody body = BvhBody.of(clip);
    String[] legs = leg.split(" ", -1);
    int hip = legs[0].matches("mixamorig:.*UpLeg") ? 0 : 1;
    assertEquals(legs[hip].replace("*", left), name(clip, body.hips().left()));
    assertEquals(legs[hip + 1].replace("*", right), name(clip, body.knees().right()));
    assertEquals(legs[hip + 2].replace("*", left), name(clip, body.ankles().left()));
    String[] arms = arm.split(" ", -1);
    assertEquals(arms[1].replace("*", right), name(clip, body.shoulders().right()));
    assertEquals(arms[2].replace("*", left), name(clip, body.elbows().left()));
    assertEquals(arms[3].replace("*", right), name(clip, body.wrists().right()));
    assertEquals("Head", name(clip, body.head()));
    assertEquals("neck", name(clip, body.neck()));
    assertEquals(
        List.of("pelvis", "torso", "neck"), body.spine().stream().map(j -> name(clip, j)).toList());
  }

  @Test
  void theMissingJointIsNamed() {
    BvhClip clip = body("*Thigh *Patella *Foot", "*Arm *ForeArm *Hand", "Left", "Right");
    BadInput refusal = assertThrows(BadInput.class, () -> BvhBody.of(clip));
    assertEquals(
        "folder/test.bvh: no joint found for the left knee; rename it to one of [lowerleg, lowleg, shin, calf, knee,"
            + " leg] with the side as a word (left); the file has Head",
        refusal.getMessage());
  }

  @Test
  void limbsMustHangTogether() {
    BvhClip clip = body("*Foot *Leg *Thigh", "*Arm *ForeArm *Hand", "Left", "Right");
    BadInput refusal = assertThrows(BadInput.class, () -> BvhBody.of(clip));
    assertEquals(
        "folder/test.bvh: the joint 'LeftLeg' should hang below 'LeftThigh' and does not; rename the joints",
        refusal.getMessage());
  }

  private static String name(BvhClip clip, int joint) {
    return clip.joints().get(joint).name();
  }
}
