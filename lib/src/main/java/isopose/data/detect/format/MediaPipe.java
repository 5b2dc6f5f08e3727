package isopose.data.detect.format;

import isopose.data.detect.format.Content.Unit;
import isopose.io.BadInput;
import isopose.io.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * MediaPipe's 33 pose landmarks, of which MediaPipe itself writes no file. Programs save them as
 * JSON, a frame after the other with x, y, z and visibility, or as a table with columns x0, y0, z0,
 * v0 to v32. Coordinates are divided by the picture's width and height, or multiplied by them
 * again.
 */
final class MediaPipe {
  private static final int LANDMARKS = 33;
  private static final int LEFT_HIP = 23;
  private static final int RIGHT_HIP = 24;

  /** Of world landmarks, the coordinates of the hips add up to less than this. */
  private static final double AT_HIPS = 0.02;

  private static final List<String> MEMBERS =
      List.of("pose_landmarks", "poseLandmarks", "landmarks", "landmark", "keypoints", "pose");
  private static final List<String> NUMBERS =
      List.of("frame", "frame_id", "frame_index", "frame_number");

  private MediaPipe() {}

  static Content read(Source source) {
    Content content =
        source.kind() == Source.Kind.TABLE
            ? NamedTable.read(source, LANDMARKS)
            : ofJson(source.json(), source.path().toString());
    return content == null
        ? null
        : ofPicture(content, source)
            .withJoints(JointOrder.MEDIAPIPE33.joints(), "mediapipe33, 33 landmarks");
  }

  /**
   * The same content, whose coordinates are fractions of the picture.
   *
   * @throws BadInput if they are world landmarks: metres from the middle of the hips
   */
  static Content ofPicture(Content content, Source source) {
    List<Person> people = content.people();
    long world = people.stream().filter(MediaPipe::beginsAtHips).count();
    if (2 * world > people.size()) {
      throw new BadInput(
          source.path()
              + ": holds MediaPipe's world landmarks, metres from the hips; expected pose_landmarks,"
              + " fractions of the picture's width and height");
    }
    return content.withUnit(Unit.FRACTION);
  }

  private static boolean beginsAtHips(Person person) {
    float[] xy = person.xy();
    return Math.abs(xy[2 * LEFT_HIP] + xy[2 * RIGHT_HIP]) < AT_HIPS
        && Math.abs(xy[2 * LEFT_HIP + 1] + xy[2 * RIGHT_HIP + 1]) < AT_HIPS;
  }

  private static Content ofJson(Object tree, String where) {
    Object inner = Json.has(tree, "frames") ? Json.member(tree, "frames") : tree;
    boolean picture = isPerson(inner);
    boolean named = inner instanceof Map<?, ?> && people(inner).findAny().isEmpty();
    List<?> all =
        picture || (inner instanceof Map<?, ?> && !named)
            ? List.of(inner)
            : inner instanceof Map<?, ?> byName ? List.copyOf(byName.keySet()) : Json.list(inner);
    Frames frames = named ? new Frames(all.stream().map(String::valueOf).toList()) : new Frames();
    boolean found = false;
    for (Object one : all) {
      Object frame = named ? Json.member(inner, String.valueOf(one)) : one;
      Object number =
          NUMBERS.stream()
              .map(n -> Json.member(frame, n))
              .filter(Double.class::isInstance)
              .findFirst()
              .orElse(null);
      List<Person> people =
          named
              ? frames.frame(String.valueOf(one))
              : number == null ? frames.next() : frames.frame("", index((Double) number, where));
      people(frame).forEach(p -> people.add(JsonPerson.of("", p, null, where)));
      found |= !people.isEmpty();
    }
    return found ? Content.of(frames.clips()).withSize(size(tree)) : null;
  }

  private static int index(double number, String where) {
    if (number < 0 || number >= 1e9 || number != Math.rint(number)) {
      throw new BadInput(where + ": a frame's number is no whole number from 0");
    }
    return (int) number;
  }

  private static ImageSize size(Object tree) {
    for (String prefix : List.of("", "image_")) {
      if (Json.member(tree, prefix + "width") instanceof Double width
          && Json.member(tree, prefix + "height") instanceof Double height) {
        return ImageSize.of(width, height);
      }
    }
    return null;
  }

  /** The lists of 33 landmarks in a frame, under whatever names. */
  private static Stream<Object> people(Object frame) {
    if (isPerson(frame)) {
      return Stream.of(frame);
    }
    if (frame instanceof Map<?, ?>) {
      return MEMBERS.stream()
          .map(name -> Json.member(frame, name))
          .filter(m -> m != null)
          .limit(1)
          .flatMap(MediaPipe::people);
    }
    return Json.list(frame).stream()
        .filter(one -> isPerson(one) || isPerson(Json.member(one, "landmark")))
        .map(one -> isPerson(one) ? one : Json.member(one, "landmark"));
  }

  private static boolean isPerson(Object value) {
    List<?> list = Json.list(value);
    return list.size() == LANDMARKS && list.stream().allMatch(one -> Json.has(one, "x"));
  }
}
