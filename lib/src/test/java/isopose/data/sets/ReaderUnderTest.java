package isopose.data.sets;

import isopose.Fixtures;
import isopose.TarFiles;
import isopose.data.PoseFiles;
import isopose.data.arrays.PoseColumn;
import isopose.data.arrays.PoseOptions;
import isopose.data.detect.DetectionFile;
import isopose.data.detect.DetectionOptions;
import isopose.data.detect.Detections;
import isopose.data.detect.format.ImageSize;
import isopose.data.motion.BvhPoses;
import isopose.io.BadInput;
import isopose.io.FileTree;
import isopose.io.InputFile;
import isopose.io.bvh.BvhReader;
import isopose.io.numpy.Npz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Every reader by the files it takes, with a fixture to start from, for mutation and for fuzzing.
 * "!" names one array of an archive: its bytes are then changed alone and the archive made anew, so
 * that the checksum fits and what is inside is reached.
 */
enum ReaderUnderTest {
  NPZ("metrics/poses.npz", Npz::read),
  NPY("metrics/poses.npz!target_mm", Npz::read),
  HUMAN36M_ARCHIVE("human36m/data_3d_h36m.npz", ReaderUnderTest::human36m),
  HUMAN36M("human36m/data_3d_h36m.npz!positions_3d", ReaderUnderTest::human36m),
  HUMAN36M_2D("human36m/data_2d_h36m_gt.npz!positions_2d", ReaderUnderTest::human36m2d),
  MPI_INF_3DHP("mpi_inf_3dhp/TS5/annot_data.mat", ReaderUnderTest::mpiInf3dhp),
  MPI_INF_3DHP_CHUNKED("hdf5/chunked.mat", ReaderUnderTest::mpiInf3dhp),
  SPIN("spin/mpi_inf_3dhp_valid.npz", Spin::read),
  POSE_AUG("poseaug/test_3dhp.npz", PoseAug::read),
  THREE_DPW("3dpw/sequenceFiles/test/downtown_made_up_00.pkl", ThreeDpw::read),
  LSP("lsp/joints.mat", Lsp::read),
  MPII("mpii/mpii_human_pose_v1_u12_1.mat", Mpii::read),
  ARCHIVE("archives/clips.tar.zst", ReaderUnderTest::archive),
  TAR("archives/clips.tar", ReaderUnderTest::tar),
  BVH("bvh/excerpt.bvh", ReaderUnderTest::bvh),
  CSV("metrics/poses.csv", PoseFiles::read),
  POSE_FILE("malformed/lengths_differ.npz", PoseFiles::read),
  DETECTIONS("detections/coco17.npz", ReaderUnderTest::detections),
  DETECTIONS_CSV("detections/coco17.csv", ReaderUnderTest::detections),
  OPENPOSE("field/39-openpose-18/picture_keypoints.json", ReaderUnderTest::people),
  ALPHAPOSE(
      "field/34-alphapose-tracked/alphapose-results-forvis-tracked.json", ReaderUnderTest::people),
  COCO("field/37-coco-annotations/person_keypoints.json", ReaderUnderTest::people),
  MMPOSE("field/35-mmpose-0/results.json", ReaderUnderTest::people),
  MMPOSE_1("field/38-wholebody/results.json", ReaderUnderTest::people),
  MMPOSE_PICKLE("field/44-mmpose-pickle/results.pkl", ReaderUnderTest::people),
  P_STMO("field/18-3dhp-inference-data/data_test_3dhp.npz!data", PStmo::read),
  MEDIAPIPE("field/36-mediapipe-json/landmarks.json", ReaderUnderTest::people),
  ULTRALYTICS("field/31-ultralytics/results.json", ReaderUnderTest::people),
  STGCN("field/30-stgcn/clip.json", ReaderUnderTest::people),
  NAMED_TABLE("field/32-named-columns/keypoints.csv", ReaderUnderTest::people),
  VIDEOPOSE3D_ARCHIVE(
      "field/01-videopose3d-custom/data_2d_custom_mine.npz", ReaderUnderTest::people),
  VIDEOPOSE3D(
      "field/01-videopose3d-custom/data_2d_custom_mine.npz!positions_2d", ReaderUnderTest::people),
  VIDEOPOSE3D_METADATA(
      "field/01-videopose3d-custom/data_2d_custom_mine.npz!metadata", ReaderUnderTest::people),
  DETECTRON2("field/02-detectron2/clip.mp4.npz!keypoints", ReaderUnderTest::people),
  LIFTER_DEMO("field/33-lifter-demo/keypoints.npz!reconstruction", ReaderUnderTest::people),
  SCORES_JSON("field/40-small-scores/mmpose.json", ReaderUnderTest::predictions),
  SCORES_PICKLE("field/40-small-scores/vibe.pkl", ReaderUnderTest::predictions),
  SCORES_NPY("field/40-small-scores/dict.npy", ReaderUnderTest::predictions),
  SCORES_MAT("field/40-small-scores/inference_data.mat", ReaderUnderTest::predictions),
  SCORES_3DHP("field/18-3dhp-inference-data/data_test_3dhp.npz!data", ReaderUnderTest::predictions),
  PREDICTIONS("metrics/random.npz", ReaderUnderTest::predictions),
  PREDICTIONS_MAT("metrics/predicted.mat", ReaderUnderTest::predictions),
  PREDICTIONS_MAT73("metrics/predicted73.mat", ReaderUnderTest::predictions);

  private final String fixture;

  @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
  private final Consumer<Path> read;

  ReaderUnderTest(String fixture, Consumer<Path> read) {
    this.fixture = fixture;
    this.read = read;
  }

  /** What the fixture's bytes are before anything happens to them. */
  byte[] whole() throws IOException {
    Path file = Fixtures.path(fixture.replaceFirst("!.*", ""));
    if (array() == null) {
      return Files.readAllBytes(file);
    }
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(array()))) {
      return in.readAllBytes();
    }
  }

  /** How many changed files a test reads: fewer of those that share most of their code. */
  int mutations() {
    return compareTo(OPENPOSE) >= 0 && compareTo(SCORES_3DHP) <= 0 ? 300 : 2000;
  }

  /** The name of a file with this reader's ending. */
  String fileName() {
    return "x"
        + (this == ARCHIVE
            ? ".tar.zst"
            : this == NPY ? ".npy" : fixture.replaceFirst("!.*", "").replaceFirst(".*\\.", "."));
  }

  /** Writes changed bytes as the file that they are a part of. */
  void write(Path file, byte[] bytes) throws IOException {
    if (array() == null || this == NPY) {
      Files.write(file, bytes);
      return;
    }
    var archive = new ByteArrayOutputStream();
    try (ZipFile whole = new ZipFile(Fixtures.path(fixture.replaceFirst("!.*", "")).toFile());
        ZipOutputStream zip = new ZipOutputStream(archive)) {
      for (ZipEntry entry : Collections.list(whole.entries())) {
        zip.putNextEntry(new ZipEntry(entry.getName()));
        zip.write(
            entry.getName().equals(array()) ? bytes : whole.getInputStream(entry).readAllBytes());
      }
    }
    Files.write(file, archive.toByteArray());
  }

  /** Reads a file; {@link BadInput} is the only exception allowed. */
  void read(Path file) {
    read.accept(file);
  }

  private String array() {
    int mark = fixture.indexOf('!');
    return mark < 0 ? null : fixture.substring(mark + 1) + ".npy";
  }

  private static void human36m(Path file) {
    Human36m.read(file, null, Human36m.TEST);
  }

  private static void human36m2d(Path file) {
    Human36m.read(Fixtures.path("human36m/data_3d_h36m.npz"), file, Human36m.TEST);
  }

  private static void mpiInf3dhp(Path file) {
    MpiInf3dhp.readFile(file, "TS5", MpiInf3dhp.Truth.UNIVERSAL);
  }

  private static void bvh(Path file) {
    new BvhPoses(BvhReader.read(file)).read(0, 1);
  }

  private static void archive(Path file) {
    try (FileTree files = FileTree.archive(file)) {
      files.paths().forEach(path -> files.bytes(path, 1 << 20));
    }
  }

  /** The changed tar archive, compressed: with a checksum that fits. */
  private static void tar(Path file) {
    InputFile.require(file);
    try {
      archive(TarFiles.compress(Path.of(file + ".zst"), Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void detections(Path file) {
    Detections.read(file, null);
  }

  private static void people(Path file) {
    DetectionFile.read(
        file, new DetectionOptions(null, null, ImageSize.parse("1920x1080"), null, null));
  }

  private static void predictions(Path file) {
    PoseColumn.read(file, PoseOptions.NONE, PoseColumn.Role.PREDICTED);
  }
}
