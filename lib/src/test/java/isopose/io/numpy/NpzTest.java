package isopose.io.numpy;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.io.AtomicFile;
import isopose.io.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    float[] weights = new float[100_003];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) Math.sin(k);
    }
    weights[5] = Float.NaN;
    arrays.put("layer1.weight", NpyArray.of(weights, 100_003, 1));
    arrays.put("bias", NpyArray.of(new double[] {1e300, -0.0}));
    arrays.put("step", NpyArray.of(new int[] {-7, 8, 9, 1, 2, 3}, 2, 3));
    arrays.put("count", NpyArray.of(new long[] {1L << 60}));
    arrays.put("names", NpyArray.of(new String[] {"Walking 1", "", "Zoë\uD83D\uDE00"}));
    arrays.put("config", NpyArray.of("{\"a\": 1}"));
    arrays.put("none", NpyArray.of(new float[0], 0, 17, 3));
    Path file = folder.resolve("weights.npz");
    Npz.write(file, arrays);

    Map<String, NpyArray> read = Npz.read(file);
    assertEquals(List.copyOf(arrays.keySet()), List.copyOf(read.keySet()));
    assertArrayEquals(weights, read.get("layer1.weight").floats());
    assertArrayEquals(new int[] {100_003, 1}, read.get("layer1.weight").shape());
    assertArrayEquals(new double[] {1e300, -0.0}, read.get("bias").doubles());
    assertArrayEquals(new long[] {-7, 8, 9, 1, 2, 3}, read.get("step").longs());
    assertArrayEquals(new long[] {1L << 60}, Npz.read(file, "count").longs());
    assertArrayEquals(arrays.get("names").strings(), read.get("names").strings());
    assertEquals("{\"a\": 1}", read.get("config").strings()[0]);
    assertEquals(0, read.get("config").shape().length);
    assertEquals("float32 (0, 17, 3)", read.get("none").describe());
  }

  @Test
  void theSameArraysGiveTheSameBytes() throws IOException {
    Map<String, NpyArray> arrays = Map.of("a", NpyArray.of(new float[] {1, 2, 3}));
    Npz.write(folder.resolve("a.npz"), arrays);
    Npz.write(folder.resolve("b.npz"), arrays);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a.npz")), Files.readAllBytes(folder.resolve("b.npz")));
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("a.npz");
    Npz.write(file, Map.of("a", NpyArray.of(new float[] {1})));
    assertThrows(
        BadInput.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("disk full");
                }));
    assertArrayEquals(new float[] {1}, Npz.read(file, "a").floats());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void readsFilesThatNumPyWrote() {
    Map<String, NpyArray> arrays = Npz.read(Fixtures.path("spin/mpi_inf_3dhp_valid.npz"));
    assertEquals("float32 (8, 24, 4)", arrays.get("S").describe());
    assertEquals("float64 (8, 2)", arrays.get("center").describe());
    assertTrue(arrays.get("imgname").strings()[3].startsWith("mpi_inf_3dhp_test_set/"));
    assertEquals(
        List.of("predicted_mm", "target_mm"), Npz.names(Fixtures.path("metrics/poses.npz")));
  }

  @Test
  void readsEveryNumberTypeInBothByteOrdersAndMemoryOrders() throws IOException {
    // 1, 2, .. 6 as (2, 3) in Fortran order: 1 3 5 / 2 4 6
    double[] transposed = {1, 3, 5, 2, 4, 6};
    for (String type : List.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")) {
      for (String order : List.of("<", ">")) {
        byte[] payload = numbers(type, order, 1, 2, 3, 4, 5, 6);
        assertArrayEquals(
            transposed,
            npy(
                    "{'descr': '" + order + type + "', 'fortran_order': True, 'shape': (2, 3), }",
                    payload)
                .doubles(),
            order + type);
      }
    }
    assertArrayEquals(
        new long[] {0, 1},
        npy("{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }", new byte[] {0, 1})
            .longs());
    assertEquals(
        "ab",
        npy("{'descr': '|S3', 'fortran_order': False, 'shape': (1,), }", new byte[] {'a', 'b', 0})
            .strings()[0]);
    assertEquals(
        -1.5f,
        npy("{'descr': '<f2', 'fortran_order': False, 'shape': (), }", new byte[] {0, (byte) 0xbe})
            .floats()[0]);
  }

  private static byte[] numbers(String type, String order, int... values) {
    int size = type.charAt(1) - '0';
    ByteBuffer buffer =
        ByteBuffer.allocate(size * values.length)
            .order(order.equals("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    short[] halves = {0, 0x3c00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600};
    for (int value : values) {
      switch (type) {
        case "f2" -> buffer.putShort(halves[value]);
        case "f4" -> buffer.putFloat(value);
        case "f8" -> buffer.putDouble(value);
        case "i1", "u1" -> buffer.put((byte) value);
        case "i2", "u2" -> buffer.putShort((short) value);
        case "i4", "u4" -> buffer.putInt(value);
        default -> buffer.putLong(value);
      }
    }
    return buffer.array();
  }

  private NpyArray npy(String header, byte... payload) throws IOException {
    Path file = folder.resolve("array.npy");
    Files.write(file, npyBytes(header, payload));
    return Npz.read(file).get("array");
  }

  private static byte[] npyBytes(String header, byte... payload) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(header.length() + 1);
    out.write(0);
    out.write((header + "\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(payload);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (70000, 70000), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1, 1, 1, 1, 1), }",
        "{'descr': '<U0', 'fortran_order': False, 'shape': (2000000000,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '|V8', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': __import__('os'), 'shape': (1,), }",
        "",
      })
  void damagedHeadersGetOneLine(String header) {
    assertOneLine(() -> npy(header, new byte[8]));
  }

  @Test
  void aZipBombIsRefused() throws IOException {
    long payload = 600L << 20;
    Path file = folder.resolve("bomb.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("pose3d.npy"));
      zip.write(
          npyBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (" + payload / 4 + ",), }"));
      byte[] zeros = new byte[1 << 20];
      for (long k = 0; k < payload; k += zeros.length) {
        zip.write(zeros);
      }
    }
    assertTrue(Files.size(file) < 1 << 20);
    assertTrue(assertOneLine(() -> Npz.read(file)).contains("zip bomb"));
  }

  @Test
  void manyArraysTogetherAreABombToo() throws IOException {
    Path file = folder.resolve("many.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int n = 0; n < 5; n++) {
        zip.putNextEntry(new ZipEntry("a" + n + ".npy"));
        zip.write(npyBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (10000000,), }"));
        zip.write(new byte[40_000_000]);
      }
    }
    assertTrue(assertOneLine(() -> Npz.read(file)).contains("zip bomb"));
  }

  @Test
  void pickledObjectsAreRefusedWithAHint() {
    assertTrue(
        assertOneLine(() -> Npz.read(Fixtures.path("human36m/data_3d_h36m.npz")))
            .contains("save plain numbers"));
  }

  @Test
  void aFlippedBitIsFound() throws IOException {
    Path file = folder.resolve("flipped.npz");
    byte[] bytes = Files.readAllBytes(Fixtures.path("metrics/poses.npz"));
    bytes[5000] ^= 4; // amid the numbers of a stored array
    Files.write(file, bytes);
    assertTrue(assertOneLine(() -> Npz.read(file)).contains("checksum"));
  }

  @Test
  void truncatedMissingAndForeignFilesGetOneLine() throws IOException {
    assertOneLine(() -> Npz.read(Fixtures.path("malformed/truncated.npz")));
    assertOneLine(() -> Npz.read(folder.resolve("missing.npz")));
    assertOneLine(() -> Npz.read(folder));
    assertOneLine(() -> Npz.read(Fixtures.path("metrics/poses.npz"), "pose3d"));
    Path empty = folder.resolve("empty.npz");
    try (OutputStream out = Files.newOutputStream(empty);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
    }
    assertOneLine(() -> Npz.read(empty));
  }
}
