package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every malformed fixture through the command that a user would have it in. */
class MalformedFilesTest {
  private static final Path MALFORMED = Fixtures.path("malformed/nan.npz").getParent();

  @TempDir Path folder;

  /**
   * Each line says the file, the place in it, what was expected or found, and what to do.
   *
   * @param words what the line says, separated by |
   */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "joints_15.npz,       [pose3d]|expected (N, 17, 3)|(4; 15; 3)|keep those joints",
        "lengths_differ.npz,  pose2d has 5 poses; pose3d 4|expected one row of each",
        "nan.npz,             [pose3d]|NaN at pose 2; joint 3|remove the pose or fill the joint",
        "truncated.npz,       no whole NumPy archive|get it again",
        "no_univ_annot3.mat,  univ_annot3|expected annot_data.mat|get it again",
        "short_frame.bvh,     line 15|frame 2 has 5 numbers; expected 6|again",
        "empty.bvh,           line 1|expected HIERARCHY|again",
        "fewer_frames_than_said.bvh, line 13|says 5 frames of 3 numbers|again",
        "unbalanced.bvh,      line 6|expected JOINT; End Site or }|again",
        "runs_code.pkl,       'posix.system'|expected NumPy arrays only|get it from its publisher"
      })
  void oneLineAndExitCodeTwo(String name, String words) throws IOException {
    CommandRun run = command(name);
    assertEquals(2, run.code(), run.out());
    assertEquals("", run.out());
    assertEquals(1, run.err().strip().lines().count(), run.err());
    assertTrue(run.err().contains(name.endsWith(".mat") ? "annot_data.mat" : name), run.err());
    for (String word : words.split("\\|", -1)) {
      assertTrue(run.err().contains(word.replace(';', ',')), word + ": " + run.err());
    }
  }

  private CommandRun command(String name) throws IOException {
    Path file = MALFORMED.resolve(name);
    switch (name.substring(name.indexOf('.'))) {
      case ".bvh" -> {
        Path clips = Files.createDirectory(folder.resolve("clips"));
        Files.copy(file, clips.resolve(name));
        return train("bvh", "--source", clips, "--target", clips);
      }
      case ".mat" -> {
        place(file, "mpi_inf_3dhp/TS1/annot_data.mat");
        return CommandRun.of(
            "score",
            "--predicted",
            Fixtures.path("metrics/random.npz"),
            "--truth",
            folder.resolve("mpi_inf_3dhp"));
      }
      case ".pkl" -> {
        place(file, "3dpw/sequenceFiles/test/" + name);
        for (String source : List.of("data_3d_h36m.npz", "data_2d_h36m_gt.npz")) {
          place(Fixtures.path("human36m/" + source), "human36m/" + source);
        }
        return train("h36m->3dpw", "--data", folder);
      }
      default -> {
        return CommandRun.of("score", "--predicted", file, "--truth", file);
      }
    }
  }

  private void place(Path file, String as) throws IOException {
    Files.createDirectories(folder.resolve(as).getParent());
    Files.copy(file, folder.resolve(as));
  }

  private CommandRun train(String scenario, Object... more) {
    List<Object> arguments =
        Stream.concat(
                Stream.of("train", "--scenario", scenario, "--runs", folder.resolve("runs")),
                Stream.of(more))
            .toList();
    return CommandRun.of(arguments.toArray());
  }

  @Test
  void noFixtureIsForgotten() throws IOException {
    try (Stream<Path> files = Files.list(MALFORMED)) {
      assertEquals(10, files.count(), "name a new one above");
    }
  }
}
