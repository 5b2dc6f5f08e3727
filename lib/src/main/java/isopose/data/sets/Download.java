package isopose.data.sets;

import isopose.io.BadInput;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * Downloads one file over HTTP. What has arrived stays when the download ends early, and the next
 * attempt asks for the rest (a Range request); a server without ranges sends the whole again.
 *
 * @param most bytes that are accepted
 * @param patience how long a server may send nothing
 * @param pause before the second attempt; it doubles before each further one
 */
record Download(long most, Duration patience, Duration pause) {
  private static final int ATTEMPTS = 4;
  private static final int POLL_MILLIS = 100;

  /**
   * Downloads.
   *
   * @param into the file, which may hold the beginning already
   * @param progress receives the number of bytes that are there
   * @throws BadInput if the server refuses or the file is too large
   * @throws IOException if the last of several attempts fails
   */
  void run(URI address, Path into, LongConsumer progress) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    long wait = pause.toMillis();
    for (int attempt = 1; ; attempt++) {
      try {
        attempt(client, address, into, progress);
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(wait);
        wait *= 2;
      }
    }
  }

  private void attempt(HttpClient client, URI address, Path into, LongConsumer progress)
      throws IOException, InterruptedException {
    long have = size(into);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(patience).header("User-Agent", "isopose");
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(request.build(), info -> body(info, into, have));
    HttpResponse<Path> response = await(answer, into, progress);
    switch (response.statusCode()) {
      case 200 -> {}
      case 206 -> requireRest(response, into, have);
      case 416 -> requireWhole(response, into, have);
      case 403, 429 ->
          throw new BadInput(
              "%s: refuses for now (HTTP %d); run the same command later, it goes on from here"
                  .formatted(address, response.statusCode()));
      case 404 ->
          throw new BadInput(address + ": is not there any more; get it elsewhere and use --from");
      default -> throw new IOException("HTTP " + response.statusCode());
    }
  }

  private static BodySubscriber<Path> body(ResponseInfo info, Path into, long have) {
    if (info.statusCode() == 200) {
      return BodySubscribers.ofFile(
          into,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
    }
    if (info.statusCode() == 206 && range(info.headers().firstValue("Content-Range")) == have) {
      return BodySubscribers.ofFile(into, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
    return BodySubscribers.replacing(into);
  }

  /** Waits for the end of the download; stops if the server sends nothing or too much. */
  private HttpResponse<Path> await(
      CompletableFuture<HttpResponse<Path>> answer, Path into, LongConsumer progress)
      throws IOException, InterruptedException {
    long last = size(into);
    long since = System.nanoTime();
    try {
      while (true) {
        try {
          HttpResponse<Path> response = answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
          requireSmall(into);
          return response;
        } catch (TimeoutException e) {
          requireSmall(into);
          long now = size(into);
          progress.accept(now);
          if (now != last) {
            last = now;
            since = System.nanoTime();
          } else if (System.nanoTime() - since > patience.toNanos()) {
            throw new IOException("nothing arrived for " + patience.toSeconds() + " s", e);
          }
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private void requireSmall(Path into) throws IOException {
    if (size(into) > most) {
      Files.delete(into);
      throw new BadInput(
          "%s: the server sends more than the %,d MB that are accepted"
              .formatted(into.getFileName(), most >> 20));
    }
  }

  /** A part that does not continue what is here spoils it: the next attempt begins anew. */
  private static void requireRest(HttpResponse<Path> response, Path into, long have)
      throws IOException {
    if (range(response.headers().firstValue("Content-Range")) != have) {
      Files.deleteIfExists(into);
      throw new IOException("the server sends another part than it was asked for");
    }
  }

  /** There is nothing behind what is here: it is whole, or of another file. */
  private static void requireWhole(HttpResponse<Path> response, Path into, long have)
      throws IOException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (!range.equals("bytes */" + have)) {
      Files.deleteIfExists(into);
      throw new IOException("the server has another file than the one begun here");
    }
  }

  /** The first byte of "bytes 5-9/10"; -1 if it is none. */
  private static long range(Optional<String> contentRange) {
    return contentRange
        .filter(range -> range.matches("bytes \\d{1,18}-.*"))
        .map(range -> Long.parseLong(range.substring(6, range.indexOf('-'))))
        .orElse(-1L);
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
