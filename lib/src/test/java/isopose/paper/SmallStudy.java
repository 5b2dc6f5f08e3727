package isopose.paper;

import isopose.config.Configuration;
import isopose.model.Session;
import isopose.run.Runs;
import isopose.run.SmallProject;
import isopose.study.Study;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A study of two seeds on three clips. */
abstract class SmallStudy {

  @TempDir static Path folder;

  static Session session;

  static Study study;

  @BeforeAll
  static void open() throws IOException {
    session = Session.open("cpu", 1);
    Configuration joint = SmallProject.in(folder).with("epochs", 1);
    study =
        new Study(
            session,
            new Runs(folder.resolve("runs"), folder),
            joint.evaluating(6, 2),
            List.of(0L, 1L),
            (done, total, message) -> {});
  }

  @AfterAll
  static void close() {
    session.close();
  }
}
