package isopose.chart.pose;

import isopose.run.Adaptation;
import isopose.skeleton.Poses;
import isopose.study.RunComparison;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** The poses that two runs predict most differently. */
public final class ChangedPoses {
  private static final int EACH = 2;

  private ChangedPoses() {}

  /**
   * A picture of the samples with the largest improvements and deteriorations of b over a, two of
   * each, at most one a clip.
   */
  public static PosePicture of(RunComparison runs, Adaptation a, Adaptation b) {
    int[] rows =
        IntStream.concat(
                IntStream.of(firstOfClips(runs.samples(), false)),
                IntStream.of(firstOfClips(runs.samples(), true)))
            .distinct()
            .toArray();
    Table chosen = runs.samples().rows(rows);
    int[] ofA = chosen.intColumn("sample_a").asIntArray();
    int[] ofB = chosen.intColumn("sample_b").asIntArray();
    Poses truth = a.stream().truth();
    PosePicture picture =
        PosePicture.of(a.stream().pose2d().select(ofA))
            .prediction("a", a.predictions().select(ofA))
            .prediction("b", b.predictions().select(ofB))
            .title("Largest improvements and deteriorations from a to b");
    if (truth != null) {
      picture.truth(truth.select(ofA));
    }
    for (Row row : chosen) {
      double change = row.getDouble("mpjpe_b") - row.getDouble("mpjpe_a");
      picture.row(row.getRowNumber(), "%s, %+.0f mm".formatted(row.getString("clip"), change));
    }
    return picture;
  }

  /** The rows at the beginning or the end of a table, at most one a clip. */
  private static int[] firstOfClips(Table samples, boolean fromTheEnd) {
    int last = samples.rowCount() - 1;
    Set<String> seen = new HashSet<>();
    return IntStream.rangeClosed(0, last)
        .map(k -> fromTheEnd ? last - k : k)
        .filter(row -> seen.add(samples.stringColumn("clip").get(row)))
        .limit(EACH)
        .toArray();
  }
}
