package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.run.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code adapt --out} writes for detections. */
class AdaptOutputTest {
  @TempDir private Path folder;

  /** The first frames of the sample, with a single joint of somebody else before the person. */
  private Path walkWithOneStrayJoint() throws IOException {
    Path sample = Project.find().resolve("data/samples/walk.json");
    JsonObject walk = JsonParser.parseString(Files.readString(sample)).getAsJsonObject();
    JsonArray frames = walk.getAsJsonArray("instance_info");
    while (frames.size() > 4) {
      frames.remove(frames.size() - 1);
    }
    JsonArray people = frames.get(0).getAsJsonObject().getAsJsonArray("instances");
    JsonObject stray = people.get(0).getAsJsonObject().deepCopy();
    JsonArray scores = stray.getAsJsonArray("keypoint_scores");
    for (int j = 0; j < scores.size(); j++) {
      scores.set(j, JsonParser.parseString(j == 5 ? "0.9" : "0"));
      JsonArray xy = stray.getAsJsonArray("keypoints").get(j).getAsJsonArray();
      xy.set(0, JsonParser.parseString("1500"));
    }
    people.add(people.get(0).deepCopy());
    people.set(0, stray);
    Path file = folder.resolve("walk.json");
    Files.writeString(file, walk.toString());
    return file;
  }

  private CommandRun adapt(Object target, Path out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("adapt", "--model", "baseline", "--mode", "none", "--threads", 1));
    arguments.addAll(List.of("--runs", folder.resolve("runs"), "--target", target, "--out", out));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }

  @Test
  void aRowWithoutAPoseIsNotValid() throws IOException {
    Path out = folder.resolve("out.json");
    CommandRun run = adapt(walkWithOneStrayJoint(), out);
    assertEquals(0, run.code(), run.err());
    JsonObject rows = JsonParser.parseString(Files.readString(out)).getAsJsonObject();
    JsonArray valid = rows.getAsJsonArray("valid");
    JsonArray poses = rows.getAsJsonArray("pose3d");
    assertEquals(8, valid.size(), "two people in four frames");
    for (int i = 0; i < valid.size(); i++) {
      boolean empty = poses.get(i).toString().startsWith("[[null");
      assertEquals(empty ? 0 : 1, valid.get(i).getAsInt(), "row " + i);
      assertEquals(i < 4, !empty, "the person who was seen more often comes first");
    }
  }

  @Test
  void aSkeletonPlaysAtTheRateGiven() throws IOException {
    Path out = folder.resolve("out.bvh");
    String walk = Project.find().resolve("data/samples/walk.json").toString();
    CommandRun run = adapt(walk, out, "--fps", 25);
    assertEquals(0, run.code(), run.err());
    assertTrue(Files.readString(out).contains("Frame Time: 0.04\n"));
    assertTrue(run.out().contains("written to " + out), run.out());
    CommandRun refused =
        CommandRun.of("adapt", "--model", "baseline", "--target", walk, "--fps", 0);
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("--fps"), refused.err());
  }
}
