package isopose.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Files of a folder on this machine, however deep, or of a zip archive such as GitHub makes. */
final class MirrorSource implements FileSource {
  private static final int MOST_FILES = 200_000;

  private final Path place;
  private final ZipFile zip;

  /** Opens a folder or an archive; {@link BadInput} if it is neither. */
  MirrorSource(Path place) {
    this.place = place;
    if (Files.isDirectory(place)) {
      zip = null;
      return;
    }
    try {
      zip = new ZipFile(InputFile.require(place).toFile());
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInput("--from " + place + ": expected a folder or a whole .zip archive", e);
    }
  }

  @Override
  public List<Listed> list() throws IOException {
    if (zip != null) {
      if (zip.size() > MOST_FILES) {
        throw new BadInput("--from " + place + ": has " + zip.size() + " entries; expected fewer");
      }
      return Collections.list(zip.entries()).stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> new Listed(entry.getName(), entry.getSize(), null))
          .toList();
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(Files::isRegularFile)
          .limit(MOST_FILES)
          .map(file -> new Listed(relative(file), file.toFile().length(), null))
          .toList();
    }
  }

  private String relative(Path file) {
    return place.relativize(file).toString().replace('\\', '/');
  }

  @Override
  public byte[] read(Listed file) throws IOException {
    ZipEntry entry = zip == null ? null : zip.getEntry(file.path());
    try (InputStream in =
        zip == null ? InputFile.open(place.resolve(file.path())) : zip.getInputStream(entry)) {
      // the size is a stranger's claim: what is inflated is bounded, not what is promised
      return in.readNBytes(LARGEST_FILE + 1);
    }
  }

  @Override
  public String origin() {
    return "a mirror, " + place.toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    try {
      if (zip != null) {
        zip.close();
      }
    } catch (IOException e) {
      throw new BadInput("--from " + place + ": cannot be closed (" + e + ")", e);
    }
  }
}
