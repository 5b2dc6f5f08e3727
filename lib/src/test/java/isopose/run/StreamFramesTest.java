package isopose.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.Fixtures;
import isopose.data.PoseSequence;
import isopose.data.scenario.Scenario;
import isopose.data.scenario.SourceVariation;
import isopose.data.sets.MpiInf3dhp;
import isopose.skeleton.FrameId;
import isopose.stats.Bootstrap;
import isopose.stats.Interval;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stream of MPI-INF-3DHP, whose clips have frames that are not valid. */
class StreamFramesTest {

  private static TargetStream stream() {
    Path set = Fixtures.path("mpi_inf_3dhp/TS1/annot_data.mat").getParent().getParent();
    List<PoseSequence> target = MpiInf3dhp.read(set, MpiInf3dhp.Truth.UNIVERSAL);
    return TargetStream.of(
        new Scenario(
            "3dhp",
            SourceVariation.NONE,
            List.of(),
            List.of(),
            target,
            Map.of(),
            Map.of(),
            "us-universal",
            List.of()));
  }

  /** Differences that cancel within each clip: only pieces taken for clips have a spread. */
  @Test
  void theBootstrapDrawsClipsAndNotTheirSegments() {
    TargetStream stream = stream();
    double[] differences = new double[stream.count()];
    for (String clip : new HashSet<>(stream.clips())) {
      int first = stream.clips().indexOf(clip);
      int last = stream.clips().lastIndexOf(clip);
      assertTrue(stream.frames().get(first).segment() < stream.frames().get(last).segment(), clip);
      differences[first] = 1;
      differences[last] = -1;
    }
    Interval interval = Bootstrap.ofMean(List.of(differences), stream.clips(), 0);
    assertEquals(0, interval.low(), 1e-12);
    assertEquals(0, interval.high(), 1e-12);
  }

  @Test
  void selectedSamplesKeepTheirFrames() {
    TargetStream stream = stream();
    assertEquals(
        List.of(stream.frames().get(3), stream.frames().get(1)),
        stream.select("two", 3, 1).frames());
    assertEquals(stream.count(), stream.frames().stream().map(FrameId::number).count());
  }
}
