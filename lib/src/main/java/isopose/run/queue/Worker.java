package isopose.run.queue;

import com.google.gson.JsonObject;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.run.Runs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A process that makes records: reads jobs from its input, a line each, and answers each with lines
 * of JSON, the last of which says {@code finished} or {@code failed}.
 *
 * <p>It ends as soon as its input ends, because then the process that started it has ended. Records
 * are complete or absent, so this is safe at any time.
 */
final class Worker {
  private static final long MILLIS_BETWEEN_UPDATES = 250;

  private Worker() {}

  /**
   * The process.
   *
   * @param arguments folders of records, data and published results, device, threads
   */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream answers = System.out;
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(lines), "jobs");
    reader.setDaemon(true);
    reader.start();
    Runs runs = new Runs(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    try (Session session = Session.open(arguments[3], Integer.parseInt(arguments[4]))) {
      Runner runner = new Runner(session, runs);
      while (true) {
        answer(runner, Job.fromJson(lines.take()), answers);
      }
    }
  }

  private static void read(BlockingQueue<String> lines) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      System.err.println("worker: cannot read jobs: " + e.getMessage());
    }
    Runtime.getRuntime().halt(0);
  }

  private static void answer(Runner runner, Job job, PrintStream answers) {
    JsonObject last = new JsonObject();
    try {
      job.execute(runner, reporter(answers));
      last.addProperty("finished", true);
    } catch (BadInput | CancellationException e) {
      last.addProperty("failed", e.getMessage());
    } catch (RuntimeException e) {
      e.printStackTrace();
      last.addProperty("failed", e.toString());
    }
    say(answers, last);
  }

  private static Progress reporter(PrintStream answers) {
    return new Progress() {
      private long last;

      @Override
      public void update(long done, long total, String message) {
        long now = System.nanoTime() / 1_000_000;
        if (now - last >= MILLIS_BETWEEN_UPDATES) {
          last = now;
          JsonObject json = new JsonObject();
          json.addProperty("done", done);
          json.addProperty("total", total);
          json.addProperty("message", message);
          say(answers, json);
        }
      }
    };
  }

  private static void say(PrintStream answers, JsonObject json) {
    answers.println(json);
    answers.flush();
  }
}
