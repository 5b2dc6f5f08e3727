package isopose.paper;

import isopose.data.PoseSequence;
import isopose.data.scenario.Scenario;
import isopose.skeleton.Poses;
import isopose.study.Study;
import java.util.ArrayList;
import java.util.List;

/** The source's sequences, with the laboratory's people, as analyses compare with them. */
final class Sources {
  /** Which people a laboratory that draws them anew shows: always the same. */
  private static final long PEOPLE = 0;

  private Sources() {}

  /** Those trained on and those held out. */
  static List<PoseSequence> sequences(Study study) {
    Scenario scenario = study.scenario();
    List<PoseSequence> sequences = new ArrayList<>(scenario.source(PEOPLE));
    sequences.addAll(scenario.validation());
    return sequences;
  }

  /** Their true poses, (N, 17, 3) millimetres. */
  static Poses poses(Study study) {
    return Poses.concatenate(sequences(study).stream().map(PoseSequence::pose3d).toList(), 17, 3);
  }
}
