package isopose.run.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.data.PoseFile;
import isopose.run.files.PoseOutput;
import isopose.run.files.PoseOutputTest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ParquetTest {
  @Test
  void posesHaveTheColumnsOfTheTable(@TempDir Path folder) {
    PoseFile poses = PoseOutputTest.example();
    Arrays.fill(poses.pose3d().values(), 51, 102, Float.NaN);
    BitSet invalid = new BitSet();
    invalid.set(1);
    Path file = folder.resolve("it's.parquet");
    PoseOutput.write(file, poses, new BitSet(), invalid, 30);
    Table table = Database.read(file);
    assertEquals(4, table.rowCount());
    assertEquals("clip, \"one\"", table.stringColumn("sequence").get(0));
    assertEquals("person", table.stringColumn("subject").get(3));
    assertEquals(6, table.intColumn("frame").getInt(3));
    assertEquals(0, table.intColumn("valid").getInt(1));
    assertTrue(table.doubleColumn("j0_x").isMissing(1));
    for (int j = 0; j < 17; j++) {
      assertEquals(
          poses.pose3d().get(2, j, 1), (float) table.doubleColumn("j" + j + "_y").getDouble(2));
    }
  }
}
