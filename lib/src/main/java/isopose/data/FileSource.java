package isopose.data;

import java.io.IOException;
import java.util.List;

/** Where files of a data set come from: their public home, or a mirror on this machine. */
interface FileSource extends AutoCloseable {
  /** No file of motion capture is larger; the longest published clip has 2.4 MB. */
  int LARGEST_FILE = 64 << 20;

  /**
   * A file that the source has.
   *
   * @param path where the source has it
   * @param size in bytes
   * @param gitHash the name that git gives its content; null where the source has none
   */
  record Listed(String path, long size, String gitHash) {}

  /** What there is; {@link BadInput} if the source cannot be read at all. */
  List<Listed> list() throws IOException, InterruptedException;

  /** The file's bytes, at most {@link #LARGEST_FILE}; fails on more or fewer than were listed. */
  byte[] read(Listed file) throws IOException, InterruptedException;

  /** What to note down about where the files came from. */
  String origin();

  @Override
  void close();
}
