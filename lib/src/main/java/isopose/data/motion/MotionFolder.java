package isopose.data.motion;

import isopose.data.PinholeCamera;
import isopose.data.PoseSequence;
import isopose.geometry.CameraPlacement;
import isopose.io.BadInput;
import isopose.io.FileHashes;
import isopose.io.Sha256;
import isopose.io.bvh.BvhClip;
import isopose.io.bvh.BvhReader;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** BVH clips of a folder or an archive, read as poses of Human3.6M's 17 joints. */
public final class MotionFolder {
  private static final Pattern BANDAI = Pattern.compile("dataset-\\d+_([^_]+)_[^_]+_\\d+");
  private static final Pattern CMU = Pattern.compile("cmu_(?:test|train)_(.+)_\\d+");
  private static final Pattern NUMBERED = Pattern.compile("(.+?)[ _.-]*\\d*");

  private MotionFolder() {}

  /** Which frames of a clip: every {@code stride}-th from {@code first} on. */
  public record Sampling(int first, int stride) {}

  /**
   * A clip as poses.
   *
   * @param file the file's name
   * @param clip the file's name without its ending
   * @param numbers (N) of the frames in the file, from 0
   * @param world (N, 17, 3) millimetres, root-relative, y up
   * @param sha256 of the file
   */
  @SuppressWarnings("ArrayRecordComponent") // a column of numbers, never compared
  public record Motion(String file, String clip, int[] numbers, Poses world, String sha256) {
    public String action() {
      return actionOf(clip);
    }

    /** The clip in the world: nothing is projected. */
    public PoseSequence sequence() {
      return new PoseSequence(
          new Track("", clip, ""), 0, numbers, action(), null, world, null, null);
    }

    /** The clip as a camera sees it. */
    public PoseSequence sequence(String view, CameraPlacement placement, PinholeCamera camera) {
      Poses pose3d = placement.toCamera(world);
      Poses root = placement.root(pose3d.count());
      return new PoseSequence(
          new Track("", clip, view),
          0,
          numbers,
          action(),
          camera.project(pose3d, root),
          pose3d,
          root,
          camera,
          placement,
          new BitSet());
    }
  }

  /** The names of the clips of a folder or an archive, sorted. */
  public static List<String> list(Path path) {
    try (ClipFiles clips = ClipFiles.open(path)) {
      return clips.names();
    }
  }

  /**
   * Reads clips of a folder or an archive, several at a time, in the order given.
   *
   * @throws BadInput if one cannot be used, or is not the one that the data set's list names
   */
  public static List<Motion> read(
      Path path, List<String> names, Function<BvhClip, Sampling> sampling) {
    return read(path, names, sampling, ClipReading.PUBLISHED, new ArrayList<>());
  }

  /**
   * Reads clips in the same way.
   *
   * @param leftOut receives a line for each clip that cannot be used and is left out
   * @throws BadInput if a clip cannot be used and none may be left out, or all would be
   */
  public static List<Motion> read(
      Path path,
      List<String> names,
      Function<BvhClip, Sampling> sampling,
      ClipReading reading,
      List<String> leftOut) {
    try (ClipFiles clips = ClipFiles.open(path)) {
      Map<String, String> sums = clips.sums();
      Map<String, BadInput> bad = new ConcurrentSkipListMap<>();
      List<Motion> motions =
          names.parallelStream()
              .map(
                  name -> {
                    try {
                      return motion(clips, name, sums, sampling, reading);
                    } catch (BadInput e) {
                      if (!reading.skipBad()) {
                        throw e;
                      }
                      bad.put(name, e);
                      return null;
                    }
                  })
              .filter(Objects::nonNull)
              .toList();
      if (motions.isEmpty() && !bad.isEmpty()) {
        throw bad.values().iterator().next();
      }
      bad.values().forEach(e -> leftOut.add("left out " + e.getMessage()));
      return motions;
    }
  }

  private static Motion motion(
      ClipFiles clips,
      String name,
      Map<String, String> sums,
      Function<BvhClip, Sampling> sampling,
      ClipReading reading) {
    byte[] bytes = clips.bytes(name);
    String hash = Sha256.of(bytes);
    if (!sums.isEmpty() && !hash.equals(sums.get(name))) {
      throw new BadInput(
          "%s: is not the file that %s lists; get it again (git checkout, or data fetch)"
              .formatted(clips.where(name), ClipFiles.SUMS));
    }
    BvhClip clip = BvhReader.parse(clips.where(name), bytes);
    Sampling frames = sampling.apply(clip);
    if (frames.first() >= clip.frames()) {
      throw new BadInput(
          "%s: has %d frames, frame %d was asked for"
              .formatted(clips.where(name), clip.frames(), frames.first() + 1));
    }
    Poses world = new BvhPoses(clip, reading).read(frames.first(), frames.stride());
    int[] numbers =
        IntStream.range(0, world.count()).map(i -> frames.first() + i * frames.stride()).toArray();
    return new Motion(name, clip.name(), numbers, world, hash);
  }

  /**
   * What the person does, from a clip's name: {@code dataset-2_wave-left-hand_active_001} is
   * "wave-left-hand", {@code cmu_train_directing_traffic_4} is "directing traffic", and any other
   * name is taken without the number at its end.
   */
  public static String actionOf(String clip) {
    for (Pattern pattern : List.of(BANDAI, CMU, NUMBERED)) {
      Matcher matcher = pattern.matcher(clip);
      if (matcher.matches()) {
        return matcher.group(1).replace('_', ' ');
      }
    }
    return clip;
  }

  /** One hash for all: that of the files' own list, as sha256sum would write it. */
  public static String hash(List<Motion> motions) {
    Map<String, String> sums = new TreeMap<>();
    motions.forEach(motion -> sums.put(motion.file(), motion.sha256()));
    return hash(sums);
  }

  /** The same of clips that are not read as poses. */
  public static String hash(Path path, List<String> names, FileHashes known) {
    try (ClipFiles clips = ClipFiles.open(path)) {
      return hash(clips.hashes(names, known));
    }
  }

  private static String hash(Map<String, String> sums) {
    return Sha256.of(Sha256Sums.text(sums));
  }
}
