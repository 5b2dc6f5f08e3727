package isopose.data.scenario;

import static isopose.EmbeddedClips.DATA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.data.motion.MotionFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

public class ScenarioManifestTest {
  @Test
  void committedManifestIsWhatTheGeneratorDraws() throws IOException {
    String drawn =
        ManifestGenerator.bandaiCmu(
                MotionFolder.list(DATA.resolve("bandai-2")), MotionFolder.list(DATA.resolve("cmu")))
            .toJson();
    // kept where it can be copied from when the rules change on purpose
    Files.writeString(Path.of("target", "bandai-cmu.json"), drawn);
    assertEquals(drawn, ScenarioManifest.text("bandai-cmu"));
  }

  @Test
  void manifestSurvivesTheRoundTrip() {
    String text = ScenarioManifest.text("bandai-cmu");
    assertEquals(text, ScenarioManifest.fromJson(text).toJson());
  }
}
