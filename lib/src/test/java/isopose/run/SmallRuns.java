package isopose.run;

import isopose.config.Configuration;
import isopose.io.Progress;
import isopose.model.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the small project in a folder of their own. */
abstract class SmallRuns {

  static final Progress SILENT = (done, total, message) -> {};

  @TempDir Path root;

  Session session;

  Configuration configuration;

  @BeforeEach
  void open() throws IOException {
    session = Session.open("cpu", 1);
    configuration = SmallProject.in(root);
  }

  @AfterEach
  void close() {
    session.close();
  }

  Runs runs(String name) {
    return new Runs(root.resolve(name), root);
  }

  byte[] checkpoint(String runs) throws IOException {
    return Files.readAllBytes(runs(runs).recordOf(configuration).file("checkpoint.npz"));
  }

  void train(String runs, Progress progress) {
    runs(runs).train(session, configuration, progress).close();
  }
}
