package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A command that runs out of memory ends with one line and exit code 1. */
class OutOfMemoryTest {

  @Command(name = "fill")
  private record Fill(boolean inAnotherThread) implements Callable<Integer> {
    @Override
    public Integer call() throws ExecutionException {
      OutOfMemoryError error = new OutOfMemoryError("Java heap space");
      if (inAnotherThread) {
        throw new ExecutionException(error);
      }
      throw error;
    }
  }

  @Test
  void namesTheOptionThatRaisesTheLimit() {
    check(new Fill(false));
  }

  @Test
  void alsoWhereAnotherThreadRanOut() {
    check(new Fill(true));
  }

  private static void check(Fill fill) {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().addSubcommand(fill);
    command.setErr(new PrintWriter(err, true));
    assertEquals(1, command.execute("fill"));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("-Xmx"), err.toString());
  }
}
