package isopose.spark;

import isopose.io.Sha256;
import isopose.run.files.LiftedStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/**
 * The output folder of an archive: a Parquet file for each stream, named by the stream. A file is
 * written beside and renamed, so that it appears whole or not at all. Equal input gives equal rows,
 * so that it does not matter which of two attempts comes first.
 */
final class StreamFiles {
  private static final String DRAFTS = "_drafts";
  private static final String ENDING = ".parquet";
  private static final int LONGEST = 80;
  private static final int DIGITS = 20;

  private final Path folder;
  private final Configuration configuration;
  private final FileSystem files;

  StreamFiles(String folder, Configuration given) throws IOException {
    this.folder = new Path(folder);
    configuration = new Configuration(given);
    // without the file of checksums beside each file, which cannot be renamed together with it
    configuration.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
    configuration.setBoolean("fs.file.impl.disable.cache", true);
    files = this.folder.getFileSystem(configuration);
  }

  /** The file of a stream. Names that differ give names of files that differ. */
  static String name(String stream) {
    String plain = stream.replaceAll("[^A-Za-z0-9.-]", "-").replaceFirst("^\\.", "-");
    return "%s-%s%s"
        .formatted(
            plain.substring(0, Math.min(LONGEST, plain.length())),
            Sha256.of(stream).substring(0, DIGITS),
            ENDING);
  }

  /** The names of all files of streams that are there. */
  Set<String> present() throws IOException {
    Set<String> names = new HashSet<>();
    try {
      var all = files.listStatusIterator(folder);
      while (all.hasNext()) {
        FileStatus one = all.next();
        String name = one.getPath().getName();
        if (!name.startsWith("_") && !name.startsWith(".")) {
          names.add(name);
        }
      }
    } catch (FileNotFoundException e) {
      return Set.of();
    }
    return names;
  }

  boolean exists(String name) throws IOException {
    return files.exists(new Path(folder, name));
  }

  /** The text of a file; null if it is not there. */
  String text(String name, int most) throws IOException {
    try (var in = files.open(new Path(folder, name))) {
      return new String(in.readNBytes(most), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  void write(String name, String text) throws IOException {
    Path draft = draft();
    try (var out = files.create(draft)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    publish(draft, name);
  }

  /** Writes the rows of a stream. */
  void write(StreamRows rows, LiftedStream lifted) throws IOException {
    Path draft = draft();
    try (ParquetWriter<Integer> writer =
        new StreamWriter.Builder(HadoopOutputFile.fromPath(draft, configuration), rows, lifted)
            .withConf(configuration)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withDictionaryEncoding(false)
            .withDictionaryEncoding("stream", true)
            .build()) {
      for (int i = 0; i < rows.frames().length; i++) {
        writer.write(i);
      }
    }
    publish(draft, name(rows.stream()));
  }

  private Path draft() {
    return new Path(new Path(folder, DRAFTS), UUID.randomUUID().toString());
  }

  /** The first one wins where the file system refuses to replace; else both are equal. */
  private void publish(Path draft, String name) throws IOException {
    Path target = new Path(folder, name);
    if (!files.rename(draft, target)) {
      files.delete(draft, false);
      if (!files.exists(target)) {
        throw new IOException("cannot rename " + draft + " to " + target);
      }
    }
  }

  /** Removes what attempts that were killed left. */
  void deleteDrafts() throws IOException {
    files.delete(new Path(folder, DRAFTS), true);
  }
}
