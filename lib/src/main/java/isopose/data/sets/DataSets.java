package isopose.data.sets;

import isopose.data.PoseSequence;
import isopose.data.motion.ClipFiles;
import isopose.data.motion.MotionFolder;
import isopose.io.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The data sets of the paper and the embedded ones, with what was published about their size. */
public final class DataSets {
  /** All of {@code bandai-2}; the embedded data set of that name is an excerpt. */
  public static final String SOURCE_FOLDER = "bandai-2-full";

  /** {@code bandai-1}. */
  public static final String VALIDATION_FOLDER = "bandai-1";

  /** Motion capture is one archive, or single files. */
  private static final String CLIPS = "*.{zip,tar.zst,bvh}";

  private static final String PART_OF_PROJECT = "it is part of this project: git checkout -- data/";

  private static final String SPACE = "data_3d_h36m.npz";

  /** Human3.6M's 2D: projected, or detected by a fine-tuned CPN, or projected here from the 3D. */
  private static final String PROJECTED = "data_2d_h36m_gt.npz";

  private static final String DETECTED = "data_2d_h36m_cpn_ft_h36m_dbb.npz";

  private static final int LSP_IMAGES = 2000;
  private static final int THREE_DPW_TEST_CLIPS = 24;

  /** Its web page states about 25,000 pictures; persons with few or no joints are left out. */
  private static final int MPII_PEOPLE = 25_000;

  private static final int TEST_FRAMES =
      MpiInf3dhp.VALID_FRAMES.values().stream().mapToInt(n -> n).sum();

  private DataSets() {}

  /** Every data set there is, embedded ones first. */
  public static List<DataSet> all() {
    return List.of(
        embedded("bandai-2", "Bandai Namco Research Motion Dataset 2, excerpt", "CC BY-NC 4.0"),
        embedded("cmu", "CMU Graphics Lab Motion Capture Database, excerpt", "free for all uses"),
        new DataSet(
            Ansur2.FOLDER,
            "Body lengths of 6,068 adults (ANSUR II, 2012)",
            List.of(Ansur2.FILE, ClipFiles.SUMS),
            "public domain",
            PART_OF_PROJECT + Ansur2.FOLDER,
            DataSets::persons,
            DataSets::unknown),
        fetched(SOURCE_FOLDER, "Bandai Namco Research Motion Dataset 2", "CC BY-NC 4.0"),
        fetched(VALIDATION_FOLDER, "Bandai Namco Research Motion Dataset 1", "CC BY-NC 4.0"),
        fetched("cmu-mocap", "CMU's database as ported to BVH by B. Hahne", "free for all uses"),
        new DataSet(
            "human36m",
            "Human3.6M, as lifters share it",
            List.of(SPACE, PROJECTED + "|" + DETECTED + "|" + SPACE),
            "academic research only",
            "register at http://vision.imar.ro/human3.6m and prepare the two files as described in"
                + " https://github.com/facebookresearch/VideoPose3D/blob/main/DATASETS.md",
            DataSets::human36m,
            DataSets::subjectMissing),
        new DataSet(
            "mpi_inf_3dhp",
            "MPI-INF-3DHP, test set",
            List.of(
                "TS1/annot_data.mat",
                "TS2/annot_data.mat",
                "TS3/annot_data.mat",
                "TS4/annot_data.mat",
                "TS5/annot_data.mat",
                "TS6/annot_data.mat"),
            "non-commercial research only",
            "get the test set at https://vcai.mpi-inf.mpg.de/3dhp-dataset and put TS1 to TS6 here",
            (folder, notes) -> MpiInf3dhp.read(folder, MpiInf3dhp.Truth.UNIVERSAL, notes),
            DataSets::framesMissing),
        new DataSet(
            "spin",
            "MPI-INF-3DHP's test set, repacked by SPIN",
            List.of("mpi_inf_3dhp_valid.npz"),
            "as MPI-INF-3DHP",
            "get dataset_extras at https://github.com/nkolot/SPIN",
            (folder, notes) -> Spin.read(folder.resolve("mpi_inf_3dhp_valid.npz")),
            (folder, found) ->
                farFewer(
                    folder.resolve("mpi_inf_3dhp_valid.npz"), "poses", poses(found), TEST_FRAMES)),
        new DataSet(
            "p-stmo",
            "MPI-INF-3DHP's test set, repacked by P-STMO",
            List.of("data_test_3dhp.npz"),
            "as MPI-INF-3DHP",
            "get data_test_3dhp.npz as described at https://github.com/paTRICK-swk/P-STMO",
            (folder, notes) -> PStmo.read(folder.resolve("data_test_3dhp.npz")),
            (folder, found) ->
                farFewer(folder.resolve("data_test_3dhp.npz"), "poses", poses(found), TEST_FRAMES)),
        new DataSet(
            "poseaug",
            "MPI-INF-3DHP's test set, repacked by PoseAug",
            List.of("test_3dhp.npz"),
            "as MPI-INF-3DHP",
            "get data_extra at https://github.com/jfzhang95/PoseAug",
            (folder, notes) -> List.of(PoseAug.read(folder.resolve("test_3dhp.npz"))),
            (folder, found) ->
                farFewer(folder.resolve("test_3dhp.npz"), "poses", poses(found), TEST_FRAMES)),
        new DataSet(
            "3dpw",
            "3D Poses in the Wild, test set",
            List.of("sequenceFiles/test/*.pkl"),
            "non-commercial research only",
            "get sequenceFiles at https://virtualhumans.mpi-inf.mpg.de/3DPW",
            (folder, notes) ->
                ThreeDpw.read(folder.resolve("sequenceFiles").resolve("test"), notes),
            DataSets::clipsMissing),
        new DataSet(
            "lsp",
            "Leeds Sports Pose, 2D only",
            List.of("joints.mat"),
            "research",
            "get lsp_dataset at http://sam.johnson.io/research/lsp.html",
            (folder, notes) -> List.of(Lsp.read(folder.resolve("joints.mat"))),
            (folder, found) ->
                fewer(folder.resolve("joints.mat"), "poses", poses(found), LSP_IMAGES)),
        new DataSet(
            "mpii",
            "MPII Human Pose, 2D only",
            List.of("mpii_human_pose_v1_u12_1.mat"),
            "Simplified BSD (annotations)",
            "get the annotations at http://human-pose.mpi-inf.mpg.de",
            (folder, notes) -> List.of(Mpii.read(folder.resolve("mpii_human_pose_v1_u12_1.mat"))),
            (folder, found) ->
                farFewer(
                    folder.resolve("mpii_human_pose_v1_u12_1.mat"),
                    "people",
                    poses(found),
                    MPII_PEOPLE)));
  }

  /** A data set by its name; {@link BadInput} if there is none. */
  public static DataSet named(String name) {
    return BadInput.requireNamed(all(), DataSet::name, name, "no data set '%s'; there are %s");
  }

  private static DataSet embedded(String name, String title, String licence) {
    return new DataSet(
        name,
        title,
        List.of(CLIPS, ClipFiles.SUMS),
        licence,
        PART_OF_PROJECT + name,
        DataSets::clips,
        DataSets::unknown);
  }

  private static DataSet fetched(String name, String title, String licence) {
    PublicArchive archive = PublicArchive.of(name).orElseThrow();
    return new DataSet(
        name,
        title,
        List.of(CLIPS),
        licence,
        "data fetch %s gets it from %s".formatted(name, archive.page()),
        DataSets::clips,
        (folder, found) ->
            found.size() >= archive.published()
                ? null
                : "%s: %,d clips of %,d: enough for the benchmark, and data fetch %s gets the rest"
                    .formatted(folder, found.size(), archive.published(), name));
  }

  /** Every clip of a folder or its archive; each has the hash that the data set's list says. */
  private static List<PoseSequence> clips(Path folder, List<String> notes) {
    try (ClipFiles clips = ClipFiles.open(folder)) {
      Set<String> missing = new TreeSet<>(clips.sums().keySet());
      missing.removeAll(Set.copyOf(clips.names()));
      missing.removeIf(name -> !name.endsWith(".bvh"));
      if (!missing.isEmpty()) {
        throw new BadInput(
            "%s: %s is missing, although %s lists it"
                .formatted(folder, missing.iterator().next(), ClipFiles.SUMS));
      }
      return MotionFolder.read(folder, clips.names(), clip -> new MotionFolder.Sampling(0, 1))
          .stream()
          .map(MotionFolder.Motion::sequence)
          .toList();
    }
  }

  /** Lengths are no poses: they are read and verified. */
  private static List<PoseSequence> persons(Path folder, List<String> notes) {
    Ansur2.read(folder);
    return List.of();
  }

  private static List<PoseSequence> human36m(Path folder, List<String> notes) {
    Path image = folder.resolve(PROJECTED);
    if (!Files.exists(image)) {
      image = folder.resolve(DETECTED);
      notes.add(
          Files.exists(image)
              ? image + ": 2D poses are detections, not projections"
              : folder + ": has no file of 2D poses; they are projected by the published cameras");
    }
    return Human36m.read(folder.resolve(SPACE), Files.exists(image) ? image : null, subjects());
  }

  private static List<String> subjects() {
    return Stream.concat(Human36m.TRAIN.stream(), Human36m.TEST.stream()).toList();
  }

  private static String subjectMissing(Path folder, List<PoseSequence> found) {
    for (String subject : subjects()) {
      if (found.stream().noneMatch(s -> s.track().subject().equals(subject))) {
        return "%s: subject %s is missing; prepare the file with all of %s"
            .formatted(folder.resolve(SPACE), subject, subjects());
      }
    }
    return null;
  }

  private static String framesMissing(Path folder, List<PoseSequence> found) {
    for (Map.Entry<String, Integer> test : new TreeMap<>(MpiInf3dhp.VALID_FRAMES).entrySet()) {
      int valid = poses(found.stream().filter(s -> s.clip().equals(test.getKey())).toList());
      String line = fewer(folder.resolve(test.getKey()), "valid frames", valid, test.getValue());
      if (line != null) {
        return line;
      }
    }
    return null;
  }

  private static String clipsMissing(Path folder, List<PoseSequence> found) {
    return fewer(
        folder.resolve("sequenceFiles").resolve("test"),
        "clips",
        (int) found.stream().map(PoseSequence::clip).distinct().count(),
        THREE_DPW_TEST_CLIPS);
  }

  /** Every file was verified: there is nothing to count. */
  private static String unknown(Path folder, List<PoseSequence> found) {
    return null;
  }

  private static int poses(List<PoseSequence> sequences) {
    return sequences.stream().mapToInt(PoseSequence::count).sum();
  }

  /** For a set of which only the rough size is published. */
  private static String farFewer(Path path, String what, int found, int about) {
    return found >= about / 2
        ? null
        : "%s: %,d %s; the published data has about %,d: get it again"
            .formatted(path, found, what, about);
  }

  private static String fewer(Path path, String what, int found, int published) {
    return found == published
        ? null
        : "%s: %,d %s; the published data has %,d: get it again"
            .formatted(path, found, what, published);
  }
}
