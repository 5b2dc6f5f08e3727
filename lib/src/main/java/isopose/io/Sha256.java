package isopose.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of contents, as 64 hexadecimal digits.
 *
 * <p>Contents of several parts are added one by one, each with its length before it, so that no two
 * different sequences of parts have the same bytes.
 */
public final class Sha256 {
  private static final int BUFFER = 1 << 16;

  private final MessageDigest digest;

  /** Of no parts yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Of a file's bytes. */
  public static String of(Path file) {
    Sha256 sha = new Sha256();
    try (InputStream in = InputFile.open(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", e);
    }
    return sha.hex();
  }

  /** Of these bytes. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(new Sha256().digest.digest(bytes));
  }

  /** Of a text's bytes in UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a text. */
  public Sha256 add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    length(bytes.length);
    digest.update(bytes);
    return this;
  }

  /** Adds a list of texts. */
  public Sha256 add(List<String> texts) {
    length(texts.size());
    texts.forEach(this::add);
    return this;
  }

  /** Adds numbers; null where there are none. */
  public Sha256 add(float[] values) {
    length(values == null ? -1 : values.length);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    for (int i = 0; values != null && i < values.length; i++) {
      buffer.putFloat(values[i]);
      if (!buffer.hasRemaining() || i == values.length - 1) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    return this;
  }

  private void length(int length) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
  }

  /** The hash of all parts so far; nothing can be added afterwards. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
