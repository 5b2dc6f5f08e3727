package isopose.cli;

import isopose.cli.options.TargetOptions;
import isopose.data.PoseFile;
import isopose.data.detect.Detections;
import isopose.run.Adaptation;
import isopose.run.TargetStream;
import isopose.run.files.PoseOutput;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;

/**
 * Where {@code adapt} writes predictions.
 *
 * @param file by its ending, see {@link PoseOutput}
 * @param framesPerSecond of a file that plays
 */
record AdaptOutput(Path file, double framesPerSecond) {
  /** One row for each row, or for each person and frame, of the input. */
  void write(List<Adaptation> adaptations, TargetOptions.Target chosen) {
    if (chosen.detections() == null) {
      TargetStream stream = chosen.streams().get(0);
      PoseOutput.write(
          file,
          new PoseFile(stream.pose2d(), adaptations.get(0).predictions(), stream.frames()),
          new BitSet(),
          new BitSet(),
          framesPerSecond);
      return;
    }
    List<Poses> image = new ArrayList<>();
    List<Poses> space = new ArrayList<>();
    List<FrameId> frames = new ArrayList<>();
    BitSet filled = new BitSet();
    BitSet invalid = new BitSet();
    Iterator<Adaptation> lifted = adaptations.iterator();
    for (Detections person : chosen.detections().people()) {
      int begin = frames.size();
      boolean none = person.whole().length == 0;
      image.add(person.poses().pose2d());
      space.add(person.inRows(none ? Poses.zeros(0, 17, 3) : lifted.next().predictions()));
      frames.addAll(person.poses().frames());
      person.filled().stream().forEach(bit -> filled.set(begin * 17 + bit));
      invalid.set(begin, frames.size());
      person.valid().stream().forEach(i -> invalid.clear(begin + i));
    }
    PoseFile rows =
        new PoseFile(Poses.concatenate(image, 17, 2), Poses.concatenate(space, 17, 3), frames);
    PoseOutput.write(file, rows, filled, invalid, framesPerSecond);
  }
}
