package isopose.data;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import isopose.Fixtures;
import isopose.skeleton.Poses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers fed with damaged files: a pose, or one clear line, and nothing else ever. */
class HostileFilesTest {
  private static final int MUTATIONS = 2000;

  @TempDir Path folder;

  enum Reader {
    HUMAN36M("human36m/data_3d_h36m.npz", f -> Human36m.read(f, null, Human36m.TEST)),
    MPI_INF_3DHP(
        "mpi_inf_3dhp/TS5/annot_data.mat",
        f -> MpiInf3dhp.readFile(f, "TS5", MpiInf3dhp.Truth.UNIVERSAL)),
    MPI_INF_3DHP_CHUNKED(
        "hdf5/chunked.mat", f -> MpiInf3dhp.readFile(f, "TS5", MpiInf3dhp.Truth.UNIVERSAL)),
    SPIN("spin/mpi_inf_3dhp_valid.npz", Spin::read),
    POSE_AUG("poseaug/test_3dhp.npz", PoseAug::read),
    THREE_DPW("3dpw/sequenceFiles/test/downtown_made_up_00.pkl", ThreeDpw::read),
    LSP("lsp/joints.mat", Lsp::read),
    MPII("mpii/mpii_human_pose_v1_u12_1.mat", Mpii::read),
    POSES("metrics/poses.npz", Npz::read),
    NPY("poses.npy", Npz::read),
    CSV("poses.csv", PoseFiles::read);

    private final String fixture;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Consumer<Path> read;

    Reader(String fixture, Consumer<Path> read) {
      this.fixture = fixture;
      this.read = read;
    }
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  @Timeout(60)
  void aDamagedFileGivesPosesOrOneLine(Reader reader) throws IOException {
    byte[] whole = Files.readAllBytes(source(reader));
    Path file = folder.resolve("x" + reader.fixture.replaceFirst(".*\\.", "."));
    Random random = new Random(reader.name().hashCode());
    int refused = 0;
    for (int n = 0; n < MUTATIONS; n++) {
      byte[] bytes = mutate(whole, random);
      Files.write(file, bytes);
      try {
        reader.read.accept(file);
      } catch (BadInput e) {
        assertTrue(e.getMessage().matches("[\\p{Print}]{10,500}"), e.getMessage());
        refused++;
      } catch (RuntimeException | Error e) {
        Path kept = Files.write(Path.of("target", "hostile-" + reader + "-" + n), bytes);
        fail(kept + ": " + e, e);
      }
    }
    assertTrue(refused > MUTATIONS / 10, refused + " of " + MUTATIONS + " refused");
  }

  private Path source(Reader reader) throws IOException {
    Path file = folder.resolve("whole." + reader.fixture);
    NpyArray truth = Npz.read(Fixtures.path("metrics/poses.npz"), "target_mm");
    switch (reader) {
      case CSV ->
          PoseFiles.write(
              file, new PoseFile(null, new Poses(truth.floats(), 17, 3).slice(0, 5), null));
      case NPY -> AtomicFile.write(file, out -> NpyWriter.write(truth, out));
      default -> {
        return Fixtures.path(reader.fixture);
      }
    }
    return file;
  }

  /** Cuts, flips bits, writes extreme numbers, or copies one part of the file over another. */
  static byte[] mutate(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    if (random.nextInt(8) == 0) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    for (int times = 1 + random.nextInt(6); times > 0; times--) {
      // structure stands at both ends of the containers
      int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 600);
      int place =
          random.nextBoolean() ? random.nextInt(reach) : bytes.length - 1 - random.nextInt(reach);
      switch (random.nextInt(4)) {
        case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[place] = (byte) random.nextInt(256);
        case 2 -> {
          byte extreme = (byte) new int[] {0, 0x7f, 0x80, 0xff}[random.nextInt(4)];
          for (int k = place; k < Math.min(bytes.length, place + 4); k++) {
            bytes[k] = extreme;
          }
        }
        default -> {
          int length = Math.min(random.nextInt(32), bytes.length - place);
          System.arraycopy(whole, random.nextInt(whole.length - length), bytes, place, length);
        }
      }
    }
    return bytes;
  }
}
