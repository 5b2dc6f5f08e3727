package isopose.io;

import java.io.IOException;
import java.util.List;

/** The files in an archive, by their paths in it. Their names and sizes are not trusted. */
interface Archive extends AutoCloseable {

  /** The path of every file, in any order; at most one more than {@link Limits#FILES}. */
  List<String> paths();

  /**
   * A file's bytes; several threads may read at a time.
   *
   * @param most bytes that are of use: of a longer file one more is returned
   * @throws IOException if the file is damaged
   */
  byte[] bytes(String path, int most) throws IOException;

  @Override
  void close() throws IOException;
}
