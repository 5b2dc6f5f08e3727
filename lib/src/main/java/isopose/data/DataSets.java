package isopose.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The data sets of the paper and the embedded ones, with what was published about their size. */
public final class DataSets {
  private static final int LSP_IMAGES = 2000;
  private static final int THREE_DPW_TEST_CLIPS = 24;

  private DataSets() {}

  /** Every data set there is, embedded ones first. */
  public static List<DataSet> all() {
    return List.of(
        embedded("bandai-2", "Bandai Namco Research Motion Dataset 2, excerpt", "CC BY-NC 4.0"),
        embedded("cmu", "CMU Graphics Lab Motion Capture Database, excerpt", "free for all uses"),
        new DataSet(
            "human36m",
            "Human3.6M, as lifters share it",
            List.of("data_3d_h36m.npz", "data_2d_h36m_gt.npz"),
            "academic research only",
            "register at http://vision.imar.ro/human3.6m and prepare the two files as described in"
                + " https://github.com/facebookresearch/VideoPose3D/blob/main/DATASETS.md",
            DataSets::human36m),
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
            DataSets::mpiInf3dhp),
        new DataSet(
            "spin",
            "MPI-INF-3DHP's test set, repacked by SPIN",
            List.of("mpi_inf_3dhp_valid.npz"),
            "as MPI-INF-3DHP",
            "get dataset_extras at https://github.com/nkolot/SPIN",
            folder -> Spin.read(folder.resolve("mpi_inf_3dhp_valid.npz"))),
        new DataSet(
            "poseaug",
            "MPI-INF-3DHP's test set, repacked by PoseAug",
            List.of("test_3dhp.npz"),
            "as MPI-INF-3DHP",
            "get data_extra at https://github.com/jfzhang95/PoseAug",
            DataSets::poseAug),
        new DataSet(
            "3dpw",
            "3D Poses in the Wild, test set",
            List.of("sequenceFiles/test/*.pkl"),
            "non-commercial research only",
            "get sequenceFiles at https://virtualhumans.mpi-inf.mpg.de/3DPW",
            DataSets::threeDpw),
        new DataSet(
            "lsp",
            "Leeds Sports Pose, 2D only",
            List.of("joints.mat"),
            "research",
            "get lsp_dataset at http://sam.johnson.io/research/lsp.html",
            DataSets::lsp),
        new DataSet(
            "mpii",
            "MPII Human Pose, 2D only",
            List.of("mpii_human_pose_v1_u12_1.mat"),
            "Simplified BSD (annotations)",
            "get the annotations at http://human-pose.mpi-inf.mpg.de",
            folder -> List.of(Mpii.read(folder.resolve("mpii_human_pose_v1_u12_1.mat")))));
  }

  /** A data set by its name; {@link BadInput} if there is none. */
  public static DataSet named(String name) {
    return all().stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "no data set '%s'; there are %s"
                        .formatted(
                            name,
                            all().stream().map(DataSet::name).collect(Collectors.joining(", ")))));
  }

  private static DataSet embedded(String name, String title, String licence) {
    return new DataSet(
        name,
        title,
        List.of("*.bvh", MotionFolder.SUMS),
        licence,
        "it is part of this project: git checkout -- data/" + name,
        DataSets::motions);
  }

  /** Every clip of a folder, once each has the hash that the folder's list says. */
  private static List<PoseSequence> motions(Path folder) {
    Path sums = folder.resolve(MotionFolder.SUMS);
    try (Stream<String> lines = Files.lines(sums)) {
      lines.filter(line -> !line.isBlank()).forEach(line -> verify(folder, line));
    } catch (IOException | UncheckedIOException e) {
      throw new BadInput(sums + ": cannot be read (" + e + ")", e);
    }
    return MotionFolder.read(
            folder, MotionFolder.list(folder), clip -> new MotionFolder.Sampling(0, 1))
        .stream()
        .map(clip -> new PoseSequence(clip.clip(), clip.action(), null, clip.world(), null, null))
        .toList();
  }

  private static void verify(Path folder, String line) {
    String[] words = line.split(" +\\*?", 2);
    Path file = words.length == 2 ? folder.resolve(words[1]).normalize() : folder;
    if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
      throw new BadInput(file + ": is missing, although the folder's list has it");
    }
    if (!FileNames.sha256(file).equals(words[0])) {
      throw new BadInput(file + ": is not the published file; git checkout -- " + file);
    }
  }

  private static List<PoseSequence> human36m(Path folder) {
    List<String> subjects = Stream.concat(Human36m.TRAIN.stream(), Human36m.TEST.stream()).toList();
    List<PoseSequence> sequences =
        Human36m.read(
            folder.resolve("data_3d_h36m.npz"), folder.resolve("data_2d_h36m_gt.npz"), subjects);
    for (String subject : subjects) {
      if (sequences.stream().noneMatch(s -> s.name().startsWith(subject + "/"))) {
        throw new BadInput(
            folder.resolve("data_3d_h36m.npz")
                + ": subject "
                + subject
                + " is missing; prepare"
                + " the file with all of "
                + subjects);
      }
    }
    return sequences;
  }

  private static List<PoseSequence> mpiInf3dhp(Path folder) {
    List<PoseSequence> sequences = MpiInf3dhp.read(folder, MpiInf3dhp.Truth.UNIVERSAL);
    new TreeMap<>(MpiInf3dhp.VALID_FRAMES)
        .forEach(
            (name, published) -> {
              int valid =
                  sequences.stream()
                      .filter(s -> s.name().startsWith(name + "/"))
                      .mapToInt(PoseSequence::count)
                      .sum();
              requireCount(folder.resolve(name), "valid frames", valid, published);
            });
    return sequences;
  }

  private static List<PoseSequence> poseAug(Path folder) {
    PoseSequence sequence = PoseAug.read(folder.resolve("test_3dhp.npz"));
    int published = MpiInf3dhp.VALID_FRAMES.values().stream().mapToInt(n -> n).sum();
    requireCount(folder.resolve("test_3dhp.npz"), "poses", sequence.count(), published);
    return List.of(sequence);
  }

  private static List<PoseSequence> threeDpw(Path folder) {
    Path test = folder.resolve("sequenceFiles").resolve("test");
    requireCount(test, "clips", FileNames.matching(test, "*.pkl").size(), THREE_DPW_TEST_CLIPS);
    return ThreeDpw.read(test);
  }

  private static List<PoseSequence> lsp(Path folder) {
    PoseSequence sequence = Lsp.read(folder.resolve("joints.mat"));
    requireCount(folder.resolve("joints.mat"), "poses", sequence.count(), LSP_IMAGES);
    return List.of(sequence);
  }

  private static void requireCount(Path place, String what, int found, int published) {
    if (found != published) {
      throw new BadInput(
          "%s: %,d %s; the published data has %,d: get it again"
              .formatted(place, found, what, published));
    }
  }
}
