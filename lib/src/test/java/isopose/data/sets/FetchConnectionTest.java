package isopose.data.sets;

import static isopose.BadInputs.assertOneLine;
import static isopose.data.sets.FakeServer.bytes;
import static isopose.data.sets.FakeServer.send;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.EmbeddedClips;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that break, fall silent or are interrupted. */
@Timeout(60)
class FetchConnectionTest extends FetchSetup {

  @Test
  void goesOnWhereTheConnectionBroke() throws IOException {
    server.answer = exchange -> server.breakAfter(exchange, 1000);
    assertOneLine(() -> run(server.address()));
    assertTrue(there().stream().anyMatch(name -> name.startsWith(".download-")), "kept");
    assertFalse(there().contains("bandai-2-full.zip"));
    server.asked.clear();
    server.answer = server::withRanges;
    assertEquals(3, run(server.address()).fetched());
    assertEquals(List.of("bytes=1000-"), server.asked);
    assertArrayEquals(EmbeddedClips.bytes("bandai-2", KNOWN), fetched(KNOWN));
    assertEquals(Set.of("bandai-2-full.zip", "SHA256SUMS", "ORIGIN"), there());
  }

  @Test
  void beginsAnewWhereAServerHasNoRangesOrAnotherFile() throws IOException {
    for (FakeServer.Answer second :
        List.<FakeServer.Answer>of(
            server::withoutRanges,
            exchange -> {
              if (server.asked.size() == 1) {
                exchange.getResponseHeaders().add("Content-Range", "bytes 5-9/10");
                send(exchange, 206, bytes("wrong"));
              } else {
                server.withRanges(exchange);
              }
            },
            exchange -> {
              if (server.asked.size() == 1) {
                exchange.getResponseHeaders().add("Content-Range", "bytes */10");
                send(exchange, 416, new byte[0]);
              } else {
                server.withRanges(exchange);
              }
            })) {
      server.answer = exchange -> server.breakAfter(exchange, 1000);
      assertOneLine(() -> run(server.address()));
      server.asked.clear();
      server.answer = second;
      assertEquals(3, run(server.address()).files());
      Files.delete(root.resolve("bandai-2-full/bandai-2-full.zip"));
    }
  }

  @Test
  void aSilentServerDoesNotHoldItForEver() {
    server.answer =
        exchange -> {
          try {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            Thread.sleep(20_000);
          } catch (InterruptedException e) {
            exchange.close();
          }
        };
    String line =
        assertOneLine(
            () ->
                fetch(Duration.ofMillis(300), 1 << 24)
                    .run(server.address(), (done, total, what) -> {}));
    assertTrue(line.contains("nothing arrived"), line);
  }

  @Test
  void anInterruptEndsItAndWhatArrivedStays() throws IOException {
    server.answer =
        exchange -> {
          exchange.sendResponseHeaders(200, server.content.length);
          exchange.getResponseBody().write(server.content, 0, 1000);
          exchange.getResponseBody().flush();
          try {
            Thread.sleep(20_000);
          } catch (InterruptedException e) {
            exchange.close();
          }
        };
    Thread self = Thread.currentThread();
    assertThrows(
        CancellationException.class,
        () ->
            fetch(Duration.ofSeconds(20), 1 << 24)
                .run(
                    server.address(),
                    (done, total, what) -> {
                      if (done >= 1000) {
                        self.interrupt();
                      }
                    }));
    server.asked.clear();
    server.answer = server::withRanges;
    assertEquals(3, run(server.address()).fetched());
    assertEquals(List.of("bytes=1000-"), server.asked);
  }
}
