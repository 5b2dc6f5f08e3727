package isopose.data.scenario;

import isopose.io.Sha256;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;

/**
 * Random numbers that belong to a clip: the same for a file name on every machine, whatever other
 * clips there are.
 */
final class FileDraws {
  private FileDraws() {}

  /** A generator for this purpose and file. */
  static Random random(String purpose, String file) {
    return new Random(number(purpose, file));
  }

  /** 64 bits of a hash. */
  static long number(String purpose, String file) {
    String hash = Sha256.of(ScenarioManifest.SEED + "/" + purpose + "/" + file);
    return ByteBuffer.wrap(HexFormat.of().parseHex(hash)).getLong();
  }
}
