package isopose.notebook.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dflib.jjava.jupyter.channels.Loop;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.junit.jupiter.api.Test;

/** How the kernel's thread reads and reports messages that follow each other. */
class KernelMessagesTest {
  private static final long MINUTE = 60_000; // milliseconds

  /** The thread would sleep for a minute after the first message. */
  @Test
  void messagesThatFollowEachOtherAreReadWithoutTheKernelsSleep() throws InterruptedException {
    CountDownLatch read = new CountDownLatch(20);
    Loop thread =
        new Loop(
            "test",
            MINUTE,
            () -> {
              read.countDown();
              PromptMessages.arrived();
            });
    thread.setDaemon(true);
    thread.start();
    assertTrue(read.await(10, TimeUnit.SECONDS));
    thread.shutdown();
    thread.join(10_000);
    assertEquals(Thread.State.TERMINATED, thread.getState());
  }

  @Test
  void theKernelSleepsAgainWhenNoMessageFollows() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    Loop thread =
        new Loop(
            "test",
            MINUTE,
            () -> {
              if (looks.getAndIncrement() == 0) {
                PromptMessages.arrived();
              }
            });
    thread.setDaemon(true);
    thread.start();
    Thread.sleep(TimeUnit.NANOSECONDS.toMillis(PromptMessages.AWAKE_NANOS) + 200);
    int awake = looks.get();
    Thread.sleep(50);
    assertEquals(awake, looks.get());
    assertTrue(awake > 10, awake + " looks for the second message");
  }

  @Test
  void aFailureStillEndsTheThread() throws InterruptedException {
    IllegalStateException failure = new IllegalStateException("closed");
    BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    Loop thread =
        new Loop(
            "test",
            MINUTE,
            () -> {
              PromptMessages.arrived();
              throw failure;
            });
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((failed, thrown) -> failures.add(thrown));
    thread.start();
    assertSame(failure, failures.poll(10, TimeUnit.SECONDS));
  }

  /** A page keeps a message until "idle" is reported, and changes much at "busy". */
  @Test
  void aModuleIsHandledWithoutBusyAndAControlWithIt() {
    CommManager manager = new CommManager();
    List<String> received = new ArrayList<>();
    for (String state : List.of("{'_esm': 'export default {}'}", "{'value': 3}")) {
      JsonObject values = JsonParser.parseString(state).getAsJsonObject();
      String id = values.has("_esm") ? "module" : "control";
      KernelWidget widget = new KernelWidget(manager, id, "jupyter.widget", values);
      widget.onReceive(content -> received.add(id));
      manager.registerComm(widget);
    }
    assertEquals(List.of("idle"), reported(manager, "module"));
    assertEquals(List.of("busy", "idle"), reported(manager, "control"));
    assertEquals(List.of("busy", "idle"), reported(manager, "closed"));
    assertEquals(List.of("module", "control"), received);
  }

  private static List<String> reported(CommManager manager, String id) {
    List<String> statuses = new ArrayList<>();
    ShellReplyEnvironment environment =
        new ShellReplyEnvironment(null, null, null, null) {
          @Override
          public void setStatusIdle() {
            statuses.add("idle");
          }

          @Override
          public void setBusyDeferIdle() {
            statuses.addAll(List.of("busy", "idle"));
          }
        };
    JsonObject data =
        JsonParser.parseString("{'method': 'custom', 'content': {}}").getAsJsonObject();
    QuietMessages.handle(
        manager,
        environment,
        new Message<>(new Header<>(CommMsgCommand.MESSAGE_TYPE), new CommMsgCommand(id, data)));
    return statuses;
  }
}
