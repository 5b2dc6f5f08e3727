package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.data.scenario.Population.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The persons who show the motions of a target. */
enum TargetPersons {
  /** The bodies as recorded. */
  RECORDED {
    @Override
    List<PoseSequence> apply(List<PoseSequence> target, List<Person> persons) {
      return target;
    }
  },

  /** A made-up person for each clip: every bone up to 25 % longer or shorter. */
  OTHER_BONES {
    @Override
    List<PoseSequence> apply(List<PoseSequence> target, List<Person> persons) {
      return target.stream().map(TargetPersons::withOtherBones).toList();
    }
  },

  /** A measured person for each clip. */
  EACH_CLIP {
    @Override
    List<PoseSequence> apply(List<PoseSequence> target, List<Person> persons) {
      return target.stream()
          .map(
              sequence -> {
                Random random = FileDraws.random("person", sequence.clip());
                return persons.get(random.nextInt(persons.size())).in(sequence);
              })
          .toList();
    }
  },

  /** One measured person for the first {@link #FRAMES} frames of the stream, which ends there. */
  ONE {
    @Override
    List<PoseSequence> apply(List<PoseSequence> target, List<Person> persons) {
      int person = FileDraws.random("person", "one").nextInt(persons.size());
      return eachPiece(target, FRAMES, persons.subList(person, person + 1));
    }
  },

  /** Another measured person after every {@link #PERIOD} frames of the stream. */
  CHANGING {
    @Override
    List<PoseSequence> apply(List<PoseSequence> target, List<Person> persons) {
      List<Person> order = new ArrayList<>(persons);
      Collections.shuffle(order, FileDraws.random("person", "changing"));
      return eachPiece(target, PERIOD, order);
    }
  };

  /** Each bone of {@link #OTHER_BONES} is up to this fraction longer or shorter. */
  static final double BONES_WITHIN = 0.25;

  /** The length of a stream that shows {@link #ONE} person. */
  static final int FRAMES = 5000;

  /** Frames that {@link #CHANGING} persons show. */
  static final int PERIOD = 100;

  /**
   * Changes the bodies and projects the poses again.
   *
   * @param persons measured persons to choose from
   */
  abstract List<PoseSequence> apply(List<PoseSequence> target, List<Person> persons);

  /** Whether measured persons are needed. */
  boolean areMeasured() {
    return this != RECORDED && this != OTHER_BONES;
  }

  private static PoseSequence withOtherBones(PoseSequence sequence) {
    double[] person =
        Bodies.random(FileDraws.random("bones", sequence.clip() + ".bvh"), BONES_WITHIN);
    return Bodies.scaled(sequence, () -> person);
  }

  /**
   * One person after the other, each for so many frames of the stream; it ends with the last
   * person. Where a person changes within a clip, a new segment begins.
   */
  private static List<PoseSequence> eachPiece(
      List<PoseSequence> stream, int frames, List<Person> persons) {
    List<PoseSequence> pieces = new ArrayList<>();
    int position = 0;
    for (PoseSequence sequence : stream) {
      int segment = sequence.segment();
      for (int begin = 0, end; begin < sequence.count(); begin = end) {
        if (position / frames == persons.size()) {
          return pieces;
        }
        end = Math.min(sequence.count(), begin + frames - position % frames);
        PoseSequence piece = sequence.select(IntStream.range(begin, end).toArray());
        pieces.add(persons.get(position / frames).in(piece.withSegment(segment++)));
        position += end - begin;
      }
    }
    return pieces;
  }
}
