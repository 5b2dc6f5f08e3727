package isopose.run;

import com.google.gson.JsonObject;
import isopose.config.Configuration;
import isopose.data.motion.ClipFiles;
import isopose.data.motion.Sha256Sums;
import isopose.io.AtomicFile;
import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.Progress;
import isopose.io.Sha256;
import isopose.model.Checkpoint;
import isopose.model.SafetensorsCheckpoint;
import isopose.model.SafetensorsCheckpoint.Precision;
import isopose.model.Session;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** The trained models that come with the project, in {@code data/models}; its README has cards. */
public final class Pretrained {
  /**
   * Baseline of the recorded subjects; Baseline and Joint of random bodies and cameras, with noise
   * on the 2D poses; the lifter with a body encoder.
   */
  public static final List<String> NAMES = List.of("baseline", "augmented", "joint", "body");

  private static final String FOLDER = "models";
  private static final int EPOCHS = 64;

  private Pretrained() {}

  /**
   * Reads one.
   *
   * @param data the folder of all data
   * @param name one of {@link #NAMES}
   * @throws BadInput if there is none of this name, or its file is missing or not the published one
   */
  public static TrainedModel load(Session session, Path data, String name) {
    requireKnown(name);
    Path file = file(data, name);
    String hash = Sha256.of(InputFile.require(file));
    Sha256Sums.requireListed(file, hash, "data/" + FOLDER);
    return TrainedModel.read(session, file, name, Table.create("epochs"), new JsonObject(), hash);
  }

  /** Where the model of this name lies, in the folder of all data. */
  public static Path file(Path data, String name) {
    requireKnown(name);
    return data.resolve(FOLDER).resolve(file(name));
  }

  /** What the model of this name is trained with: 64 epochs of a quick preset, seed 0. */
  public static Configuration configuration(String name) {
    requireKnown(name);
    Configuration quick =
        Configuration.preset(name.equals("body") ? "quick-body" : "quick").with("epochs", EPOCHS);
    return switch (name) {
      case "baseline" -> quick.with("technique", "none");
      case "augmented" -> augmented(quick).with("technique", "none");
      case "joint" -> augmented(quick);
      default -> quick;
    };
  }

  private static Configuration augmented(Configuration quick) {
    return quick.with("subjects", "random").with("cameras", "anywhere").with("inputNoise", "0.02");
  }

  /**
   * Writes all models and their hashes from the runs of these configurations; those that are
   * missing are trained. Large matrices are rounded to 8 bits, and what a Baseline does not train
   * is left out.
   */
  public static void write(Session session, Runs runs, Path folder, Progress progress) {
    Map<String, String> sums = new HashMap<>();
    for (String name : NAMES) {
      Configuration configuration = configuration(name);
      runs.train(session, configuration, progress).close();
      Path trained = runs.recordOf(configuration).required(TrainingRun.CHECKPOINT);
      Path file = folder.resolve(file(name));
      SafetensorsCheckpoint.write(
          file,
          Checkpoint.read(trained),
          array -> !TrainedModel.isUntrained(configuration, array),
          Precision.ROWS_8_BIT,
          Map.of("model", name));
      sums.put(file(name), Sha256.of(file));
    }
    AtomicFile.writeText(folder.resolve(ClipFiles.SUMS), Sha256Sums.text(sums));
  }

  private static String file(String name) {
    return name + ".safetensors";
  }

  private static void requireKnown(String name) {
    if (!NAMES.contains(name)) {
      throw new BadInput(
          "%s: there is no pretrained model of this name; there are %s"
              .formatted(name, String.join(", ", NAMES)));
    }
  }
}
