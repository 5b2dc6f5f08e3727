package isopose.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Files of a public GitHub repository, one by one, at one commit: its list names each file's size
 * and git hash, so that every file can be verified, and fetched again alone.
 */
final class GitHubSource implements FileSource {
  /** GitHub's two public hosts. */
  static final URI API = URI.create("https://api.github.com");

  static final URI RAW = URI.create("https://raw.githubusercontent.com");

  private static final int LARGEST_LIST = 64 << 20;
  private static final int ATTEMPTS = 4;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(20))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final URI api;
  private final URI raw;
  private final String repository;
  private final Duration patience;
  private final Duration pause;
  private String commit;

  /**
   * Of a repository.
   *
   * @param repository "owner/name"
   * @param patience how long one file may take
   * @param pause before the second attempt; doubled before each further one
   */
  GitHubSource(URI api, URI raw, String repository, Duration patience, Duration pause) {
    this.api = api;
    this.raw = raw;
    this.repository = repository;
    this.patience = patience;
    this.pause = pause;
  }

  @Override
  public List<Listed> list() throws IOException, InterruptedException {
    JsonObject head = json(api.resolve("/repos/" + repository + "/commits/HEAD"));
    commit = text(head.get("sha"));
    if (!commit.matches("[0-9a-f]{40}")) {
      throw unexpected();
    }
    JsonObject tree =
        json(api.resolve("/repos/" + repository + "/git/trees/" + commit + "?recursive=1"));
    if (tree.has("truncated") && tree.get("truncated").getAsBoolean()) {
      throw new BadInput(
          repository + ": GitHub lists only a part of its files; clone it and use --from DIR");
    }
    List<Listed> files = new ArrayList<>();
    try {
      for (JsonElement element : tree.getAsJsonArray("tree")) {
        JsonObject file = element.getAsJsonObject();
        if ("blob".equals(text(file.get("type")))) {
          files.add(
              new Listed(
                  text(file.get("path")), file.get("size").getAsLong(), text(file.get("sha"))));
        }
      }
    } catch (RuntimeException e) {
      throw unexpected();
    }
    return files;
  }

  private static String text(JsonElement element) {
    return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
  }

  private JsonObject json(URI address) throws IOException, InterruptedException {
    byte[] bytes = get(address, LARGEST_LIST);
    try {
      return JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8)).getAsJsonObject();
    } catch (RuntimeException e) {
      throw unexpected();
    }
  }

  private BadInput unexpected() {
    return new BadInput(
        repository
            + ": GitHub's list of files is not as expected; download it in a browser and use"
            + " --from");
  }

  @Override
  public byte[] read(Listed file) throws IOException, InterruptedException {
    String path = "/" + repository + "/" + commit + "/" + file.path();
    try {
      // the constructor with several arguments quotes what a path may not hold
      return get(
          new URI(raw.getScheme(), null, raw.getHost(), raw.getPort(), path, null, null),
          LARGEST_FILE);
    } catch (URISyntaxException e) {
      throw new IOException("not an address: " + file.path(), e);
    }
  }

  /** Asks again where that can help: broken connections, busy servers. */
  private byte[] get(URI address, int most) throws IOException, InterruptedException {
    long wait = pause.toMillis();
    for (int attempt = 1; ; attempt++) {
      try {
        return once(address, most);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(wait);
        wait *= 2;
      }
    }
  }

  private byte[] once(URI address, int most) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(patience).header("User-Agent", "isopose").build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, info -> new Bounded(most));
    try {
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      int status = response.statusCode();
      if (status == 200) {
        return response.body();
      }
      if (status == 403 || status == 429) {
        throw new BadInput(
            address.getHost()
                + ": refuses for now (HTTP "
                + status
                + ", GitHub serves unknown users a limited number of lists an hour); run the same"
                + " command later, it goes on from here");
      }
      if (status == 404) {
        throw new BadInput(
            address + ": is not there any more; look at https://github.com/" + repository);
      }
      throw new IOException("HTTP " + status);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BadInput tooLarge) {
        throw tooLarge;
      }
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  /** A body of at most so many bytes, whatever its headers promise. */
  private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;
    private Flow.Subscription subscription;

    Bounded(int most) {
      this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription flow) {
      subscription = flow;
      flow.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (bytes.size() + (long) buffer.remaining() > most) {
          subscription.cancel();
          body.completeExceptionally(new BadInput("an answer is larger than " + most + " bytes"));
          return;
        }
        byte[] chunk = new byte[buffer.remaining()];
        buffer.get(chunk);
        bytes.writeBytes(chunk);
      }
    }

    @Override
    public void onError(Throwable problem) {
      body.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
      body.complete(bytes.toByteArray());
    }
  }

  @Override
  public String origin() {
    return "https://github.com/" + repository + ", commit " + commit;
  }

  @Override
  public void close() {
    // the client ends with its last connection
  }
}
