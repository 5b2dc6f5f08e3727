package isopose.run;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import isopose.body.Pooling;
import isopose.config.Configuration;
import isopose.data.Normalisation;
import isopose.data.scenario.Scenario;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.io.Sha256;
import isopose.loss.SslObjective;
import isopose.model.Checkpoint;
import isopose.model.Discriminator;
import isopose.model.Lifter;
import isopose.model.NetworkShape;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Network;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import tech.tablesaw.api.Table;

/**
 * A trained model with its normalisation. Owns its weights, which are frozen.
 *
 * @param run its record's folder name, or the file it was read from
 * @param configuration what it was trained with
 * @param epochs the training's log; empty if only the checkpoint is there
 * @param record the content of {@code run.json}; empty if only the checkpoint is there
 * @param identity of its training, see {@link Identity}, or the SHA-256 of its checkpoint where
 *     only that is there; null for a training that is not recorded
 * @param own the technique that it was trained with, where the configuration's was replaced; else
 *     null
 */
public record TrainedModel(
    String run,
    Configuration configuration,
    Networks networks,
    Weights weights,
    Normalisation normalisation,
    Table epochs,
    JsonObject record,
    String identity,
    SslObjective own)
    implements AutoCloseable {
  private static final int UNTRAINED_SHARE = 3;

  /** Freezes the weights: what adapts is a duplicate of them. */
  public TrainedModel {
    weights.freeze();
  }

  /**
   * Trains jointly with a custom objective instead of the configuration's. No record is kept,
   * because its identity would not include the objective's code.
   *
   * @param technique L_s
   * @throws CancellationException if the thread is interrupted
   */
  public static TrainedModel train(
      Session session,
      Configuration configuration,
      SslObjective technique,
      Scenario scenario,
      Progress progress) {
    return new TrainingRun(session, configuration, scenario, progress).unrecorded(technique);
  }

  /**
   * Trains a body encoder and its lifter with a custom pooling instead of the configuration's. No
   * record is kept.
   *
   * @param configuration with a body encoder, such as preset quick-body
   * @throws CancellationException if the thread is interrupted
   */
  public static TrainedModel train(
      Session session,
      Configuration configuration,
      Pooling pooling,
      Scenario scenario,
      Progress progress) {
    return new TrainingRun(session, configuration, pooling, scenario, progress).unrecorded();
  }

  /** Reads a checkpoint, which may be untrusted. */
  public static TrainedModel read(Session session, Path checkpoint) {
    return read(
        session,
        checkpoint,
        checkpoint.toString(),
        Table.create("epochs"),
        new JsonObject(),
        Sha256.of(checkpoint));
  }

  static TrainedModel read(
      Session session, Path file, String run, Table epochs, JsonObject record, String identity) {
    Checkpoint checkpoint = Checkpoint.read(file);
    Configuration configuration = Configuration.fromJson(checkpoint.configuration(), file + "");
    Networks networks = fittingNetworks(checkpoint, configuration);
    Weights weights = Weights.draw(session, networks, configuration.seed());
    checkpoint.into(weights, name -> isUntrained(configuration, name));
    return new TrainedModel(
        run,
        configuration,
        networks,
        weights,
        checkpoint.normalisation(),
        epochs,
        record,
        identity,
        null);
  }

  /**
   * Whether training leaves an array as its seed drew it: a file need not have it. A Baseline
   * trains neither the SSL head nor D, a body's training D only where it is told to.
   */
  static boolean isUntrained(Configuration configuration, String name) {
    return configuration.technique().isEmpty()
        && configuration.repnet() == null
        && !Lifter.predicts(name)
        && !(configuration.bodyHasDiscriminator() && name.startsWith(Discriminator.PREFIX));
  }

  /** The same model with an equal configuration, whose folders may be others. */
  TrainedModel of(Configuration equal) {
    return new TrainedModel(
        run, equal, networks, weights, normalisation, epochs, record, identity, own);
  }

  /** The same model with networks and weights made from its own. */
  TrainedModel with(Networks other, Weights otherWeights) {
    return new TrainedModel(
        run, configuration, other, otherWeights, normalisation, epochs, record, identity, own);
  }

  /**
   * Refuses networks with more parameters than an untrusted file holds, before memory is allocated.
   */
  private static Networks fittingNetworks(Checkpoint checkpoint, Configuration configuration) {
    long numbers = checkpoint.arrays().values().stream().mapToLong(a -> a.size()).sum();
    // a file may lack untrained parts, which are not larger than the predicting ones
    boolean whole = configuration.technique().isPresent();
    Budget budget = new Budget(checkpoint, whole ? numbers : UNTRAINED_SHARE * numbers);
    NetworkShape shape = configuration.network();
    if (shape.joints() != 17 || shape.blocks() > checkpoint.arrays().size()) {
      throw budget.exceeded();
    }
    Networks networks = configuration.networks();
    networks.parts().forEach(part -> part.declare(budget));
    return networks;
  }

  /** Counts what networks declare, and refuses more than there is. */
  private static final class Budget implements Network.Declarations {
    private final Checkpoint checkpoint;
    private long left;

    Budget(Checkpoint checkpoint, long numbers) {
      this.checkpoint = checkpoint;
      left = numbers;
    }

    private void take(long... shape) {
      for (long size : shape) {
        if (size > left) {
          throw exceeded();
        }
      }
      left -= new Shape(shape).size(); // two sizes that fit: no overflow
      if (left < 0) {
        throw exceeded();
      }
    }

    BadInput exceeded() {
      return new BadInput(
          checkpoint.file() + ": its configuration names other networks than its arrays make up");
    }

    @Override
    public void uniform(String name, double bound, long... shape) {
      take(shape);
    }

    @Override
    public void constant(String name, float value, long... shape) {
      take(shape);
    }

    @Override
    public void statistic(String name, float value, long... shape) {
      take(shape);
    }
  }

  /**
   * The objective that it was trained with, for adaptation.
   *
   * @throws BadInput if it was trained without
   */
  public SslObjective technique() {
    if (own != null) {
      return own;
    }
    return configuration
        .technique()
        .orElseThrow(
            () ->
                new BadInput(
                    run + " was trained with technique none: there is no self-supervised loss"));
  }

  /**
   * Writes the weights as safetensors for other programs; the metadata has the configuration's JSON
   * and the normalisation.
   *
   * @throws BadInput if the file cannot be written
   */
  public void export(Path file) {
    Checkpoint.export(file, weights, normalisation, configuration.json());
  }

  @Override
  public void close() {
    weights.close();
  }
}
