package isopose.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Coverage-guided fuzzing of every reader: the first byte of an input chooses the reader, the rest
 * is its file. A reader returns or throws {@link BadInput} of one line; anything else is a finding.
 *
 * <p>Run by the Maven profile {@code fuzz}, which bounds memory and time an input too.
 */
public final class ReaderFuzzer {
  private static final Path FOLDER = folder();
  private static final long REPORT_EVERY = 20_000;
  private static final Map<Target, Long> INPUTS = new EnumMap<>(Target.class);

  private ReaderFuzzer() {}

  /** The readers by the files they take, with a fixture to start from. */
  enum Target {
    NPZ("poseaug/test_3dhp.npz", ".npz", PoseAug::read),
    NPY("metrics/poses.npz!target_mm", ".npy", Npz::read),
    HUMAN36M("human36m/data_3d_h36m.npz!positions_3d", ".npz", ReaderFuzzer::human36m),
    MPI_INF_3DHP_CHUNKED("hdf5/chunked.mat", ".mat", ReaderFuzzer::mpiInf3dhp),
    SPIN("spin/mpi_inf_3dhp_valid.npz", ".npz", Spin::read),
    MPI_INF_3DHP("mpi_inf_3dhp/TS5/annot_data.mat", ".mat", ReaderFuzzer::mpiInf3dhp),
    THREE_DPW("3dpw/sequenceFiles/test/downtown_made_up_00.pkl", ".pkl", ThreeDpw::read),
    LSP("lsp/joints.mat", ".mat", Lsp::read),
    MPII("mpii/mpii_human_pose_v1_u12_1.mat", ".mat", Mpii::read),
    CSV("", ".csv", PoseFiles::read),
    DETECTIONS("poseaug/test_3dhp.npz", ".npz", ReaderFuzzer::detections),
    PREDICTIONS("metrics/poses.npz", ".npz", ReaderFuzzer::predictions),
    BVH("", ".bvh", BvhReader::read);

    final String fixture;
    final String ending;
    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    final Consumer<Path> read;

    Target(String fixture, String ending, Consumer<Path> read) {
      this.fixture = fixture;
      this.ending = ending;
      this.read = read;
    }
  }

  /** Called by Jazzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    Target target = Target.values()[(input[0] & 0xff) % Target.values().length];
    count(target);
    Path file = FOLDER.resolve(target + target.ending);
    byte[] content = Arrays.copyOfRange(input, 1, input.length);
    if (target == Target.HUMAN36M) {
      content = archive(content);
    }
    Files.write(file, content);
    try {
      target.read.accept(file);
    } catch (BadInput e) {
      if (!e.getMessage().matches("\\P{Cntrl}{10,600}")) {
        throw new AssertionError("no clear line: " + e.getMessage(), e);
      }
    }
  }

  /** Says now and then how the inputs are spread over the readers. */
  private static void count(Target target) {
    INPUTS.merge(target, 1L, Long::sum);
    if (INPUTS.values().stream().mapToLong(n -> n).sum() % REPORT_EVERY == 0) {
      System.err.println("inputs so far: " + INPUTS);
    }
  }

  private static void detections(Path file) {
    Detections.read(file, Detections.Layout.COCO);
  }

  private static void predictions(Path file) {
    PoseColumn.read(file, null, PoseColumn.Role.PREDICTED);
  }

  private static void human36m(Path file) {
    Human36m.read(file, null, Human36m.TEST);
  }

  private static void mpiInf3dhp(Path file) {
    MpiInf3dhp.readFile(file, "TS5", MpiInf3dhp.Truth.UNIVERSAL);
  }

  /** An archive whose checksum fits, so that the pickle inside is reached. */
  private static byte[] archive(byte[] pickled) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = bytes;
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("positions_3d.npy"));
      zip.write(pickled);
    }
    return bytes.toByteArray();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
