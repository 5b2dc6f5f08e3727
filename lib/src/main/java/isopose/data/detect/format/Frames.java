package isopose.data.detect.format;

import isopose.data.detect.format.Clip.Frame;
import isopose.io.FileTree;
import isopose.skeleton.Track;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects people by clip and frame. The name of a picture says both: "walk_000012.jpg" is frame 12
 * of the clip "walk". Frames that a file leaves out, because nobody was found in them, are put
 * back.
 */
final class Frames {
  private static final Pattern NAME =
      Pattern.compile("(.*?)[-_. ]*0*(\\d{1,9})(_keypoints|_rendered)?(\\.[a-zA-Z0-9]{1,5})?");

  /** Characters; the time of the search for a number grows with the square of the length. */
  private static final int LONGEST_NAME = 300;

  /** Pictures whose numbers leave out more than this many times as many are unrelated. */
  private static final int SPARSEST = 10;

  private static final int FEW = 100;

  private final Map<String, NavigableMap<Integer, List<Person>>> clips = new LinkedHashMap<>();
  private final boolean folders;
  private boolean numbered = true;
  private int unnumbered;

  /** Of frames that are noted by their numbers, or by folder and picture. */
  Frames() {
    this(Set.of());
  }

  /**
   * Of pictures, each noted by its name.
   *
   * @param pictures all names; their folders are clips if there are several
   */
  Frames(Collection<String> pictures) {
    folders = pictures.stream().map(Source::folder).distinct().limit(2).count() > 1;
  }

  /** Notes a frame by its picture's name, even if nobody is in it. */
  List<Person> frame(String picture) {
    return frame(folders ? Source.folder(picture) : "", FileTree.name(picture));
  }

  /** The same of a picture in a folder, which is a part of the clip's name where it is not "". */
  List<Person> frame(String folder, String picture) {
    Matcher matcher = NAME.matcher(picture);
    boolean ends = picture.length() <= LONGEST_NAME && matcher.matches();
    String clip = ends ? matcher.group(1) : picture;
    if (!folder.isEmpty()) {
      clip = clip.isEmpty() || clip.equals(FileTree.name(folder)) ? folder : folder + "/" + clip;
    }
    numbered &= ends;
    return frame(clip, ends ? Integer.parseInt(matcher.group(2)) : 0);
  }

  /** The people of a frame, to be added to. */
  List<Person> frame(String clip, int number) {
    return clips
        .computeIfAbsent(clip, key -> new TreeMap<>())
        .computeIfAbsent(number, key -> new ArrayList<>());
  }

  /** A frame after all that were noted. */
  List<Person> next() {
    return frame("", unnumbered++);
  }

  /** What was collected. */
  List<Clip> clips() {
    return numbered
        ? clips.entrySet().stream().map(e -> clip(e.getKey(), e.getValue())).toList()
        : List.of(pictures());
  }

  private static Clip clip(String name, NavigableMap<Integer, List<Person>> frames) {
    long span = frames.lastKey() - (long) frames.firstKey() + 1;
    boolean consecutive = span <= (long) SPARSEST * frames.size() + FEW;
    List<Frame> all = new ArrayList<>();
    if (consecutive) {
      for (int number = frames.firstKey(); number <= frames.lastKey(); number++) {
        all.add(new Frame(number, frames.getOrDefault(number, List.of())));
      }
    } else {
      frames.forEach((number, people) -> all.add(new Frame(number, people)));
    }
    return new Clip(Track.of(name), consecutive, all);
  }

  /** Names that do not all end in numbers say nothing about time. */
  private Clip pictures() {
    List<Frame> all = new ArrayList<>();
    clips.values().forEach(frames -> frames.values().forEach(p -> all.add(new Frame(-1, p))));
    return new Clip(Track.of(""), false, all);
  }
}
