package isopose.data.detect.format;

import isopose.data.Checks;
import isopose.io.BadInput;
import isopose.io.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The formats that are JSON: how each lists frames, and people in them. */
final class JsonFormats {
  private static final String POSE = "pose_keypoints_2d";
  private static final String FORMER_POSE = "pose_keypoints";
  private static final String KEYPOINTS = "keypoints";

  private JsonFormats() {}

  /**
   * {@code {"people": [{"person_id": [-1], "pose_keypoints_2d": [x, y, c, ..]}]}}, one a frame;
   * each sub-folder is a clip, and so are the names in it without their numbers.
   */
  static Content openPose(Source source) {
    boolean one = Json.has(source.json(), "people");
    List<String> files = one ? List.of("") : source.jsonFiles();
    Path folder = source.path();
    boolean several =
        !files.isEmpty()
            && Stream.of(files.get(0), files.get(files.size() - 1))
                .anyMatch(name -> Json.has(Json.read(folder.resolve(name)), "people"));
    if (!one && !several) {
      return null;
    }
    Frames frames = new Frames();
    for (String name : files) {
      Path file = one ? folder : folder.resolve(name);
      Object frame = one ? source.json() : Json.read(file);
      if (!Json.has(frame, "people")) {
        throw new BadInput(
            file + ": has no people; expected OpenPose's JSON as in the other files: move it away");
      }
      List<Person> people = frames.frame(Source.folder(name), String.valueOf(file.getFileName()));
      Object list = Json.member(frame, "people");
      add(people, list, Json.has(first(list), FORMER_POSE) ? FORMER_POSE : POSE, file.toString());
    }
    return Content.of(frames.clips()).withUnit(Content.Unit.SCALED_BY_OPTION);
  }

  /**
   * A list of {@code {"image_id": "0.jpg", "keypoints": [x, y, c, ..], "idx": ..}}, or an object by
   * picture of such lists (tracked), of bodies (cmu) or of people (open).
   */
  static Content alphaPose(Source source) {
    Object tree = source.json();
    Object first = first(tree);
    if (Json.has(first, KEYPOINTS) && Json.member(first, "image_id") instanceof String) {
      return results(Json.list(tree), Map.of(), source);
    }
    if (!(tree instanceof Map<?, ?> pictures) || pictures.isEmpty()) {
      return null;
    }
    Map.Entry<?, ?> entry = pictures.entrySet().iterator().next();
    if (!String.valueOf(entry.getKey()).matches(".*\\d.*")) {
      return null; // a picture has a number, a member such as "frames" has none
    }
    Object one = entry.getValue();
    String members = Json.has(one, "bodies") ? "bodies" : Json.has(one, "people") ? "people" : null;
    if (members == null && !Json.has(first(one), KEYPOINTS)) {
      return null;
    }
    Frames frames = new Frames(pictures.keySet().stream().map(String::valueOf).toList());
    pictures.forEach(
        (name, frame) ->
            add(
                frames.frame(String.valueOf(name)),
                members == null ? frame : Json.member(frame, members),
                members == null ? KEYPOINTS : members.equals("bodies") ? "joints" : POSE,
                source.path().toString()));
    return Content.of(frames.clips());
  }

  /** COCO's results, a list by picture number, or annotations with their pictures. */
  static Content coco(Source source) {
    Object tree = source.json();
    Object annotations = Json.member(tree, "annotations");
    Object first = first(annotations == null ? tree : annotations);
    if (!Json.has(first, KEYPOINTS) || !Json.has(first, "image_id")) {
      return null;
    }
    Map<String, String> names = new HashMap<>();
    Set<ImageSize> sizes = new HashSet<>();
    for (Object image : Json.list(Json.member(tree, "images"))) {
      String name = Json.name(Json.member(image, "file_name"));
      names.put(Json.name(Json.member(image, "id")), name == null ? "" : name);
      if (Json.member(image, "width") instanceof Double width
          && Json.member(image, "height") instanceof Double height) {
        sizes.add(ImageSize.of(width, height));
      }
    }
    return results(Json.list(annotations == null ? tree : annotations), names, source)
        .withSize(sizes.size() == 1 ? sizes.iterator().next() : null);
  }

  private static Content results(List<?> people, Map<String, String> names, Source source) {
    List<String> pictures = new ArrayList<>(names.values());
    for (Object person : people) {
      String image = Json.name(Json.member(person, "image_id"));
      if (image == null) {
        throw new BadInput(source.path() + ": a person has no image_id; write the file again");
      }
      pictures.add(names.getOrDefault(image, image));
    }
    Frames frames = new Frames(pictures);
    names.values().forEach(frames::frame);
    for (int i = 0; i < people.size(); i++) {
      String picture = pictures.get(names.size() + i);
      Person found =
          JsonPerson.of(people.get(i), KEYPOINTS, source.path() + " " + Checks.printable(picture));
      List<Person> frame = frames.frame(picture);
      if (found != null) {
        frame.add(found);
      }
    }
    return Content.of(frames.clips());
  }

  /**
   * {@code {"meta_info": .., "instance_info": [{"frame_id": 0, "instances": [..]}]}}, the list of
   * frames alone, or a list of frames that are lists of people.
   */
  static Content mmPose(Source source) {
    Object tree = source.json();
    String member = Json.has(tree, "instance_info") ? "instance_info" : "predictions";
    Object info = Json.has(tree, member) ? Json.member(tree, member) : tree;
    List<?> all = Json.list(info);
    boolean instances = Json.has(first(info), "instances");
    boolean lists =
        !instances
            && all.stream()
                .anyMatch(f -> isMmPerson(first(f)) || isMmPerson(first(f, "predictions")));
    boolean picture = !instances && isMmPerson(first(info));
    if (!instances && !lists && !picture) {
      return null;
    }
    Frames frames = new Frames();
    String where = source.path().toString();
    if (picture) {
      add(frames.next(), info, KEYPOINTS, where);
    } else {
      for (Object frame : all) {
        boolean numbered = Json.member(frame, "frame_id") instanceof Double;
        List<Person> people =
            numbered
                ? frames.frame("", index(Json.member(frame, "frame_id"), where))
                : frames.next();
        Object list = instances ? Json.member(frame, "instances") : frame;
        add(
            people,
            Json.has(list, "predictions") ? Json.member(list, "predictions") : list,
            KEYPOINTS,
            where);
      }
    }
    Content content = Content.of(frames.clips());
    List<String> names = names(Json.member(Json.member(tree, "meta_info"), "keypoint_id2name"));
    return names.isEmpty() ? content : content.withJoints(names, "named in meta_info");
  }

  private static boolean isMmPerson(Object person) {
    return Json.has(person, KEYPOINTS)
        && !Json.has(person, "image_id")
        && Json.isArray(Json.member(person, KEYPOINTS));
  }

  private static List<String> names(Object byIndex) {
    List<String> names = new ArrayList<>();
    while (Json.member(byIndex, String.valueOf(names.size())) instanceof String name) {
      names.add(name);
    }
    return JointNames.standard(names);
  }

  /**
   * A list of frames, each a list of objects with {@code keypoints: {x: [], y: [], visible: []}}.
   */
  static Content ultralytics(Source source) {
    Object tree = source.json();
    boolean picture = isYoloPerson(first(tree));
    List<?> all = picture ? List.of(tree) : Json.list(tree);
    if (all.stream().noneMatch(frame -> isYoloPerson(first(frame)))) {
      return null;
    }
    Frames frames = new Frames();
    all.forEach(frame -> add(frames.next(), frame, KEYPOINTS, source.path().toString()));
    return Content.of(frames.clips());
  }

  private static boolean isYoloPerson(Object person) {
    return Json.has(Json.member(person, KEYPOINTS), "x");
  }

  /** {@code {"data": [{"frame_index": 1, "skeleton": [{"pose": [x, y, ..], "score": [..]}]}]}}. */
  static Content stGcn(Source source) {
    Object data = Json.member(source.json(), "data");
    if (!Json.has(first(data), "skeleton")) {
      return null;
    }
    Frames frames = new Frames();
    String where = source.path().toString();
    for (Object frame : Json.list(data)) {
      add(
          frames.frame("", index(Json.member(frame, "frame_index"), where)),
          Json.member(frame, "skeleton"),
          "pose",
          where);
    }
    return Content.of(frames.clips());
  }

  private static void add(List<Person> people, Object list, String key, String where) {
    for (Object one : Json.list(list)) {
      Person person = JsonPerson.of(one, key, where);
      if (person != null) {
        people.add(person);
      }
    }
  }

  private static int index(Object number, String where) {
    if (number instanceof Double index && index >= 0 && index < 1e9 && index == Math.rint(index)) {
      return index.intValue();
    }
    throw new BadInput(where + ": a frame has no whole number from 0; write the file again");
  }

  private static Object first(Object list) {
    return Json.list(list).stream().filter(one -> one != null).findFirst().orElse(null);
  }

  private static Object first(Object frame, String member) {
    return first(Json.member(frame, member));
  }
}
