package isopose.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import isopose.body.BodyBackbone;
import isopose.body.BodySettings;
import isopose.body.Pooling;
import isopose.comparator.repnet.RepNetSettings;
import isopose.data.scenario.SourceSubjects;
import isopose.io.BadInput;
import isopose.loss.SslObjective;
import isopose.loss.SslSettings;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Ranges;
import isopose.train.TrainingSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that determines the result of a training, except for the machine. Immutable; its
 * JSON's hash names the run.
 *
 * @param seed of the first weights and of every random choice of the training
 * @param repnet what only the training of the comparator RepNet has; null: trained by eq. 5
 * @param body what only the training of a body encoder has; null: the lifter takes 2D poses alone
 * @param evaluation how much is evaluated; no part of a run's identity
 */
public record Configuration(
    String preset,
    long seed,
    DataSettings data,
    NetworkShape network,
    SslSettings ssl,
    TrainingSettings training,
    RepNetSettings repnet,
    BodySettings body,
    EvaluationSettings evaluation) {

  public Configuration {
    Ranges.require("joints", network.joints(), 17, 17);
    Backbones.named(network.backbone()).requireFitting(network);
    boolean generator = network.backbone().equals("repnet");
    if (repnet != null && !(generator && ssl.technique().equals("none"))) {
      throw new IllegalArgumentException(
          "RepNet trains its own backbone and no technique: expected backbone repnet and technique none, got %s and %s"
              .formatted(network.backbone(), ssl.technique()));
    }
    if (training.inputNoise() > 0 && (repnet != null || body != null)) {
      throw new IllegalArgumentException(
          "training.inputNoise: expected 0 where a %s is trained, got %s%s"
              .formatted(
                  body == null ? "RepNet" : "body encoder",
                  training.inputNoise(),
                  body == null ? "" : "; body.inputNoise sets its noise"));
    }
    if (body != null) {
      requireFitting(body, data, network, ssl, training);
    }
  }

  /** A body encoder learns from persons whom it sees several times in a step. */
  private static void requireFitting(
      BodySettings body,
      DataSettings data,
      NetworkShape network,
      SslSettings ssl,
      TrainingSettings training) {
    if (!network.backbone().equals("residual") || !ssl.technique().equals("none")) {
      throw new IllegalArgumentException(
          "body: expected backbone residual and technique none, got %s and %s"
              .formatted(network.backbone(), ssl.technique()));
    }
    if (data.subjects() == SourceSubjects.RANDOM) {
      throw new IllegalArgumentException(
          "body: expected subjects of one body a clip (varied), got random, another in each frame");
    }
    if (training.batch() % body.frames() != 0) {
      throw new IllegalArgumentException(
          "body: expected a batch of whole persons, a multiple of frames = %d, got %d"
              .formatted(body.frames(), training.batch()));
    }
  }

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** Sec. 3 and 4.1 as printed: width 1,024, 200 epochs, eq. 2 to 5. */
  public static Configuration paper() {
    return preset("paper");
  }

  /** Minutes on two CPU cores: width 256, 16 epochs, with additions that are named options. */
  public static Configuration quick() {
    return preset("quick");
  }

  /** Seconds: to see that everything runs. */
  public static Configuration smoke() {
    return preset("smoke");
  }

  /**
   * A named preset.
   *
   * @param name paper, quick or smoke, for a comparator with "-semgcn" or "-repnet" after it, for a
   *     lifter with a body encoder with "-body"
   */
  public static Configuration preset(String name) {
    return Presets.named(name);
  }

  /**
   * Reads what {@link #json()} wrote, now or before later options came.
   *
   * @param where what the text comes from, for messages
   * @throws BadInput if a key is missing, unknown or of the wrong kind
   */
  public static Configuration fromJson(String text, String where) {
    try {
      JsonObject tree = JsonParser.parseString(text).getAsJsonObject();
      LaterOptions.fill(tree);
      Configuration configuration = GSON.fromJson(tree, Configuration.class);
      requireSameKeys(tree, GSON.toJsonTree(configuration).getAsJsonObject(), where);
      return configuration;
    } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
      throw new BadInput(where + ": is not a configuration: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      if (e instanceof BadInput) {
        throw e;
      }
      throw new BadInput(where + ": " + rootMessage(e), e);
    }
  }

  /** Gson passes over unknown keys and leaves missing ones empty; here both are mistakes. */
  private static void requireSameKeys(JsonObject given, JsonObject full, String where) {
    if (!given.keySet().equals(full.keySet())) {
      throw new BadInput(
          "%s: expected the keys %s, got %s".formatted(where, full.keySet(), given.keySet()));
    }
    for (Map.Entry<String, JsonElement> entry : full.entrySet()) {
      if (entry.getValue().isJsonObject()) {
        requireSameKeys(
            given.getAsJsonObject(entry.getKey()), entry.getValue().getAsJsonObject(), where);
      }
    }
  }

  /** The message of the innermost cause: a record's constructor is called by reflection. */
  public static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /**
   * A comparator's preset of this one's size, on this one's data, with its seed. Where this one
   * trains longer or shorter than its own preset, so does the comparator, by the same factor. A
   * body encoder keeps its preset's source subjects and cameras.
   *
   * @param name semgcn, repnet or body
   * @throws BadInput if this one's preset has no such companion
   */
  public Configuration comparator(String name) {
    return Presets.comparator(this, name);
  }

  /**
   * The same, evaluated on other numbers of samples.
   *
   * @param stream of the target; 0: all
   * @param subset for vanilla, a divisor of the stream; 0: all
   */
  public Configuration evaluating(int stream, int subset) {
    EvaluationSettings other = evaluation.of(stream, subset);
    return new Configuration(preset, seed, data, network, ssl, training, repnet, body, other);
  }

  /** Whether the training of a body encoder trains D beside it. */
  public boolean bodyHasDiscriminator() {
    return body != null && body.discriminator();
  }

  /** The networks that it trains. */
  public Networks networks() {
    return body == null
        ? Networks.of(network, Backbones.named(network.backbone()))
        : networks(Pooling.named(body.pooling()));
  }

  /**
   * The same with a custom pooling instead of the configuration's.
   *
   * @throws BadInput if the configuration has no body encoder
   */
  public Networks networks(Pooling pooling) {
    if (body == null) {
      throw new BadInput("preset '%s' has no body encoder; quick-body has one".formatted(preset));
    }
    return Networks.of(network, new BodyBackbone(pooling, body.encoderDropout()));
  }

  /** This configuration as JSON, the same text for the same values everywhere. */
  public String json() {
    return GSON.toJson(this);
  }

  /**
   * The same with one value changed; this one if it has that value already.
   *
   * @param name such as "lambda" or "training.lambda"; the preset's name becomes "custom" unless it
   *     is the seed, the technique or the data that changes
   * @throws BadInput if the key is unknown or the value is not valid
   */
  public Configuration with(String name, Object value) {
    JsonObject tree = GSON.toJsonTree(this).getAsJsonObject();
    return new SettingTree(tree).set(name, String.valueOf(value))
        ? fromJson(tree.toString(), name + "=" + value)
        : this;
  }

  /** The same with the other's values of these settings. */
  public Configuration like(Configuration other, List<String> keys) {
    Configuration changed = this;
    for (String key : keys) {
      changed = changed.with(key, other.value(key));
    }
    return changed;
  }

  /** The value of a setting, as {@link #with} takes it. */
  public String value(String name) {
    return new SettingTree(GSON.toJsonTree(this).getAsJsonObject()).value(name);
  }

  /**
   * The name by which {@link #with} takes a setting of a record, such as {@code data.subjects} for
   * {@code data.laboratory}.
   */
  public static String presentName(String recorded) {
    return SettingTree.presentName(recorded);
  }

  /** L_s with its weights; empty for a Baseline. */
  public Optional<SslObjective> technique() {
    return technique(1);
  }

  /**
   * The same.
   *
   * @param adversarialShare factor on the weight of the adversarial term
   */
  public Optional<SslObjective> technique(double adversarialShare) {
    return ssl.withAdversarialShare(adversarialShare)
        .build(training.sumOverJoints() ? network.joints() : 1);
  }

  /**
   * The canonical form of the same training: a Baseline does not depend on what only L_s and its
   * discriminator use, so those settings are the preset's.
   */
  public Configuration canonical() {
    return Baselines.canonical(this);
  }

  /** The name of its model in tables, before any adaptation. */
  public String method() {
    if (technique().isPresent()) {
      return "Joint";
    }
    if (body != null) {
      return "Body";
    }
    return switch (network.backbone()) {
      case "residual" -> "Baseline";
      case "repnet" -> "RepNet";
      case "semgcn" -> "SemGCN";
      default -> network.backbone();
    };
  }

  /** A few words for people: technique, source subjects and cameras, preset and seed. */
  public String label() {
    return "%s-%s-%s-seed%d"
        .formatted(ssl.technique(), data.label(), preset.replace("*", "-custom"), seed);
  }
}
