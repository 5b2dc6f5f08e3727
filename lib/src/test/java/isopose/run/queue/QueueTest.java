package isopose.run.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.adapt.AdaptSettings;
import isopose.config.Configuration;
import isopose.config.InputSettings;
import isopose.data.scenario.Scenarios;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.run.Adaptation;
import isopose.run.RunSpec;
import isopose.run.Runs;
import isopose.run.SmallProject;
import isopose.run.store.RunFolder;
import isopose.study.Method;
import isopose.study.Study;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many runs need: plans, workers, interrupts, and a power cut in the middle. */
class QueueTest {
  private static final Progress SILENT = (done, total, message) -> {};

  @TempDir private static Path place;
  private static Session session;

  @BeforeAll
  static void open() throws IOException {
    session = Session.open("cpu", 1);
    SmallProject.in(place);
    complete(study("straight", SILENT), 1);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static Study study(String runs, Progress progress) {
    return study(session, place, runs, progress);
  }

  private static final List<Method> PAPER =
      List.of(Method.BASELINE, Method.JOINT, Method.VANILLA, Method.ONLINE);

  private static Study study(Session session, Path place, String runs, Progress progress) {
    Configuration joint = SmallProject.configuration(place).with("epochs", 1);
    return new Study(
        session,
        new Runs(place.resolve(runs), place),
        joint.evaluating(6, 2),
        List.of(0L),
        progress);
  }

  /** One training serves every target that shares its source. */
  @Test
  void aStreamMayBeAnotherScenarios() {
    Runs runs = new Runs(place.resolve("straight"), Path.of("..", "data"));
    Configuration joint = SmallProject.configuration(place);
    Study study = new Study(session, runs, joint, List.of(0L), SILENT);
    RunSpec own = RunSpec.plain(joint);
    assertEquals("bvh", study.stream(own).name());
    RunSpec other = own.on(InputSettings.target(6).of(Scenarios.BANDAI_CMU));
    assertEquals("bandai-cmu-subset-6", study.stream(other).name());
  }

  /** The paper's four methods: two trainings, four adaptations. */
  private static List<RunSpec> specs(Study study) {
    List<RunSpec> specs = new ArrayList<>();
    for (long seed : study.seeds()) {
      for (Method method : PAPER) {
        specs.add(study.run(method, seed));
      }
    }
    return specs;
  }

  private static void complete(Study study, int workers) {
    study.complete(study.missing(specs(study)), workers);
  }

  private static void assertSamePredictions(Study expected, Study actual) {
    for (RunSpec spec : specs(expected)) {
      assertArrayEquals(
          expected.adaptation(spec).predictions().values(),
          actual.adaptation(spec).predictions().values(),
          0);
    }
  }

  @Test
  void aPlanNamesWhatIsMissingAndWorkersMakeIt() {
    List<Long> amounts = new ArrayList<>();
    Study team = study("team", (done, total, message) -> amounts.add(done));
    MissingRuns plan = team.missing(specs(team));
    assertEquals(6, plan.asked());
    assertEquals(2, plan.trainings().size());
    assertEquals(4, plan.adaptations().size());
    assertTrue(plan.describe(1).contains("no earlier run"), plan.describe(1));
    team.complete(plan, 2);
    assertEquals(0, team.missing(specs(team)).missing());
    assertEquals(amounts.stream().sorted().toList(), amounts, "progress goes forward only");
    Study alone = study("straight", SILENT);
    assertSamePredictions(alone, team);

    RunSpec more = alone.run(Method.ONLINE, 0);
    MissingRuns next = alone.missing(List.of(more.with(more.settings().withRate(1e-4))));
    assertEquals(1, next.missing());
    assertTrue(next.seconds() > 0, "the records tell how long it will take");
  }

  @Test
  void anInterruptedQueueGoesOn() {
    Study impatient =
        study(
            "interrupted",
            (done, total, message) -> {
              if (done > total / 2) {
                Thread.currentThread().interrupt();
              }
            });
    assertThrows(CancellationException.class, () -> complete(impatient, 1));
    Study again = study("interrupted", SILENT);
    int missing = again.missing(specs(again)).missing();
    assertTrue(missing > 0 && missing < 6, "some are done, some are not: " + missing);
    complete(again, 1);
    assertEquals(0, again.missing(specs(again)).missing());
  }

  @Test
  void thereAreNoMoreWorkersThanCoresThatMayBeUsed() {
    assertEquals(1, study("straight", SILENT).fastestWorkers());
  }

  /** kill -9 while workers are busy: they end, too, and nothing that is there is half a record. */
  @Test
  void aKilledQueueLeavesWholeRecordsAndNoWorkers() throws Exception {
    Process queue = start("killed", 2);
    while (finished("killed") == 0 && queue.isAlive()) {
      Thread.sleep(20);
    }
    List<ProcessHandle> workers = queue.descendants().toList();
    queue.destroyForcibly().waitFor();
    assertFalse(workers.isEmpty());
    for (ProcessHandle worker : workers) {
      worker.onExit().get(30, TimeUnit.SECONDS);
    }
    Study again = study("killed", SILENT);
    complete(again, 1);
    assertSamePredictions(study("straight", SILENT), again);
  }

  @Test
  void twoWhoAskForTheSameRunsShareThem() throws Exception {
    Process one = start("shared", 1);
    Process two = start("shared", 1);
    assertTrue(one.waitFor(120, TimeUnit.SECONDS) && two.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, one.exitValue(), log("shared"));
    assertEquals(0, two.exitValue(), log("shared"));
    Study after = study("shared", SILENT);
    assertEquals(0, after.missing(specs(after)).missing());
    assertSamePredictions(study("straight", SILENT), after);
  }

  /** A record without its last file is none, whatever else lies in its folder. */
  @Test
  void halfARecordIsNone() throws IOException {
    Study study = study("straight", SILENT);
    Adaptation online = study.adaptation(Method.ONLINE, 0);
    RunFolder folder = study.runs().folder(online.run());
    Files.delete(folder.file("run.json"));
    Files.writeString(folder.file("predictions.npz"), "half");
    Study again = study("straight", SILENT);
    assertEquals(1, again.missing(specs(again)).missing());
    assertArrayEquals(
        online.predictions().values(),
        again.adaptation(Method.ONLINE, 0).predictions().values(),
        0);
  }

  /** Records of another version in the same folder tell no times, and do no harm. */
  @Test
  void strangeRecordsAreNotCountedOn() throws IOException {
    Path runs = Files.createDirectories(place.resolve("strange"));
    String unknown =
        "{\"configuration\": {\"preset\": \"quick\", \"new\": 1}, \"made\": {\"finished\": \"2026\"}}";
    Files.writeString(Files.createDirectories(runs.resolve("newer")).resolve("run.json"), unknown);
    Study study = study("strange", SILENT);
    MissingRuns plan = study.missing(specs(study));
    assertEquals(6, plan.missing());
    assertEquals(0, plan.seconds());
  }

  @Test
  void aRunThatFailsStopsNoOther() {
    Study study = study("failing", SILENT);
    RunSpec impossible = study.run(Method.BASELINE, 0).with(AdaptSettings.online(0));
    assertThrows(BadInput.class, () -> study.missing(List.of(impossible)), "said before it is run");
    MissingRuns possible = study.missing(specs(study));
    Map<RunSpec, OptionalDouble> adaptations = new LinkedHashMap<>();
    adaptations.put(impossible, OptionalDouble.empty());
    adaptations.putAll(possible.adaptations());
    MissingRuns all = new MissingRuns(7, possible.trainings(), adaptations);
    BadInput e = assertThrows(BadInput.class, () -> study.complete(all, 1));
    assertTrue(e.getMessage().contains("1 of 7 runs failed"), e.getMessage());
    assertTrue(e.getMessage().contains("technique none"), e.getMessage());
    Study after = study("failing", SILENT);
    assertEquals(0, after.missing(specs(after)).missing());
  }

  @Test
  void seedsMustBeDistinct() {
    Configuration joint = SmallProject.configuration(place);
    Runs runs = new Runs(place.resolve("runs"), place);
    for (List<Long> seeds : List.of(List.<Long>of(), List.of(1L, 1L))) {
      assertThrows(
          IllegalArgumentException.class, () -> new Study(session, runs, joint, seeds, SILENT));
    }
  }

  private long finished(String runs) throws IOException {
    Path folder = place.resolve(runs);
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(run -> Files.exists(run.resolve("run.json"))).count();
    }
  }

  private String log(String runs) throws IOException {
    return Files.readString(place.resolve(runs + ".log"));
  }

  private Process start(String runs, int workers) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Queue.class.getName(),
            place.toString(),
            runs,
            String.valueOf(workers))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(place.toFile(), runs + ".log")))
        .start();
  }

  /** A process that completes the specs. */
  static final class Queue {
    private Queue() {}

    public static void main(String[] arguments) {
      try (Session session = Session.open("cpu", 1)) {
        Study study = study(session, Path.of(arguments[0]), arguments[1], SILENT);
        complete(study, Integer.parseInt(arguments[2]));
      }
    }
  }
}
