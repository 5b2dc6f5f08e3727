package isopose.data;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where motion capture that anybody may download is published: a GitHub repository.
 *
 * <p>Files are known by their own names, wherever in the repository or in a mirror they lie: a name
 * that fits is all that is taken from a stranger's list, never a path.
 *
 * @param set the data set's name, which is its folder's
 * @param repository "owner/name"
 * @param clips what a clip is called
 * @param published how many clips there are; 0 where nobody says
 * @param companion a file that belongs beside the clips (their licence), by the end of its path
 * @param licence one line to show before anybody uses them
 */
record PublicHome(
    String set, String repository, Pattern clips, int published, String companion, String licence) {

  private static final String BANDAI =
      "CC BY-NC 4.0 (name Bandai Namco Research Inc., arXiv:2306.08861; no commercial use)";

  private static final List<PublicHome> ALL =
      List.of(
          new PublicHome(
              Benchmark.SOURCE_FOLDER,
              "BandaiNamcoResearchInc/Bandai-Namco-Research-Motiondataset",
              Pattern.compile("dataset-2_[a-z-]{1,40}_[a-z-]{1,40}_\\d{1,6}\\.bvh"),
              2902,
              "Bandai-Namco-Research-Motiondataset-2/LICENSE",
              BANDAI),
          new PublicHome(
              Benchmark.VALIDATION_FOLDER,
              "BandaiNamcoResearchInc/Bandai-Namco-Research-Motiondataset",
              Pattern.compile("dataset-1_[a-z-]{1,40}_[a-z-]{1,40}_\\d{1,6}\\.bvh"),
              174,
              "Bandai-Namco-Research-Motiondataset-1/LICENSE",
              BANDAI),
          new PublicHome(
              "cmu-mocap",
              "una-dinosauria/cmu-mocap",
              Pattern.compile("\\d{2,3}_\\d{2,3}\\.bvh"),
              0,
              "READMEFIRST.txt",
              "free for all uses (obtained from mocap.cs.cmu.edu, funded by NSF EIA-0196217;"
                  + " as ported by B. Hahne)"));

  static Optional<PublicHome> of(String set) {
    return ALL.stream().filter(home -> home.set.equals(set)).findFirst();
  }

  String address() {
    return "https://github.com/" + repository;
  }

  /** The name under which a listed file is kept; empty if it is none of ours. */
  Optional<String> keptAs(String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    // a mirror may have the companion at its top
    boolean ours = isClip(name) || isCompanion(path) || ("/" + companion).endsWith("/" + path);
    return ours ? Optional.of(name) : Optional.empty();
  }

  boolean isClip(String name) {
    return clips.matcher(name).matches();
  }

  boolean isCompanion(String path) {
    return ("/" + path).endsWith("/" + companion);
  }
}
