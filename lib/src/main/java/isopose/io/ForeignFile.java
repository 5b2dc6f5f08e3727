package isopose.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of kinds that are often given by mistake where poses are expected, recognised by their
 * first bytes: videos, pictures, compressed files, downloads that failed.
 */
public final class ForeignFile {
  /** Names a kind. Bytes are written as ISO 8859-1. */
  private record Kind(int offset, String begin, String name) {}

  private static final String VIDEO = "a video; run a 2D pose detector on it first";
  private static final String PICTURE = "a picture; run a 2D pose detector on it first";
  private static final String JOBLIB =
      "compressed as by joblib.dump; load it with joblib and save the arrays with numpy.savez";
  private static final String UTF16 = "UTF-16 text; save it as UTF-8";
  private static final String TEXT_PICKLE =
      "a pickle of protocol 0 or 1; write it again with protocol 2 or later";

  private static final List<Kind> KINDS =
      List.of(
          new Kind(4, "ftyp", VIDEO), // MP4, MOV
          new Kind(0, "RIFF", VIDEO), // AVI
          new Kind(0, "\u001aE\u00df\u00a3", VIDEO), // Matroska, WebM
          new Kind(0, "\u0089PNG", PICTURE),
          new Kind(0, "\u00ff\u00d8\u00ff", PICTURE), // JPEG
          new Kind(0, "GIF8", PICTURE),
          new Kind(0, "\u001f\u008b", "compressed by gzip; unpack it with gunzip"),
          new Kind(0, "BZh", "compressed by bzip2; unpack it with bunzip2"),
          new Kind(0, "\u00fd7zXZ", "compressed by xz; unpack it with unxz"),
          new Kind(0, "x\u0001", JOBLIB),
          new Kind(0, "x^", JOBLIB),
          new Kind(0, "x\u009c", JOBLIB),
          new Kind(0, "x\u00da", JOBLIB),
          new Kind(
              0,
              "\u0089HDF",
              "HDF5, as DeepLabCut and SLEAP write it; save the coordinates with numpy.savez"),
          new Kind(
              0, "MATLAB ", "a MATLAB file not expected here; save the array with numpy.savez"),
          new Kind(0, "PAR1", "Parquet; save the table as CSV"),
          new Kind(0, "\u00ff\u00fe", UTF16),
          new Kind(0, "\u00fe\u00ff", UTF16),
          new Kind(0, "%PDF", "a PDF document; name a file of poses"),
          new Kind(
              0, "HIERARCHY", "BVH motion capture, which is 3D; see train --scenario bvh --target"),
          new Kind(0, "<", "a web page or XML; if it was downloaded, download the file itself"),
          new Kind(
              0,
              "version https://git-lfs",
              "a Git LFS pointer to the file; fetch the file itself with git lfs pull"),
          new Kind(0, "(dp", TEXT_PICKLE),
          new Kind(0, "(lp", TEXT_PICKLE),
          new Kind(0, "cnumpy", TEXT_PICKLE));

  private static final int LONGEST = 32;

  private ForeignFile() {}

  /**
   * Refuses a file that is empty or of another kind than poses are saved in.
   *
   * @throws BadInput in one line that says what the file is and what to do
   */
  public static void refuse(Path file) {
    String begin;
    try (InputStream in = InputFile.open(file)) {
      begin = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e + ")", e);
    }
    if (begin.isEmpty()) {
      throw new BadInput(file + ": the file is empty; write it again");
    }
    for (Kind kind : KINDS) {
      if (begin.startsWith(kind.begin, kind.offset)) {
        throw new BadInput(file + ": is " + kind.name);
      }
    }
  }
}
