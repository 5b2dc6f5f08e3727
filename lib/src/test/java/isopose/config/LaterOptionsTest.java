package isopose.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.adapt.AdaptSettings;
import isopose.run.Identity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaterOptionsTest {
  private static final Gson GSON = new Gson();

  @Test
  void aConfigurationWithoutTheOptionsHasTheirNeutralValues() {
    JsonObject old = JsonParser.parseString(Configuration.quick().json()).getAsJsonObject();
    old.getAsJsonObject("data").remove("cameras");
    old.getAsJsonObject("network").remove("depthOnly");
    old.getAsJsonObject("ssl").remove("adversarialWeight");
    old.getAsJsonObject("training").remove("sumOverJoints");
    old.getAsJsonObject("training").remove("inputNoise");
    old.remove("evaluation");
    assertEquals(Configuration.quick(), Configuration.fromJson(old.toString(), "old record"));
  }

  @Test
  void anOptionThatChangesSomethingChangesTheName() {
    Configuration quick = Configuration.quick();
    assertNotEquals(identity(quick), identity(quick.with("cameras", "anywhere")));
    assertNotEquals(identity(quick), identity(quick.with("depthOnly", true)));
    assertNotEquals(identity(quick), identity(quick.with("adversarialWeight", 0.5)));
    assertNotEquals(identity(quick), identity(quick.with("inputNoise", 0.02)));
    Configuration body = Configuration.preset("quick-body");
    assertNotEquals(identity(body), identity(body.with("body.discriminator", true)));
    JsonObject group =
        LaterOptions.identityOfConfiguration(JsonParser.parseString(body.json()).getAsJsonObject())
            .getAsJsonObject("body");
    assertFalse(group.has("discriminator"));
    JsonObject tree = JsonParser.parseString(quick.json()).getAsJsonObject();
    assertEquals(0, tree.getAsJsonObject("training").get("inputNoise").getAsDouble());
    JsonObject identity = LaterOptions.identityOfConfiguration(tree);
    assertFalse(identity.getAsJsonObject("training").has("inputNoise"));
  }

  /** The source subjects are "laboratory" in records, and in commands of before. */
  @Test
  void theSourceSubjectsKeepTheirKeyInRecords() {
    Configuration five = Configuration.quick().with("subjects", "five");
    assertEquals(five, Configuration.quick().with("laboratory", "five"));
    assertEquals("FIVE", five.value("subjects"));
    assertEquals("quick", five.with("data.subjects", "random").preset());
    JsonObject data = JsonParser.parseString(five.json()).getAsJsonObject().getAsJsonObject("data");
    assertEquals("FIVE", data.get("laboratory").getAsString());
    assertEquals(
        "none-five-anywhere-quick-seed0",
        five.with("technique", "none").with("cameras", "anywhere").label());
  }

  @Test
  void neutralSettingsOfAnAdaptationDoNotCount() {
    AdaptSettings online = AdaptSettings.online(0);
    JsonObject plain = identity(online);
    assertFalse(plain.has("pull") || plain.has("adversarialShare"));
    assertFalse(plain.has("gradientNorm") || plain.has("carryMoments"));
    assertNotEquals(plain, identity(online.withAnchorStrength(0.01)));
    assertNotEquals(plain, identity(online.withAdversarialShare(0.1)));
    assertNotEquals(plain, identity(online.withGradientNorm(1)));
    assertNotEquals(plain, identity(online.withDiscriminatorLimit(0.7)));
    assertNotEquals(plain, identity(online.withCarriedMoments(false)));
    assertFalse(plain.has("averageDecay") || plain.has("resetDistance"));
    assertNotEquals(plain, identity(online.withAverageDecay(0.99)));
    assertNotEquals(plain, identity(online.withResetDistance(0.03)));
    assertEquals(plain, identity(online.withAnchorStrength(0.01).withAnchorStrength(0)));
  }

  /** Records made before a setting was renamed are read, and new ones have the same keys. */
  @Test
  void renamedSettingsKeepTheirKeysInRecords() {
    AdaptSettings settings = AdaptSettings.online(0).withAnchorStrength(0.25).withViewsPerSample(7);
    JsonObject record = GSON.toJsonTree(settings).getAsJsonObject();
    assertEquals(0.25, record.get("pull").getAsDouble());
    assertEquals(7, record.get("copies").getAsInt());
    assertEquals(settings, GSON.fromJson(record, AdaptSettings.class));
    record.add("anchorStrength", record.remove("pull"));
    record.add("viewsPerSample", record.remove("copies"));
    assertEquals(settings, GSON.fromJson(record, AdaptSettings.class));
  }

  @Test
  void howMuchIsEvaluatedDecidesNothing() {
    Configuration quick = Configuration.quick();
    assertEquals(identity(quick), identity(quick.evaluating(40, 10)));
  }

  private static String identity(Configuration configuration) {
    return Identity.ofTraining(configuration, Map.of());
  }

  private static JsonObject identity(AdaptSettings settings) {
    return LaterOptions.identityOfAdaptation(GSON.toJsonTree(settings).getAsJsonObject());
  }
}
