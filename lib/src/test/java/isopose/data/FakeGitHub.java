package isopose.data;

import static isopose.data.ScenarioManifestTest.DATA;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A server on this machine that answers as GitHub documents it, and otherwise where told to. */
final class FakeGitHub implements AutoCloseable {
  static final PublicHome HOME = PublicHome.of("bandai-2-full").orElseThrow();
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  static final String CLIPS = "dataset/Bandai-Namco-Research-Motiondataset-2/data/data/";
  static final String KNOWN = "dataset-2_walk_normal_001.bvh";
  static final String NEW = "dataset-2_walk_normal_999.bvh";

  /** What it answers for a name, whatever it has. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  final Map<String, byte[]> repository = new LinkedHashMap<>();
  final Map<String, Answer> answers = new ConcurrentHashMap<>();
  final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final HttpServer server;

  FakeGitHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
    repository.put("README.md", bytes("no clip"));
    repository.put("dataset/Bandai-Namco-Research-Motiondataset-2/LICENSE", bytes("CC BY-NC 4.0"));
    repository.put(CLIPS + KNOWN, embedded(KNOWN));
    repository.put(CLIPS + NEW, bytes("a clip that nobody knows yet"));
    repository.put(CLIPS + "dataset-2_walk_normal_999.json", bytes("{}"));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] embedded(String clip) throws IOException {
    return Files.readAllBytes(DATA.resolve("bandai-2").resolve(clip));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (answers.containsKey(name)) {
      answers.get(name).to(exchange);
    } else if (path.endsWith("/commits/HEAD")) {
      send(exchange, 200, bytes("{\"sha\": \"" + COMMIT + "\"}"));
    } else if (path.contains("/git/trees/")) {
      send(exchange, 200, bytes(tree()));
    } else {
      byte[] file = repository.get(path.replace("/" + HOME.repository() + "/" + COMMIT + "/", ""));
      send(exchange, file == null ? 404 : 200, file == null ? bytes("not found") : file);
    }
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private String tree() {
    List<Map<String, Object>> files = new ArrayList<>();
    files.add(Map.of("path", "dataset", "type", "tree", "sha", COMMIT));
    repository.forEach(
        (path, content) ->
            files.add(
                Map.of(
                    "path",
                    path,
                    "type",
                    "blob",
                    "size",
                    content.length,
                    "sha",
                    Fetch.gitHash(content))));
    return new Gson().toJson(Map.of("sha", COMMIT, "tree", files, "truncated", false));
  }

  /** What a fetch reads from, with its patience. */
  FileSource source(int seconds) {
    URI here = URI.create("http://localhost:" + server.getAddress().getPort());
    return new GitHubSource(
        here, here, HOME.repository(), Duration.ofSeconds(seconds), Duration.ofMillis(1));
  }
}
