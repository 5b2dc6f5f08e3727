package isopose.data.sets;

import isopose.data.motion.Sha256Sums;
import isopose.io.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Motion capture that anyone may download: a GitHub repository, taken as one archive at one commit.
 *
 * <p>Files are recognised by their own names, wherever in the archive they lie.
 *
 * @param set the data set's name, which is also its folder's
 * @param repository "owner/name"
 * @param commit the commit whose archive is downloaded
 * @param clips what a clip is called
 * @param published how many clips there are; 0 where no number is published
 * @param companion a file that belongs beside the clips (their licence), by the end of its path
 * @param licence one line about what the clips may be used for
 */
record PublicArchive(
    String set,
    String repository,
    String commit,
    Pattern clips,
    int published,
    String companion,
    String licence) {

  private static final String BANDAI = "BandaiNamcoResearchInc/Bandai-Namco-Research-Motiondataset";
  private static final String BANDAI_COMMIT = "3c23012e5022a736046171553a27a592735122c9";
  private static final String BANDAI_LICENCE =
      "CC BY-NC 4.0 (name Bandai Namco Research Inc., arXiv:2306.08861; no commercial use)";

  private static final List<PublicArchive> ALL =
      List.of(
          new PublicArchive(
              DataSets.SOURCE_FOLDER,
              BANDAI,
              BANDAI_COMMIT,
              Pattern.compile("dataset-2_[a-z-]{1,40}_[a-z-]{1,40}_\\d{1,6}\\.bvh"),
              2902,
              "Bandai-Namco-Research-Motiondataset-2/LICENSE",
              BANDAI_LICENCE),
          new PublicArchive(
              DataSets.VALIDATION_FOLDER,
              BANDAI,
              BANDAI_COMMIT,
              Pattern.compile("dataset-1_[a-z-]{1,40}_[a-z-]{1,40}_\\d{1,6}\\.bvh"),
              174,
              "Bandai-Namco-Research-Motiondataset-1/LICENSE",
              BANDAI_LICENCE),
          new PublicArchive(
              "cmu-mocap",
              "una-dinosauria/cmu-mocap",
              "5d98bb6b62b4735d89ff5f53e96899de2b92d8b4",
              Pattern.compile("\\d{2,3}_\\d{2,3}\\.bvh"),
              0,
              "READMEFIRST.txt",
              "free for all uses (obtained from mocap.cs.cmu.edu, funded by NSF EIA-0196217;"
                  + " as ported by B. Hahne)"));

  static Optional<PublicArchive> of(String set) {
    return ALL.stream().filter(archive -> archive.set.equals(set)).findFirst();
  }

  /** SHA-256 of clips that this project has seen, by their names. */
  static Map<String, String> knownHashes() {
    String resource = "published.sha256";
    try (InputStream in = PublicArchive.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its resource " + resource);
      }
      return Sha256Sums.parse(in.readAllBytes(), resource);
    } catch (IOException e) {
      throw new IllegalStateException("the library's resource " + resource + " is damaged", e);
    }
  }

  /** The repository's page. */
  String page() {
    return "https://github.com/" + repository;
  }

  /** The archive. */
  URI address() {
    return URI.create("https://codeload.github.com/" + repository + "/zip/" + commit);
  }

  boolean isClip(String name) {
    return clips.matcher(name).matches();
  }

  /** Whether a file, by its path in the archive, is the licence of these clips. */
  boolean isCompanion(String path) {
    return ("/" + path).endsWith("/" + companion);
  }

  /** Whether it may be: in a copy, the licence may lie in a folder of another name. */
  boolean mayBeCompanion(String path) {
    return FileTree.name(path).equals(FileTree.name(companion)) && !path.contains("Motiondataset-");
  }
}
