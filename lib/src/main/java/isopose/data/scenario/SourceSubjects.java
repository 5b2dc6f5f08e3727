package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.data.scenario.Population.Person;
import isopose.stats.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Body-shape variation applied to the source subjects. A source with one body teaches a lifter that
 * body's proportions, and how much adaptation then gains depends on the variation of the source, so
 * it is a parameter.
 *
 * <p>The bodies of {@link #FIVE} and {@link #RANDOM} are four factors, for legs, arms, trunk with
 * neck and head, and the widths of hips and shoulders. Left and right are scaled alike. The root
 * keeps its position relative to the camera.
 */
public enum SourceSubjects {
  /** The bodies as recorded. */
  RECORDED {
    @Override
    public List<PoseSequence> apply(List<PoseSequence> source, long seed, List<Person> persons) {
      return source;
    }
  },

  /** Five people, each factor within 8 %, assigned to clips in turn; the same at every epoch. */
  FIVE {
    @Override
    public List<PoseSequence> apply(List<PoseSequence> source, long seed, List<Person> persons) {
      Map<String, Integer> numbers = new LinkedHashMap<>();
      List<PoseSequence> varied = new ArrayList<>();
      for (PoseSequence sequence : source) {
        int number = numbers.computeIfAbsent(sequence.clip(), clip -> numbers.size());
        double[] person = FIVE_PEOPLE[number % FIVE_PEOPLE.length];
        varied.add(withBodies(sequence, () -> person));
      }
      return varied;
    }
  },

  /**
   * Another body for each clip, all its views alike, drawn from the seed: hips with shoulders,
   * thighs, shins, trunk, neck with head, upper arms and forearms each have a factor within 25 %.
   */
  VARIED {
    @Override
    public List<PoseSequence> apply(List<PoseSequence> source, long seed, List<Person> persons) {
      SplittableRandom random = Seeds.random(seed, "bodies", 0);
      Map<String, double[]> bodies = new LinkedHashMap<>();
      return source.stream()
          .map(
              sequence -> {
                double[] body =
                    bodies.computeIfAbsent(sequence.clip(), clip -> Bodies.grouped(random, 0.25));
                return Bodies.scaled(sequence, () -> body);
              })
          .toList();
    }
  },

  /** Another body for each frame of each view, every factor within 20 %, drawn from the seed. */
  RANDOM {
    @Override
    public List<PoseSequence> apply(List<PoseSequence> source, long seed, List<Person> persons) {
      // neighbouring seeds of Random begin alike: spread them
      Random random = new Random(seed * 0x9E3779B97F4A7C15L);
      List<PoseSequence> varied = new ArrayList<>();
      for (PoseSequence sequence : source) {
        varied.add(
            withBodies(
                sequence,
                () -> {
                  double[] person = new double[GROUPS];
                  for (int g = 0; g < GROUPS; g++) {
                    person[g] = 1 + 0.2 * (2 * random.nextDouble() - 1);
                  }
                  return person;
                }));
      }
      return varied;
    }
  },

  /** A measured person for each clip, drawn from the seed: see {@link Population}. */
  REAL {
    @Override
    public List<PoseSequence> apply(List<PoseSequence> source, long seed, List<Person> persons) {
      Map<String, Person> chosen = new HashMap<>();
      List<PoseSequence> varied = new ArrayList<>();
      for (PoseSequence sequence : source) {
        SplittableRandom random = Seeds.random(seed, "person", chosen.size());
        Person person =
            chosen.computeIfAbsent(
                sequence.clip(), clip -> persons.get(random.nextInt(persons.size())));
        varied.add(person.in(sequence));
      }
      return varied;
    }
  };

  private static final int GROUPS = 4;

  /** For each Human3.6M joint the group of the bone that leads to it. */
  private static final int[] GROUP = {
    0, // pelvis: has no bone
    3,
    0,
    0, // right hip, knee, ankle
    3,
    0,
    0, // left hip, knee, ankle
    2,
    2,
    2,
    2, // spine, thorax, neck, head top
    3,
    1,
    1, // left shoulder, elbow, wrist
    3,
    1,
    1 // right shoulder, elbow, wrist
  };

  /** Factors of legs, arms, trunk and widths. */
  private static final double[][] FIVE_PEOPLE = {
    {1.00, 1.00, 1.00, 1.00},
    {1.07, 1.05, 1.02, 1.04},
    {0.93, 0.95, 0.97, 0.94},
    {1.03, 0.97, 0.94, 1.08},
    {0.96, 1.06, 1.05, 0.95},
  };

  /**
   * Changes the bodies and projects the poses again.
   *
   * @param source sequences with 3D, root and camera
   * @param seed of this epoch's draw; {@link #RANDOM} and {@link #REAL} use it
   * @param persons to choose from; only {@link #REAL} uses them
   * @return as many sequences of as many frames, in the same order; the source is not changed
   */
  public abstract List<PoseSequence> apply(
      List<PoseSequence> source, long seed, List<Person> persons);

  private static PoseSequence withBodies(PoseSequence sequence, Supplier<double[]> people) {
    double[] bones = new double[GROUP.length];
    return Bodies.scaled(
        sequence,
        () -> {
          double[] person = people.get();
          Arrays.setAll(bones, j -> person[GROUP[j]]);
          return bones;
        });
  }
}
