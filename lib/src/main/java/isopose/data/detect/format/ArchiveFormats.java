package isopose.data.detect.format;

import isopose.data.detect.format.Clip.Frame;
import isopose.data.detect.format.Content.Unit;
import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.io.numpy.PickleTree;
import isopose.skeleton.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The formats that are NumPy archives of other projects. Pickled parts go through the allow-list.
 */
final class ArchiveFormats {
  private ArchiveFormats() {}

  /**
   * VideoPose3D: {@code positions_2d[subject][action]} is a list of cameras, each (N, J, 2 or 3);
   * {@code metadata} has {@code layout_name} and the size of each video.
   */
  static Content videoPose3d(Source source) {
    if (!source.arrayNames().contains("positions_2d")) {
      return null;
    }
    String where = source.path() + " [positions_2d]";
    Map<?, ?> subjects = PickleTree.map(Npz.readPickled(source.path(), "positions_2d"), where);
    List<Clip> clips = new ArrayList<>();
    PickleTree.named(subjects, where)
        .forEach(
            (subject, actions) ->
                PickleTree.named(PickleTree.map(actions, where), where)
                    .forEach(
                        (action, cameras) -> clips.addAll(clips(subject, action, cameras, where))));
    Map<?, ?> metadata =
        source.arrayNames().contains("metadata")
            ? PickleTree.map(
                Npz.readPickled(source.path(), "metadata"), source.path() + " [metadata]")
            : Map.of();
    Content content = Content.of(clips).withSize(videoSize(metadata)).withUnit(Unit.ONE_SCALE);
    Object layout = metadata.get("layout_name");
    if ("coco".equals(layout)) {
      return content.withJoints(JointOrder.COCO17.joints(), "coco17, by the archive's metadata");
    }
    return "h36m".equals(layout)
        ? content.withJoints(JointOrder.H36M17.joints(), "h36m17, by the archive's metadata")
        : content;
  }

  private static List<Clip> clips(String subject, String action, Object cameras, String where) {
    List<Clip> clips = new ArrayList<>();
    List<?> list =
        cameras instanceof List<?> views && !views.isEmpty()
            ? views
            : Collections.singletonList(cameras);
    for (int c = 0; c < list.size(); c++) {
      String at = "%s %s/%s camera %d".formatted(where, subject, action, c);
      NpyArray array = PickleTree.array(list.get(c), at);
      List<Frame> frames = new ArrayList<>();
      for (Person person : ArrayFormat.people(array, null, subject, at)) {
        frames.add(new Frame(frames.size(), List.of(person)));
      }
      String view = list.size() == 1 ? "" : String.valueOf(c);
      clips.add(new Clip(new Track(subject, action, view), true, frames));
    }
    return clips;
  }

  /** The size that all videos share, or the only one's. */
  private static ImageSize videoSize(Map<?, ?> metadata) {
    ImageSize common = null;
    if (metadata.get("video_metadata") instanceof Map<?, ?> videos) {
      for (Object video : videos.values()) {
        ImageSize size = size(video);
        if (common != null && !common.equals(size)) {
          return null;
        }
        common = size;
      }
    }
    return common;
  }

  private static ImageSize size(Object video) {
    return video instanceof Map<?, ?> map
            && map.get("w") instanceof Number width
            && map.get("h") instanceof Number height
        ? ImageSize.of(width.doubleValue(), height.doubleValue())
        : null;
  }

  /**
   * Detectron2: {@code keypoints} holds for each frame a list for the class "background" and an
   * array (people, 4, J) for the class "person": x, y, heat and probability. Empty where nobody was
   * found.
   */
  static Content detectron2(Source source) {
    if (!source.arrayNames().containsAll(List.of("boxes", "keypoints"))) {
      return null;
    }
    String where = source.path() + " [keypoints]";
    List<?> cells = PickleTree.list(Npz.readPickled(source.path(), "keypoints"), where);
    boolean nested =
        !cells.isEmpty() && cells.stream().allMatch(c -> c instanceof List<?> l && l.size() == 2);
    if (!nested && cells.size() % 2 != 0) {
      throw new BadInput(where + ": expected two entries a frame, background and people");
    }
    List<Frame> frames = new ArrayList<>();
    int count = nested ? cells.size() : cells.size() / 2;
    for (int i = 0; i < count; i++) {
      Object people = nested ? ((List<?>) cells.get(i)).get(1) : cells.get(2 * i + 1);
      boolean nobody = people instanceof List<?> list && list.isEmpty();
      frames.add(new Frame(i, nobody ? List.of() : people(people, where + " frame " + i)));
    }
    ImageSize size =
        source.arrayNames().contains("metadata")
            ? size(
                PickleTree.map(
                    Npz.readPickled(source.path(), "metadata"), source.path() + " [metadata]"))
            : null;
    return Content.of(List.of(new Clip(Track.of(""), true, frames))).withSize(size);
  }

  private static List<Person> people(Object value, String where) {
    NpyArray array = PickleTree.array(value, where);
    if (array.size() == 0) {
      return List.of();
    }
    if (!array.hasShape(-1, 4, -1)) {
      throw new BadInput(where + ": expected (people, 4, joints), got " + array.describe());
    }
    int joints = array.shape()[2];
    float[] values = array.floats();
    List<Person> people = new ArrayList<>();
    for (int p = 0; p < array.shape()[0]; p++) {
      float[] xy = new float[2 * joints];
      float[] confidence = new float[joints];
      for (int j = 0; j < joints; j++) {
        xy[2 * j] = values[(4 * p) * joints + j];
        xy[2 * j + 1] = values[(4 * p + 1) * joints + j];
        confidence[j] = values[(4 * p + 3) * joints + j];
      }
      people.add(new Person("", xy, confidence));
    }
    return people;
  }

  /**
   * {@code reconstruction} (people, frames, J, 2 or 3), as demonstrations of MHFormer, P-STMO and
   * their successors save their input: in Human3.6M's order where J is 17.
   */
  static Content lifterDemo(Source source) {
    if (!source.arrayNames().contains("reconstruction")) {
      return null;
    }
    String where = source.path() + " [reconstruction]";
    NpyArray array = source.arrays().get("reconstruction");
    array.requireNumbers(where);
    int[] shape = array.shape();
    if (shape.length == 3) {
      return ArrayFormat.rows(source, "reconstruction");
    }
    if (shape.length != 4 || array.size() == 0) {
      throw new BadInput(
          where + ": expected (people, frames, joints, 2 or 3), got " + array.describe());
    }
    NpyArray flat = NpyArray.of(array.floats(), shape[0] * shape[1], shape[2], shape[3]);
    List<Person> all = ArrayFormat.people(flat, null, "", where);
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < shape[1]; i++) {
      List<Person> people = new ArrayList<>();
      for (int p = 0; p < shape[0]; p++) {
        Person one = all.get(p * shape[1] + i);
        people.add(new Person(String.valueOf(p + 1), one.xy(), one.confidence()));
      }
      frames.add(new Frame(i, people));
    }
    return Content.of(List.of(new Clip(Track.of(""), true, frames)));
  }
}
