package isopose.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.TinyWorld;
import isopose.model.Arithmetic;
import isopose.model.Networks;
import isopose.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Vanilla samples that several cores compute at the same time. */
class ParallelVanillaTest extends FusedSetup {

  /** Each core takes its own samples; the numbers are those of one core, bit for bit. */
  @Test
  void parallelVanillaSamplesAreTheSame() {
    Networks networks = Networks.of(TinyWorld.SHAPE);
    Weights trained = lively(networks);
    RunResult alone = run(networks, trained, TinyWorld.CYCLE, VANILLA, Arithmetic.FUSED);
    session.setThreads(3);
    RunResult together = run(networks, trained, TinyWorld.CYCLE, VANILLA, Arithmetic.FUSED);
    assertArrayEquals(alone.predictions().values(), together.predictions().values(), 0);
    assertEquals(alone.losses(), together.losses());
    for (int k = 0; k < alone.weights().size(); k++) {
      assertArrayEquals(alone.weights().get(k), together.weights().get(k), 0);
    }
    assertEquals(3, session.threads());
  }

  @Test
  void aListenerStopsParallelSamples() {
    Networks networks = Networks.of(TinyWorld.SHAPE);
    Weights trained = lively(networks);
    session.setThreads(2);
    List<Integer> heard = new ArrayList<>();
    try (var iso =
        new InferenceStageOptimization(session, networks, trained, TinyWorld.CYCLE, VANILLA)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              iso.run(
                  stream,
                  (i, loss) -> {
                    heard.add(i);
                    if (i == 1) {
                      throw new IllegalStateException("stop");
                    }
                  }));
    }
    assertEquals(List.of(0, 1), heard);
    assertEquals(2, session.threads());
  }

  @Test
  void anInterruptStopsParallelSamples() {
    Networks networks = Networks.of(TinyWorld.SHAPE);
    Weights trained = lively(networks);
    session.setThreads(2);
    try (var iso =
        new InferenceStageOptimization(session, networks, trained, TinyWorld.CYCLE, VANILLA)) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> iso.run(stream, (i, loss) -> {}));
      assertTrue(Thread.interrupted(), "the flag stays for the caller");
    }
  }
}
