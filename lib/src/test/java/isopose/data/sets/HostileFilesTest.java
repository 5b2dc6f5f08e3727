package isopose.data.sets;

import static isopose.BadInputs.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import isopose.io.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers fed with damaged files: a pose, or one clear line, and nothing else ever. */
class HostileFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  @Timeout(120)
  void aDamagedFileGivesPosesOrOneLine(ReaderUnderTest reader) throws IOException {
    byte[] whole = reader.whole();
    Path file = folder.resolve(reader.fileName());
    Random random = new Random(reader.name().hashCode());
    int refused = 0;
    int mutations = reader.mutations();
    for (int n = 0; n < mutations; n++) {
      byte[] bytes = mutate(whole, random);
      reader.write(file, bytes);
      try {
        reader.read(file);
      } catch (BadInput e) {
        assertTrue(e.getMessage().matches("[^\\p{C}\\uFFFD]{10,500}"), e.getMessage());
        refused++;
      } catch (RuntimeException | Error e) {
        Path kept = Files.write(Path.of("target", "hostile-" + reader + "-" + n), bytes);
        fail(kept + ": " + e, e);
      }
    }
    assertTrue(refused > mutations / 10, refused + " of " + mutations + " refused");
  }

  /** Opening a pipe can block and reading a device may never end, so both are refused first. */
  @ParameterizedTest
  @EnumSource
  @Timeout(20)
  void pipesAndDevicesAreRefused(ReaderUnderTest reader) throws Exception {
    Path pipe = folder.resolve("pipe-" + reader.fileName());
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    assertTrue(assertOneLine(() -> reader.read(pipe)).contains("is a pipe"));
    Path device = folder.resolve("device-" + reader.fileName());
    Files.createSymbolicLink(device, Path.of("/dev/zero"));
    assertTrue(assertOneLine(() -> reader.read(device)).contains("or a device"));
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
