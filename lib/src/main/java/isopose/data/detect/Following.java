package isopose.data.detect;

import isopose.data.detect.format.Clip;
import isopose.data.detect.format.Clip.Frame;
import isopose.data.detect.format.Person;
import isopose.io.BadInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows people from frame to frame: by the names that the file gives them, where it gives one to
 * everybody; else each goes on as the person nearest to it in the frames before.
 */
final class Following {
  /** Nobody is found again after so many frames without being seen. */
  private static final int LONGEST_ABSENCE = 25;

  /** A person moves less than this fraction of the own extent between two frames. */
  private static final double FARTHEST = 0.5;

  /** People in a frame: more than the largest groups that detectors find. */
  private static final int MOST_PEOPLE = 300;

  private Following() {}

  /** How the people of a clip were told apart. */
  enum Method {
    /** There is never more than one. */
    ONE_PERSON("one person a frame"),
    /** The file follows them. */
    FILE("followed by the file"),
    /** The nearest pose of the frames before. */
    NEAREST("followed by the nearest pose");

    private final String text;

    Method(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * The people of a clip.
   *
   * @param byName for each, the person in each frame, or null
   */
  record Followed(Method method, Map<String, Person[]> byName) {}

  static Followed follow(Clip clip, String where) {
    Set<String> ids = new HashSet<>();
    boolean named = true;
    int most = 0;
    for (Frame frame : clip.frames()) {
      if (frame.people().size() > MOST_PEOPLE) {
        throw new BadInput(
            "%s: %d people in a frame; at most %d are followed"
                .formatted(where, frame.people().size(), MOST_PEOPLE));
      }
      Set<String> here = new HashSet<>();
      for (Person person : frame.people()) {
        named &= !person.id().isEmpty() && here.add(person.id());
      }
      ids.addAll(here);
      most = Math.max(most, frame.people().size());
    }
    if (named) {
      return new Followed(ids.size() > 1 ? Method.FILE : Method.ONE_PERSON, byId(clip, where));
    }
    return most > 1 ? new Followed(Method.NEAREST, nearest(clip, where)) : onePerson(clip, where);
  }

  private static Map<String, Person[]> byId(Clip clip, String where) {
    Map<String, Person[]> people = new LinkedHashMap<>();
    for (int i = 0; i < clip.frames().size(); i++) {
      for (Person person : clip.frames().get(i).people()) {
        row(people, person.id(), clip, where)[i] = person;
      }
    }
    return people;
  }

  private static Person[] row(Map<String, Person[]> people, String name, Clip clip, String where) {
    DetectionFile.requireRows(where, people.size() + 1L, clip.frames().size());
    return people.computeIfAbsent(name, key -> new Person[clip.frames().size()]);
  }

  private static Followed onePerson(Clip clip, String where) {
    Map<String, Person[]> people = new HashMap<>();
    Person[] row = row(people, "1", clip, where);
    for (int i = 0; i < row.length; i++) {
      List<Person> here = clip.frames().get(i).people();
      row[i] = here.isEmpty() ? null : here.get(0);
    }
    return new Followed(Method.ONE_PERSON, people);
  }

  /** A person as last seen. */
  private static final class Trail {
    private final String name;
    private Person last;
    private int frame;

    Trail(String name) {
      this.name = name;
    }
  }

  private record Pair(Trail trail, Person person, double distance) {}

  private static Map<String, Person[]> nearest(Clip clip, String where) {
    Map<String, Person[]> people = new LinkedHashMap<>();
    List<Trail> trails = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < clip.frames().size(); i++) {
      int now = i;
      trails.removeIf(trail -> now - trail.frame > LONGEST_ABSENCE);
      List<Person> left = new ArrayList<>(clip.frames().get(i).people());
      for (Pair pair : pairs(trails, left)) {
        if (pair.trail.frame < now && left.remove(pair.person)) {
          pair.trail.last = pair.person;
          pair.trail.frame = now;
          people.get(pair.trail.name)[i] = pair.person;
        }
      }
      for (Person person : left) {
        Trail trail = new Trail(String.valueOf(++count));
        trail.last = person;
        trail.frame = now;
        trails.add(trail);
        row(people, trail.name, clip, where)[i] = person;
      }
    }
    return people;
  }

  /** The pairs that are near enough, the nearest first. */
  private static List<Pair> pairs(List<Trail> trails, List<Person> people) {
    List<Pair> pairs = new ArrayList<>();
    for (Trail trail : trails) {
      for (Person person : people) {
        double extent = Math.max(trail.last.extent(), person.extent());
        double distance = trail.last.distance(person);
        if (distance < FARTHEST * extent) {
          pairs.add(new Pair(trail, person, distance));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::distance));
    return pairs;
  }
}
