package isopose.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.config.Configuration;
import isopose.io.Progress;
import isopose.model.Session;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Trainings that are interrupted, killed or asked for twice. */
class ResumeTest extends SmallRuns {

  @Test
  void anInterruptedTrainingGoesOnAndEndsWithTheSameBits() throws IOException {
    train("straight", SILENT);
    Progress impatient =
        (done, total, message) -> {
          if (done > total / 2) {
            Thread.currentThread().interrupt();
          }
        };
    assertThrows(CancellationException.class, () -> train("interrupted", impatient));
    assertFalse(runs("interrupted").recordOf(configuration).isFinished());
    List<Long> steps = new ArrayList<>();
    train("interrupted", (done, total, message) -> steps.add(done));
    assertTrue(steps.get(0) > 1, "it goes on after the last whole epoch, not from the start");
    assertArrayEquals(checkpoint("straight"), checkpoint("interrupted"));
  }

  @Test
  void anInterruptedWatcherSeesTheWorkEnd() {
    List<String> heard = new ArrayList<>();
    Progress watcher =
        new Progress() {
          @Override
          public void update(long done, long total, String message) {
            Thread.currentThread().interrupt();
          }

          @Override
          public void finished(double seconds) {
            heard.add("finished");
          }

          @Override
          public void close() {
            heard.add("closed");
          }
        };
    assertThrows(CancellationException.class, () -> train("closed", watcher));
    assertEquals(List.of("closed"), heard);
  }

  /** The process dies at an arbitrary moment, without a chance to tidy up. */
  @Test
  void aKilledTrainingGoesOnAndEndsWithTheSameBits() throws Exception {
    train("straight", SILENT);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledTraining.class.getName(),
                root.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File(root.toFile(), "killed.log"))
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(KilledTraining.EXIT, process.exitValue());
    assertFalse(runs("killed").recordOf(configuration).isFinished());
    train("killed", SILENT);
    assertArrayEquals(checkpoint("straight"), checkpoint("killed"));
  }

  /** Halts its own virtual machine in the middle of the second epoch. */
  static final class KilledTraining {
    static final int EXIT = 137;

    private KilledTraining() {}

    public static void main(String[] arguments) {
      Path root = Path.of(arguments[0]);
      Configuration configuration = SmallProject.configuration(root);
      Session session = Session.open("cpu", 1);
      new Runs(root.resolve("killed"), root)
          .train(
              session,
              configuration,
              (done, total, message) -> {
                if (done > total / 2) {
                  Runtime.getRuntime().halt(EXIT);
                }
              });
    }
  }

  @Test
  void twoWhoAskForOneRunGetTheSameOne() {
    Runs runs = runs("runs");
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(
            () -> {
              try (Session own = Session.open("cpu", 1);
                  TrainedModel model = runs.train(own, configuration, SILENT)) {
                return model.epochs().write().toString("csv");
              }
            });
    try (TrainedModel model = runs.train(session, configuration, SILENT)) {
      assertEquals(other.join(), model.epochs().write().toString("csv"));
    }
  }
}
