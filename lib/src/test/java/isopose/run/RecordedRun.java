package isopose.run;

import isopose.adapt.AdaptSettings;
import isopose.config.Configuration;
import isopose.io.Progress;
import isopose.model.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A training and an adaptation with their records, and a copy of them for each test. */
abstract class RecordedRun {

  static final AdaptSettings ONLINE = AdaptSettings.online(1).withViewsPerSample(2);

  @TempDir static Path made;

  static Session session;

  static Configuration configuration;

  static TargetStream stream;

  static TrainedModel model;

  static Adaptation adapted;

  @TempDir Path root;

  final List<String> notes = new ArrayList<>();

  final Progress noting =
      new Progress() {
        @Override
        public void update(long done, long total, String message) {}

        @Override
        public void note(String line) {
          notes.add(line);
        }
      };

  Runs runs;

  @BeforeAll
  static void make() throws IOException {
    session = Session.open("cpu", 1);
    configuration = SmallProject.in(made).with("epochs", 1);
    Runs first = new Runs(made.resolve("runs"), made);
    stream = TargetStream.of(first.scenario(configuration)).subset(5);
    Progress silent = (done, total, message) -> {};
    model = first.train(session, configuration, silent);
    adapted = first.adapt(session, model, stream, ONLINE, silent);
  }

  @AfterAll
  static void close() {
    model.close();
    session.close();
  }

  /** A copy of the records, to be damaged. */
  @BeforeEach
  void copy() throws IOException {
    Path copy = root.resolve("runs");
    try (Stream<Path> files = Files.walk(made.resolve("runs"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(made.resolve("runs").relativize(file)));
      }
    }
    runs = new Runs(copy, made);
  }
}
