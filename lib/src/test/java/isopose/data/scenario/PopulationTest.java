package isopose.data.scenario;

import static isopose.EmbeddedClips.DATA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.data.PoseSequence;
import isopose.data.scenario.Population.Person;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static Population population;

  @BeforeAll
  static void read() {
    population = Population.read(DATA);
  }

  private static Set<Integer> numbers(List<Person> persons) {
    Set<Integer> numbers = new HashSet<>();
    persons.forEach(person -> numbers.add(person.number()));
    return numbers;
  }

  @Test
  void everyPersonIsInOneOfTheThreeParts() {
    Set<Integer> training = numbers(population.training());
    Set<Integer> validation = numbers(population.validation());
    Set<Integer> test = numbers(population.test());
    assertEquals(6068, training.size() + validation.size() + test.size());
    assertTrue(validation.stream().noneMatch(training::contains));
    assertTrue(test.stream().noneMatch(training::contains));
    assertTrue(test.stream().noneMatch(validation::contains));
    // row number n, from 0, is person n + 1
    assertTrue(validation.stream().allMatch(number -> (number - 1) % 10 == 8));
    assertTrue(test.stream().allMatch(number -> (number - 1) % 10 == 9));
    assertEquals(606, validation.size());
    assertEquals(606, test.size());
  }

  /** Ratios of lengths of the first two persons, by hand from their rows. */
  @Test
  void proportionsAreTheSurveysDividedByItsMeanAndByTheirOwn() {
    List<Person> all =
        Stream.of(population.training(), population.validation(), population.test())
            .flatMap(List::stream)
            .toList();
    double[] sums = new double[17];
    for (Person person : all) {
      double[] bones = person.bones();
      double own = bones[1] + bones[2] + bones[3] + bones[7] + bones[9] + bones[12] + bones[13];
      assertEquals(7, own, 1e-9, "size is left as it is recorded");
      for (int j = 1; j < 17; j++) {
        assertEquals(bones[j], bones[Skeleton.H36M_17.mirror().get(j)], "left and right alike");
        assertTrue(bones[j] > 0.7 && bones[j] < 1.4, person.number() + ": " + bones[j]);
        sums[j] += bones[j];
      }
    }
    for (int j = 1; j < 17; j++) {
      assertEquals(1, sums[j] / all.size(), 0.01, "the mean person");
    }
    double[] first = population.training().get(0).bones();
    double[] second = population.training().get(1).bones();
    // thigh over shin of two persons: the survey's means cancel in the ratio of the ratios
    assertEquals(
        (844.0 - 447) / (447 - 55) / ((901.0 - 492) / (492 - 69)),
        first[2] / first[3] / (second[2] / second[3]),
        1e-9);
    assertEquals(
        235.0 / 301 / (259.0 / 320), first[13] / first[12] / (second[13] / second[12]), 1e-9);
    assertEquals(
        (1280.0 - 844) / (1560 - 1280) / ((1372.0 - 901) / (1665 - 1372)),
        first[7] / first[9] / (second[7] / second[9]),
        1e-9);
  }

  @Test
  void aSourceShowsTrainingPersonsAndValidationOthers() {
    Scenario scenario = Scenarios.load("bandai-cmu", DATA, SourceSubjects.REAL);
    List<PoseSequence> epoch = scenario.source(3);
    Set<String> training = subjects(epoch);
    Set<String> validation = subjects(scenario.validation());
    Set<Integer> trained = numbers(population.training());
    Set<Integer> validated = numbers(population.validation());
    assertTrue(training.stream().allMatch(name -> trained.contains(number(name))));
    assertTrue(validation.stream().allMatch(name -> validated.contains(number(name))));
    assertTrue(training.size() > 120, "133 clips, nearly as many persons: " + training.size());
    for (int s = 0; s < epoch.size(); s++) {
      assertEquals(
          epoch.get(s / 4 * 4).track().subject(),
          epoch.get(s).track().subject(),
          "views of a clip");
    }
    assertNotEquals(training, subjects(scenario.source(4)), "other persons in another epoch");
    assertArrayEquals(epoch.get(9).pose2d().values(), scenario.source(3).get(9).pose2d().values());
    PoseSequence recorded = scenario.source().get(9);
    int number = number(epoch.get(9).track().subject());
    double[] bones =
        population.training().stream()
            .filter(person -> person.number() == number)
            .findFirst()
            .orElseThrow()
            .bones();
    for (int j = 1; j < 17; j++) {
      int parent = Skeleton.H36M_17.parents().get(j);
      for (int d = 0; d < 3; d++) {
        float before = recorded.pose3d().get(4, j, d) - recorded.pose3d().get(4, parent, d);
        float after = epoch.get(9).pose3d().get(4, j, d) - epoch.get(9).pose3d().get(4, parent, d);
        assertEquals(bones[j] * before, after, 1e-2, "length changes, direction stays");
      }
    }
    assertTrue(scenario.hashes().containsKey("ansur2/lengths.csv"));
  }

  private static Set<String> subjects(List<PoseSequence> sequences) {
    List<String> names = new ArrayList<>();
    sequences.forEach(sequence -> names.add(sequence.track().subject()));
    return new HashSet<>(names);
  }

  private static int number(String subject) {
    return Integer.parseInt(subject.substring("ansur2-".length()));
  }
}
