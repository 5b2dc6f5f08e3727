package isopose.run;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.adapt.AdaptSettings.OnDivergence;
import isopose.adapt.InferenceStageOptimization;
import isopose.analysis.Spread;
import isopose.loss.SslObjective;
import isopose.model.Predictor;
import isopose.model.Session;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * Signs of a collapse that need no labels: the difference between an adaptation and the trained
 * weights on the same samples. Every sign is a comparison with the trained (source) weights on the
 * same part of the stream, so a clip that is harder, or a person who stands still, does not count
 * as a collapse.
 *
 * @param table a row for every {@link InferenceStageOptimization#MEASURED_EVERY} samples: {@code
 *     sample}, how many have been seen, and a column for each {@link Sign}; empty where nothing was
 *     adapted
 */
public record Drift(Table table) {
  /** Samples behind a row, those before it included, where there are as many. */
  private static final int WINDOW = 4 * InferenceStageOptimization.MEASURED_EVERY;

  private static final String SAMPLE = "sample";
  private static final Skeleton SKELETON = Skeleton.H36M_17;

  /**
   * What is measured, and the range beyond which it is a warning.
   *
   * <p>The ranges come from source validation alone: Online at the paper's rate over the 2,244
   * samples held out from the source of {@code bandai-cmu}, with one model of the preset quick and
   * two of smoke. There the distance reached 0.032, the ratio of L_s lay between 0.6 and 2.6, that
   * of the poses' spread between 0.87 and 1.32, that of the bones' between 0.88 and 1.42. A warning
   * begins at ten times that distance, at the square of the largest ratio of L_s, and for both
   * spreads at the square of the largest, upwards and downwards. No target was used.
   */
  public enum Sign {
    /** ||theta - theta^P|| / ||theta^P|| over the weights that adapt. */
    WEIGHTS("weight_distance", "the distance from the trained weights", 0, 0.3),
    /** Mean L_s, over that of the trained weights on the same samples. */
    LOSS("loss_ratio", "L_s relative to the trained weights' L_s", 0, 7),
    /**
     * {@link Spread#ofJoints} of the predictions, over that of the trained weights' predictions.
     */
    POSES("pose_spread", "the spread of the poses relative to the trained weights'", 0.5, 2),
    /** {@link Spread#ofBones}, likewise. */
    BONES("bone_spread", "the spread of bone lengths relative to the trained weights'", 0.5, 2);

    private final String column;
    private final String words;
    private final double least;
    private final double most;

    Sign(String column, String words, double least, double most) {
      this.column = column;
      this.words = words;
      this.least = least;
      this.most = most;
    }

    /** The name of its column. */
    public String column() {
      return column;
    }

    /** Below it, it is a warning. */
    public double least() {
      return least;
    }

    /** Above it, it is a warning. */
    public double most() {
      return most;
    }
  }

  /** For a model that was not adapted, and for records without signs. */
  static Drift none() {
    Table table = Table.create("drift", IntColumn.create(SAMPLE));
    Arrays.stream(Sign.values()).forEach(s -> table.addColumns(DoubleColumn.create(s.column)));
    return new Drift(table);
  }

  /**
   * Measures it after the fact. It costs a prediction of the stream by the trained weights, batch
   * by batch, and for each row one step.
   *
   * @param x (N, 17, 2) network units
   * @param predictions (N, 17, 3) millimetres
   * @param losses L_s of each sample; NaN where no step was made
   * @param distances the weights' distance as passed to {@link
   *     isopose.adapt.AdaptationListener#moved}; NaN in between
   */
  static Drift of(
      Session session,
      TrainedModel model,
      SslObjective technique,
      AdaptSettings settings,
      Poses x,
      Poses predictions,
      double[] losses,
      double[] distances) {
    Drift drift = none();
    int[] indices = measured(distances);
    if (settings.mode() == Mode.NONE || indices.length == 0) {
      return drift;
    }
    int[] stepped = IntStream.of(indices).map(i -> lastStep(losses, i)).toArray();
    double[] lossesThere = IntStream.of(stepped).mapToDouble(i -> losses[i]).toArray();
    double[] trainedLosses = trainedLosses(session, model, technique, settings, x.select(stepped));
    Poses trained =
        model
            .normalisation()
            .toMillimetres(
                new Predictor(model.networks().lifter(), settings.flip())
                    .predict(session.manager(), model.weights(), x, Predictor.Head.FSL));
    for (int k = 0; k < indices.length; k++) {
      int end = indices[k] + 1;
      int begin = Math.max(0, end - WINDOW);
      int from = Math.max(0, k + 1 - WINDOW / InferenceStageOptimization.MEASURED_EVERY);
      drift.add(
          end,
          distances[indices[k]],
          mean(lossesThere, from, k + 1) / mean(trainedLosses, from, k + 1),
          Spread.ofJoints(predictions, begin, end) / Spread.ofJoints(trained, begin, end),
          Spread.ofBones(predictions, SKELETON, begin, end)
              / Spread.ofBones(trained, SKELETON, begin, end));
    }
    return drift;
  }

  private void add(int sample, double... signs) {
    table.intColumn(SAMPLE).append(sample);
    Sign[] all = Sign.values();
    for (int k = 0; k < all.length; k++) {
      table.doubleColumn(all[k].column).append(signs[k]);
    }
  }

  private static double mean(double[] values, int begin, int end) {
    return Arrays.stream(values, begin, end).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  /** The samples at which the distance was measured. */
  private static int[] measured(double... distances) {
    return IntStream.range(0, distances.length).filter(i -> !Double.isNaN(distances[i])).toArray();
  }

  /** The last sample up to {@code i} that was adapted to; {@code i} itself if there is none. */
  private static int lastStep(double[] losses, int i) {
    return IntStream.rangeClosed(0, i)
        .map(k -> i - k)
        .filter(k -> Double.isFinite(losses[k]))
        .findFirst()
        .orElse(i);
  }

  /** L_s of the trained weights: vanilla's before its first step. */
  private static double[] trainedLosses(
      Session session,
      TrainedModel model,
      SslObjective technique,
      AdaptSettings settings,
      Poses samples) {
    double[] losses = new double[samples.count()];
    AdaptSettings one =
        AdaptSettings.vanilla(settings.seed())
            .withSteps(1)
            .withViewsPerSample(settings.viewsPerSample())
            .withFlip(false)
            .withOnDivergence(OnDivergence.RESET);
    try (InferenceStageOptimization iso =
        new InferenceStageOptimization(
            session, model.networks(), model.weights(), technique, one)) {
      iso.run(samples, (i, loss) -> losses[i] = loss);
    }
    return losses;
  }

  /** A line for each sign that left its range; empty where none did. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Sign sign : Sign.values()) {
      double[] values = table.doubleColumn(sign.column).asDoubleArray();
      int[] outside =
          IntStream.range(0, values.length)
              .filter(k -> values[k] < sign.least || values[k] > sign.most)
              .toArray();
      if (outside.length > 0) {
        warnings.add(
            "the adaptation may have collapsed: %s is %.3g after %d samples (expected %s to %s)"
                .formatted(
                    sign.words,
                    values[outside[0]],
                    table.intColumn(SAMPLE).get(outside[0]),
                    sign.least,
                    sign.most));
      }
    }
    return warnings;
  }

  /** Its rows, and its warnings; a number that is not known is left out. */
  public JsonObject json() {
    JsonArray rows = new JsonArray();
    for (Row row : table) {
      JsonObject json = new JsonObject();
      json.addProperty(SAMPLE, row.getInt(SAMPLE));
      for (Sign sign : Sign.values()) {
        if (Double.isFinite(row.getDouble(sign.column))) {
          json.addProperty(sign.column, row.getDouble(sign.column));
        }
      }
      rows.add(json);
    }
    JsonObject json = new JsonObject();
    json.add("rows", rows);
    json.add("warnings", new Gson().toJsonTree(warnings()));
    return json;
  }

  /** Reads what {@link #json} wrote; null, of an older record, is none. */
  static Drift fromJson(JsonObject json) {
    Drift drift = none();
    if (json != null) {
      for (JsonElement element : json.getAsJsonArray("rows")) {
        JsonObject row = element.getAsJsonObject();
        drift.add(
            row.get(SAMPLE).getAsInt(),
            Arrays.stream(Sign.values())
                .mapToDouble(s -> row.has(s.column) ? row.get(s.column).getAsDouble() : Double.NaN)
                .toArray());
      }
    }
    return drift;
  }
}
