package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.data.motion.ClipFiles;
import isopose.data.motion.MotionFolder;
import isopose.data.motion.MotionFolder.Motion;
import isopose.data.motion.MotionFolder.Sampling;
import isopose.data.scenario.ScenarioManifest.Clip;
import isopose.data.scenario.ScenarioManifest.Folder;
import isopose.geometry.CameraPlacement;
import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.MissingData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Clips of motion capture in the project's folders, as the cameras of a manifest see them. */
final class MotionClips {
  /** Data sets that come with the project, each with its list of hashes. */
  private static final Set<String> EMBEDDED = Set.of("bandai-2", "cmu");

  private MotionClips() {}

  /**
   * A data set's folder.
   *
   * @throws BadInput if it is missing, or is an embedded one without its list of hashes
   */
  static Path folder(Path data, String name) {
    Path path = data.resolve(name);
    boolean embedded = EMBEDDED.contains(name);
    if (!Files.isDirectory(path)) {
      throw embedded
          ? new BadInput(path + ": is missing; run inside the project, whose folder data/ holds it")
          : new MissingData(path + ": is missing; get it with: data fetch " + name);
    }
    if (embedded) {
      InputFile.require(
          path.resolve(ClipFiles.SUMS)); // with a list, every clip is compared with it
    }
    return path;
  }

  /**
   * Every view of every clip, in the manifest's order.
   *
   * @param hashes receives the SHA-256 of the clips, by the folder's name
   */
  static List<PoseSequence> views(Path data, Folder folder, Map<String, String> hashes) {
    Map<String, Sampling> samplings = new LinkedHashMap<>();
    for (Clip clip : folder.clips()) {
      samplings.put(withoutEnding(clip.file()), new Sampling(clip.first(), clip.stride()));
    }
    List<Motion> motions =
        MotionFolder.read(
            folder(data, folder.folder()), folder.files(), clip -> samplings.get(clip.name()));
    hashes.put(folder.folder(), MotionFolder.hash(motions));
    List<PoseSequence> views = new ArrayList<>();
    for (int c = 0; c < motions.size(); c++) {
      views.addAll(views(motions.get(c), folder.clips().get(c).cameras()));
    }
    return views;
  }

  /** A clip as each of its cameras sees it. */
  static List<PoseSequence> views(Motion clip, List<CameraPlacement> cameras) {
    List<PoseSequence> views = new ArrayList<>();
    for (CameraPlacement placement : cameras) {
      String view = String.valueOf(views.size() + 1);
      views.add(clip.sequence(view, placement, CameraRules.CAMERA));
    }
    return views;
  }

  /** A clip's name from its file's. */
  static String withoutEnding(String file) {
    return file.substring(0, file.lastIndexOf('.'));
  }
}
