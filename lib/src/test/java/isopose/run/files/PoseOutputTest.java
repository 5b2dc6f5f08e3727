package isopose.run.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.Fixtures;
import isopose.data.PoseFile;
import isopose.data.arrays.PoseColumn;
import isopose.data.arrays.PoseOptions;
import isopose.io.BadInput;
import isopose.io.numpy.Npz;
import isopose.skeleton.FrameId;
import isopose.skeleton.Poses;
import isopose.skeleton.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What adapt writes besides .npz and .csv. */
public class PoseOutputTest {
  @TempDir Path folder;

  /** Poses of one person, frames 3, 4, .. of a clip. */
  public static PoseFile example() {
    float[] values = Npz.read(Fixtures.path("field/40-small-scores/pose.npz"), "pose3d").floats();
    Poses poses = new Poses(values.clone(), 17, 3);
    Track track = new Track("person", "clip, \"one\"", "");
    return new PoseFile(
        null,
        poses,
        IntStream.range(0, poses.count()).mapToObj(i -> new FrameId(track, 0, i + 3)).toList());
  }

  @Test
  void jsonIsReadBackByScore() throws IOException {
    Path file = folder.resolve("out.JSON");
    PoseFile poses = example();
    PoseOutput.write(file, poses, new BitSet(), new BitSet(), 30);
    PoseColumn read = PoseColumn.read(file, PoseOptions.NONE, PoseColumn.Role.PREDICTED);
    assertArrayEquals(poses.pose3d().values(), read.numbers().floats());
    assertEquals(poses.frames(), read.frames());
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(17, json.getAsJsonArray("joints").size());
    assertEquals("mm", json.get("unit").getAsString());
  }

  @Test
  void rowsWithoutAPersonAreNullAndMarked() throws IOException {
    Path file = folder.resolve("out.json");
    PoseFile poses = example();
    Arrays.fill(poses.pose3d().values(), 51, 102, Float.NaN);
    BitSet filled = new BitSet();
    filled.set(2 * 17 + 4);
    BitSet invalid = new BitSet();
    invalid.set(1);
    PoseOutput.write(file, poses, filled, invalid, 30);
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals("[1,0,1,1]", json.get("valid").toString());
    assertTrue(json.getAsJsonArray("pose3d").get(1).toString().startsWith("[[null,null,null]"));
    assertEquals("1", json.getAsJsonArray("filled").get(2).getAsJsonArray().get(4).toString());
  }

  @Test
  void bvhHoldsOnePersonOfOneClip() throws IOException {
    PoseFile one = example();
    PoseOutput.write(folder.resolve("out.bvh"), one, new BitSet(), new BitSet(), 30);
    assertTrue(Files.readString(folder.resolve("out.bvh")).contains("Frames: 4\n"));
    PoseFile two = PoseFile.ofClips(null, one.pose3d(), List.of("a", "a", "b", "b"));
    Path refused = folder.resolve("two.bvh");
    BadInput line =
        assertThrows(
            BadInput.class, () -> PoseOutput.write(refused, two, new BitSet(), new BitSet(), 30));
    assertTrue(line.getMessage().contains("the target has 2"), line.getMessage());
    assertFalse(Files.exists(refused));
    PoseOutput.requireFitting(folder.resolve("two.npz"), two.frames().stream());
    Path glb = folder.resolve("two.glb");
    assertThrows(BadInput.class, () -> PoseOutput.requireFitting(glb, two.frames().stream()));
  }

  @Test
  void otherEndingsAreRefused() {
    for (String ending : List.of("npz", "csv", "json", "bvh", "glb", "parquet")) {
      PoseOutput.requireWritten(folder.resolve("x." + ending));
    }
    BadInput line =
        assertThrows(BadInput.class, () -> PoseOutput.requireWritten(folder.resolve("x.fbx")));
    assertTrue(line.getMessage().contains(".parquet"), line.getMessage());
  }
}
