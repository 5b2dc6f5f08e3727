package isopose.data.scenario;

import isopose.data.motion.MotionFolder;
import isopose.data.scenario.ScenarioManifest.Clip;
import isopose.data.scenario.ScenarioManifest.Folder;
import isopose.data.sets.DataSets;
import isopose.io.BadInput;
import java.nio.file.Path;
import java.util.List;

/** The labelled clips of a scenario of motion capture, each seen by four cameras. */
enum SourceClips {
  /** The embedded excerpt of bandai-2, as the committed manifest lists it. */
  BANDAI("bandai-2") {
    @Override
    Source of(Path data) {
      ScenarioManifest embedded = ScenarioManifest.embedded();
      return new Source(embedded.source(), embedded.validation());
    }
  },

  /** Every clip of bandai-2 that is present, at every second frame. */
  BANDAI_FULL(DataSets.SOURCE_FOLDER) {
    @Override
    Source of(Path data) {
      return ruled(folder, MotionFolder.list(MotionClips.folder(data, folder)), 0);
    }
  },

  /** CMU's clips that are usable, at every second frame from the second on. */
  CMU("cmu") {
    @Override
    Source of(Path data) {
      Folder usable = ScenarioManifest.embedded().target();
      return ruled(folder, usable.files(), 1);
    }
  };

  private static final int STRIDE = 2;

  /** One clip of so many is held out from training. */
  private static final int HELD_OUT = 10;

  final String folder;

  SourceClips(String folder) {
    this.folder = folder;
  }

  /** The clips, and the file names of those held out for validation. */
  record Source(Folder clips, List<String> held) {}

  /**
   * Lists the clips.
   *
   * @throws BadInput if the folder is missing, or has too few clips to hold some out
   */
  abstract Source of(Path data);

  /** Cameras and the validation split by rules, which depend on each file's name alone. */
  static Source ruled(String folder, List<String> files, int first) {
    List<Clip> clips =
        files.stream()
            .sorted()
            .map(
                file ->
                    new Clip(
                        file,
                        first,
                        STRIDE,
                        CameraRules.four(FileDraws.random("laboratory", file))))
            .toList();
    List<String> held = clips.stream().map(Clip::file).filter(SourceClips::isHeldOut).toList();
    if (held.isEmpty() || held.size() == clips.size()) {
      throw new BadInput(
          "%s: its %d clips cannot be split into training and validation; add more of them"
              .formatted(folder, clips.size()));
    }
    return new Source(new Folder(folder, clips), held);
  }

  private static boolean isHeldOut(String file) {
    return Long.remainderUnsigned(FileDraws.number("held out", file), HELD_OUT) == 0;
  }
}
