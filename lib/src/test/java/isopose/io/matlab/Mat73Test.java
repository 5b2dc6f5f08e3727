package isopose.io.matlab;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.data.sets.MpiInf3dhp;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunked HDF5 as MATLAB writes it; the fixtures in hdf5/ were written by h5py. */
class Mat73Test {
  private static final Path CONTIGUOUS = Fixtures.path("mpi_inf_3dhp/TS5/annot_data.mat");

  /**
   * Chunks that do not fit the arrays' edges; deflated, also shuffled and with checksums; in the
   * format's old form and its newest.
   */
  @ParameterizedTest
  @ValueSource(strings = {"chunked.mat", "chunked_v4.mat"})
  void chunksGiveTheSameNumbers(String name) {
    try (Mat73 whole = Mat73.open(CONTIGUOUS);
        Mat73 chunked = Mat73.open(Fixtures.path("hdf5/" + name))) {
      for (String array : new String[] {"annot2", "annot3", "univ_annot3"}) {
        int dims = array.equals("annot2") ? 2 : 3;
        assertArrayEquals(
            whole.array(array, 7, 1, 17, dims).doubles(),
            chunked.array(array, 7, 1, 17, dims).doubles());
      }
      assertArrayEquals(
          whole.array("valid_frame", 7, 1).doubles(), chunked.array("valid_frame", 7, 1).doubles());
      assertArrayEquals(
          whole.array("bb_crop", 7, 4).doubles(), chunked.array("bb_crop", 7, 4).doubles());
    }
  }

  @Test
  void theReaderTakesThemToo() {
    assertArrayEquals(
        MpiInf3dhp.readFile(CONTIGUOUS, "TS5", MpiInf3dhp.Truth.METRIC).get(0).pose3d().values(),
        MpiInf3dhp.readFile(Fixtures.path("hdf5/chunked.mat"), "TS5", MpiInf3dhp.Truth.METRIC)
            .get(0)
            .pose3d()
            .values());
  }

  /** 16 MB of zeros where 56 bytes belong; a chunk of 2 GB; a compression that MATLAB lacks. */
  @ParameterizedTest
  @ValueSource(strings = {"bomb.mat", "huge_chunk.mat", "lzf.mat"})
  @Timeout(20)
  void aChunkHoldsWhatItsDimensionsSayOrIsRefused(String name) {
    Path file = Fixtures.path("hdf5/" + name);
    String line = assertOneLine(() -> MpiInf3dhp.readFile(file, "TS5", MpiInf3dhp.Truth.METRIC));
    assertTrue(line.contains(name + " [valid_frame]") || line.contains("zip bomb"), line);
  }
}
