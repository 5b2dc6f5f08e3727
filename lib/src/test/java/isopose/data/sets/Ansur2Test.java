package isopose.data.sets;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.io.BadInput;
import isopose.io.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ansur2Test {
  private static final String HEADER =
      "trochanterionheight,lateralfemoralepicondyleheight,lateralmalleolusheight,"
          + "suprasternaleheight,stature,biacromialbreadth,acromionradialelength,radialestylionlength\n";

  @TempDir private Path folder;

  private void write(String text) throws IOException {
    compress(text);
    Files.writeString(folder.resolve("SHA256SUMS"), Sha256.of(text) + "  lengths.csv\n");
  }

  private void compress(String text) throws IOException {
    Path file = folder.resolve("lengths.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aDamagedFileGetsOneLine() throws IOException {
    write(HEADER + "900,500,100,1400,1700,400,330,250\n");
    Path file = folder.resolve("lengths.csv.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 9));
    assertTrue(assertOneLine(() -> Ansur2.read(folder)).contains("is damaged"));
    whole[whole.length - 6] ^= 1; // in the checksum
    Files.write(file, whole);
    assertTrue(assertOneLine(() -> Ansur2.read(folder)).contains("is damaged"));
    Files.delete(file);
    assertTrue(assertOneLine(() -> Ansur2.read(folder)).contains("no such file"));
  }

  /** Two persons of whom one is twice as large: their proportions are the same. */
  @Test
  void sizeIsNotAProportion() throws IOException {
    write(HEADER + "900,500,100,1400,1700,400,330,250\n1800,1000,200,2800,3400,800,660,500\n");
    for (double[] bones : Ansur2.read(folder)) {
      for (double bone : bones) {
        assertEquals(1, bone, 1e-12);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "900,500,100,1400,1700,400,330,x | line 2: expected a number of millimetres in radialestylionlength",
        "900,500,100,1400,1700,400,330 | line 2: expected a number of millimetres in radialestylionlength",
        "900,900,100,1400,1700,400,330,250 | line 2: the length of thigh is not positive",
        "900,500,100,1400,1700,NaN,330,250 | line 2: the length of width is not positive"
      })
  void aWrongRowIsNamed(String row, String expected) throws IOException {
    write(HEADER + row + "\n");
    BadInput e = assertThrows(BadInput.class, () -> Ansur2.read(folder));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @Test
  void aChangedOrEmptyFileIsRefused() throws IOException {
    write(HEADER);
    assertTrue(
        assertThrows(BadInput.class, () -> Ansur2.read(folder)).getMessage().contains("no person"));
    compress(HEADER + "1,2,3,4,5,6,7,8\n");
    assertTrue(
        assertThrows(BadInput.class, () -> Ansur2.read(folder))
            .getMessage()
            .contains("is not the file that SHA256SUMS lists"));
  }
}
