package isopose.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.data.PinholeCamera;
import isopose.data.PoseFile;
import isopose.data.PoseSequence;
import isopose.data.motion.MotionFolder;
import isopose.data.motion.MotionFolder.Sampling;
import isopose.geometry.CameraPlacement;
import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.stats.Seeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A clip of motion capture as a 2D detector sees it: projected into an image of 1920 x 1080 pixels,
 * with the errors of {@link DetectorErrors}, in MMPose's JSON form with the joint names of its
 * Human3.6M models.
 *
 * <p>Confidences are made up: uniform from 0.7 to 0.95 for a detected joint, whatever its error. A
 * missing joint has a confidence of 0.1 and the position of its parent joint.
 */
public final class SimulatedDetections {
  private static final PinholeCamera CAMERA = new PinholeCamera(1150, 1150, 960, 540);
  private static final List<Integer> PARENTS = Skeleton.H36M_17.parents();

  /** MMPose's names, in Human3.6M's order. */
  private static final List<String> NAMES =
      List.of(
          ("root right_hip right_knee right_foot left_hip left_knee left_foot spine thorax neck_base"
                  + " head left_shoulder left_elbow left_wrist right_shoulder right_elbow"
                  + " right_wrist")
              .split(" ", -1));

  private SimulatedDetections() {}

  /**
   * Writes every frame of a clip but the first, which is a rest pose in many files.
   *
   * @param motion a folder or archive of BVH files
   * @param clip the name of one of them, without its ending
   * @return the number of frames written
   * @throws BadInput if there is no such clip, or a file cannot be read or written
   */
  public static int write(Path motion, String clip, CameraPlacement camera, long seed, Path out) {
    String file = clip + ".bvh";
    if (!MotionFolder.list(motion).contains(file)) {
      throw new BadInput("%s: has no file %s; name one of its clips".formatted(motion, file));
    }
    PoseSequence poses =
        MotionFolder.read(motion, List.of(file), any -> new Sampling(1, 1))
            .get(0)
            .sequence("", camera, CAMERA);
    PoseFile rows = new PoseFile(poses.pose2d(), null, poses.frames());
    Poses detected = DetectorErrors.detected(TargetStream.of(clip, rows), seed);
    byte[] json = json(detected, seed).toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(out, bytes -> bytes.write(json));
    return detected.count();
  }

  private static JsonObject json(Poses detected, long seed) {
    JsonObject names = new JsonObject();
    for (int j = 0; j < NAMES.size(); j++) {
      names.addProperty(String.valueOf(j), NAMES.get(j));
    }
    JsonObject meta = new JsonObject();
    meta.addProperty("dataset_name", "h36m");
    meta.addProperty("num_keypoints", NAMES.size());
    meta.add("keypoint_id2name", names);
    JsonArray frames = new JsonArray();
    SplittableRandom random = Seeds.random(seed, "confidence", 0);
    for (int i = 0; i < detected.count(); i++) {
      JsonArray instances = new JsonArray();
      instances.add(person(detected, i, random));
      JsonObject frame = new JsonObject();
      frame.addProperty("frame_id", i);
      frame.add("instances", instances);
      frames.add(frame);
    }
    JsonObject all = new JsonObject();
    all.add("meta_info", meta);
    all.add("instance_info", frames);
    return all;
  }

  private static JsonObject person(Poses detected, int i, SplittableRandom random) {
    JsonArray keypoints = new JsonArray();
    JsonArray scores = new JsonArray();
    for (int j = 0; j < detected.joints(); j++) {
      int at = j;
      while (Float.isNaN(detected.get(i, at, 0))) {
        at = PARENTS.get(at);
      }
      JsonArray point = new JsonArray();
      point.add(rounded(detected.get(i, at, 0), 1));
      point.add(rounded(detected.get(i, at, 1), 1));
      keypoints.add(point);
      double confidence = random.nextDouble(0.7, 0.95);
      scores.add(rounded(at == j ? confidence : 0.1, 2));
    }
    JsonObject person = new JsonObject();
    person.add("keypoints", keypoints);
    person.add("keypoint_scores", scores);
    return person;
  }

  private static BigDecimal rounded(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN);
  }
}
