package isopose.run;

import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Track;
import isopose.stats.Seeds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Gaussian noise on 2D joints (Sec. 4.4, Table 5).
 *
 * <p>The paper states sigma in pixels and that a person is at most about 200 pixels tall, from head
 * to foot. Here persons have any size in the image, so the noise is scaled: sigma 10 is a twentieth
 * of the person's height, measured from the top of the head to the lower foot in the tallest frame
 * of the track.
 */
final class InputNoise {
  /** The height of a person in the paper's images, pixels. */
  static final double PERSON = 200;

  private static final int HEAD_TOP = Skeleton.H36M_17.index("head_top");
  private static final List<Integer> FEET =
      List.of(Skeleton.H36M_17.index("right_ankle"), Skeleton.H36M_17.index("left_ankle"));

  private InputNoise() {}

  /**
   * The stream with noise on its input; its truth stays.
   *
   * @param sigma standard deviation in pixels, for a person of 200 pixels
   */
  static TargetStream add(TargetStream stream, double sigma, long seed) {
    Map<Track, Double> heights = heights(stream);
    Poses noisy = Poses.zeros(stream.count(), stream.pose2d().joints(), 2);
    for (int i = 0; i < stream.count(); i++) {
      Random random = new Random(Seeds.of(seed, "noise", i));
      double pixels = sigma * heights.get(stream.frames().get(i).track()) / PERSON;
      for (int j = 0; j < noisy.joints(); j++) {
        for (int d = 0; d < 2; d++) {
          double value = stream.pose2d().get(i, j, d) + pixels * random.nextGaussian();
          noisy.set(i, j, d, (float) value);
        }
      }
    }
    String name = "%s-noise-%s-seed%d".formatted(stream.name(), sigma, seed);
    return stream.withInput(name, noisy);
  }

  /** The height in the image, pixels, of the person of each track. */
  static Map<Track, Double> heights(TargetStream stream) {
    Map<Track, Double> heights = new HashMap<>();
    for (int i = 0; i < stream.count(); i++) {
      Track track = stream.frames().get(i).track();
      for (int foot : FEET) {
        heights.merge(track, distance(stream.pose2d(), i, foot), Math::max);
      }
    }
    return heights;
  }

  private static double distance(Poses pose2d, int i, int foot) {
    return Math.hypot(
        pose2d.get(i, HEAD_TOP, 0) - pose2d.get(i, foot, 0),
        pose2d.get(i, HEAD_TOP, 1) - pose2d.get(i, foot, 1));
  }
}
