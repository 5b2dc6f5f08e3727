package isopose;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Small files in the layouts of the public data sets, and the values expected from them. */
public final class Fixtures {
  private Fixtures() {}

  /** A fixture on disk, such as "metrics/poses.npz". */
  public static Path path(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Fixtures.class.getResource("/fixtures/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A section of the expected values, computed with NumPy and SciPy when the files were made. */
  public static JsonObject expected(String section) {
    return expected().getAsJsonObject(section);
  }

  /** All of the expected values. */
  public static JsonObject expected() {
    try (Reader in = Files.newBufferedReader(path("expected.json"))) {
      return JsonParser.parseReader(in).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
