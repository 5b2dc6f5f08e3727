package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.config.Configuration;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  private static CommandRun bench(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "bench";
    arguments[1] = "--threads";
    arguments[2] = "1";
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CommandRun.of((Object[]) arguments);
  }

  @Test
  void printsOneCaseAStepWithThePeersRatio() {
    CommandRun run =
        bench(
            "--width",
            "8",
            "--copies",
            "2",
            "--rounds",
            "1",
            "--json",
            "--steps",
            "online,predict,vanilla",
            "--vs",
            "echo online 1000");
    assertEquals(0, run.code(), run.err());
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals(8, json.get("width").getAsInt());
    JsonObject online = json.getAsJsonArray("cases").get(0).getAsJsonObject();
    assertEquals("online", online.get("name").getAsString());
    assertEquals("float32", online.get("precision").getAsString());
    assertEquals(1, online.get("threads").getAsInt());
    double ms = online.get("ms").getAsDouble();
    assertTrue(ms > 0);
    assertEquals(ms / 1000, online.get("ratio").getAsDouble(), 1e-12);
    assertTrue(json.getAsJsonArray("cases").get(1).getAsJsonObject().get("ratio") == null);
  }

  @Test
  void anUnknownStepIsBadInput() {
    CommandRun run = bench("--steps", "offline");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("online-skip"), run.err());
  }

  @Test
  void anUnknownPartOfTheScaleIsBadInput() {
    CommandRun run = bench("--scale", "nowhere", "--parts", "height");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("training-set"), run.err());
  }

  @Test
  void everyStepCanBeTimed() {
    CommandRun run = bench("--width", "8", "--copies", "2", "--rounds", "1");
    assertEquals(0, run.code(), run.err());
    assertEquals(7, run.out().lines().count(), run.out());
  }

  @Test
  void aPresetSetsTheSizes() {
    CommandRun quick = bench("--preset", "smoke", "--rounds", "1", "--json", "--steps", "predict");
    assertEquals(0, quick.code(), quick.err());
    int width = JsonParser.parseString(quick.out()).getAsJsonObject().get("width").getAsInt();
    assertEquals(Configuration.smoke().network().width(), width);
    CommandRun body = bench("--preset", "quick-body", "--steps", "predict");
    assertEquals(2, body.code());
    assertTrue(body.err().contains("expected one with a technique"), body.err());
  }
}
