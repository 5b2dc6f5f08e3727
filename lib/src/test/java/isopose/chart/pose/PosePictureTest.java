package isopose.chart.pose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.chart.Ink;
import isopose.chart.Style;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PosePictureTest {
  /** Somebody who stands before the camera, faces it and holds the arms aside: millimetres. */
  private static final float[] FACING = {
    0, 0, 0, -130, 0, 0, -140, 430, -10, -140, 860, 0, 130, 0, 0, 140, 430, -10, 140, 860, 0, 0,
    -230, 0, 0, -480, 0, 0, -560, -30, 0, -680, 0, 170, -460, 0, 330, -250, 0, 420, -40, -30, -170,
    -460, 0, -330, -250, 0, -420, -40, -30
  };

  private final Poses truth = new Poses(FACING.clone(), 17, 3);
  private final Poses input = flat(truth);

  @Test
  void theErrorIsTheMeanDistanceOfTheJointsWhereverTheRootIs() {
    Poses moved = truth.slice(0, 1);
    for (int j = 0; j < 17; j++) {
      moved.set(0, j, 0, moved.get(0, j, 0) + 500); // all of it: no error
    }
    moved.set(0, 13, 2, moved.get(0, 13, 2) + 170); // the left wrist: 170 / 17
    PosePicture picture = PosePicture.of(input).truth(truth).prediction("Joint", moved).rows(0);
    assertEquals(10, picture.error(picture.methods().get(0), 0), 1e-3);
    assertEquals("sample 0: Joint 10 mm", picture.toString());
  }

  @Test
  void whoFacesTheCameraHasTheRightSideOnThePagesLeft() {
    BufferedImage image = PosePicture.of(input).truth(truth).rows(0).image();
    int third = image.getWidth() / 3;
    for (int begin : new int[] {0, third}) { // the input and the camera's view
      int legend = image.getHeight() - 100;
      double right = Ink.middle(image, Style.RIGHT, begin, begin + third, 0, legend);
      double left = Ink.middle(image, Style.LEFT, begin, begin + third, 0, legend);
      assertTrue(right + 50 < left, "right at " + right + ", left at " + left);
    }
  }

  @Test
  void fromTheSideTheCameraStandsOnTheLeft() {
    Poses reaching = truth.slice(0, 1);
    reaching.set(0, 13, 2, -600); // the left hand towards the camera
    reaching.set(0, 16, 2, 600); // the right hand away from it
    BufferedImage image = PosePicture.of(input).truth(reaching).views(View.SIDE).rows(0).image();
    int half = image.getWidth() / 2;
    int legend = image.getHeight() - 100;
    double left = Ink.middle(image, Style.LEFT, half, image.getWidth(), 0, legend);
    double right = Ink.middle(image, Style.RIGHT, half, image.getWidth(), 0, legend);
    assertTrue(left + 50 < right, "left hand at " + left + ", right hand at " + right);
  }

  @Test
  void theTruthLiesUnderAPredictionThatDiffers() {
    Poses wrong = truth.slice(0, 1);
    for (int j : new int[] {12, 13, 15, 16}) {
      wrong.set(0, j, 1, wrong.get(0, j, 1) - 400); // arms up
    }
    PosePicture picture = PosePicture.of(input).truth(truth).prediction("Joint", wrong).rows(0);
    BufferedImage image = picture.image();
    int third = image.getWidth() / 3;
    assertTrue(
        Ink.count(image.getSubimage(0, 0, third, 525), Style.TRUTH, 0, third)
            < 20); // smoothed edges may meet that grey
    assertTrue(Ink.count(image, Style.TRUTH, third, image.getWidth()) > 500);
  }

  @Test
  void morePosesMakeAHigherPictureOfTheSameWidth() {
    Poses two = Poses.concatenate(Arrays.asList(truth, truth), 17, 3);
    PosePicture one = PosePicture.of(flat(two)).truth(two).rows(0);
    BufferedImage single = one.image();
    BufferedImage both = one.row(1, "another").title("Two").image();
    assertEquals(Style.WIDTH * Style.SCALE, single.getWidth());
    assertEquals(single.getWidth(), both.getWidth());
    assertTrue(both.getHeight() > 1.7 * single.getHeight());
  }

  @Test
  void inputsWithNothingBesideThemStandInALineAsFarAsTheirCaptionsFit() {
    Poses four = Poses.concatenate(Arrays.asList(input, input, input, input), 17, 2);
    BufferedImage line = PosePicture.of(four).rows(0, 1, 2, 3).image();
    for (int panel = 0; panel < 4; panel++) {
      int begin = panel * line.getWidth() / 4;
      int legend = line.getHeight() - 100;
      assertTrue(
          Ink.count(
                  line.getSubimage(0, 0, line.getWidth(), legend),
                  Style.LEFT,
                  begin,
                  begin + line.getWidth() / 4)
              > 100,
          "a pose in panel " + panel);
    }
    String long60 = "a caption of some sixty letters, which needs more room than that";
    BufferedImage column = PosePicture.of(four).row(0, long60).row(1, "short").image();
    assertTrue(column.getHeight() > 1.5 * line.getHeight(), "below each other");
  }

  @Test
  void missingJointsAreLeftOutAndTheOthersDrawn() {
    Poses gaps = truth.slice(0, 1);
    for (int j : new int[] {10, 14, 15, 16}) { // the head's top and the right arm
      for (int d = 0; d < 3; d++) {
        gaps.set(0, j, d, Float.NaN);
      }
    }
    PosePicture picture = PosePicture.of(flat(gaps)).truth(truth).prediction("Joint", gaps).rows(0);
    assertEquals(0, picture.error(picture.methods().get(0), 0), 1e-6);
    BufferedImage image = picture.image();
    int legend = image.getHeight() - 100;
    BufferedImage poses = image.getSubimage(0, 0, image.getWidth(), legend);
    int right = Ink.count(poses, Style.RIGHT, 0, poses.getWidth());
    int left = Ink.count(poses, Style.LEFT, 0, poses.getWidth());
    assertTrue(right > 200 && right < left, right + " and " + left);
  }

  @Test
  void aPoseWithoutAnyJointDrawsAnEmptyPanel() {
    Poses nothing = truth.slice(0, 1);
    Arrays.fill(nothing.values(), Float.NaN);
    PosePicture picture = PosePicture.of(flat(nothing)).prediction("Joint", nothing).rows(0);
    assertEquals(Style.WIDTH * Style.SCALE, picture.image().getWidth());
    assertEquals("sample 0: Joint", picture.toString());
  }

  @Test
  void aTruthOfTwoDimensionsOrAnotherCountIsRefused() {
    PosePicture picture = PosePicture.of(input);
    assertThrows(IllegalArgumentException.class, () -> picture.truth(input));
    assertThrows(
        IllegalArgumentException.class, () -> picture.prediction("Joint", Poses.zeros(2, 17, 3)));
    assertThrows(IllegalArgumentException.class, () -> picture.rows(1));
    assertThrows(IllegalArgumentException.class, () -> picture.views());
    assertThrows(IllegalStateException.class, picture::image);
  }

  @Test
  void everySidedJointOfTheSkeletonHasItsSidesColour() {
    PosePainter painter = new PosePainter(Skeleton.H36M_17, 3);
    assertEquals(Style.RIGHT, painter.colour(Skeleton.H36M_17.index("right_knee")));
    assertEquals(Style.LEFT, painter.colour(Skeleton.H36M_17.index("left_wrist")));
    assertEquals(Style.MIDDLE, painter.colour(Skeleton.H36M_17.index("thorax")));
  }

  /** Seen from far away: x and y alone. */
  private static Poses flat(Poses poses) {
    Poses flat = Poses.zeros(poses.count(), poses.joints(), 2);
    for (int i = 0; i < poses.count(); i++) {
      for (int j = 0; j < poses.joints(); j++) {
        flat.set(i, j, 0, 500 + poses.get(i, j, 0) / 4);
        flat.set(i, j, 1, 500 + poses.get(i, j, 1) / 4);
      }
    }
    return flat;
  }
}
