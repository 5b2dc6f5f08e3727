package isopose.bench;

import isopose.adapt.AdaptSettings;
import isopose.config.Configuration;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.model.Networks;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.train.JointTraining;
import isopose.train.TrainingSetup;
import java.util.List;

/**
 * What is timed: one size of the networks and of the mini-batches.
 *
 * @param configuration networks, technique, batch
 * @param viewsPerSample of a sample in an adaptation step
 */
public record Workload(Configuration configuration, int viewsPerSample) {

  /**
   * A preset's networks and batch, and 32 random views; of {@code paper} (Sec. 3.3 and 4.1): width
   * 1,024, batch 64, ISO-Cycle.
   *
   * @throws IllegalArgumentException if it has no discriminator to train
   */
  public static Workload of(String preset) {
    Configuration configuration = Configuration.preset(preset);
    if (configuration.technique().isEmpty()) {
      throw new IllegalArgumentException(
          "preset '%s': expected one with a technique, such as paper or quick".formatted(preset));
    }
    return new Workload(configuration, 32);
  }

  /** The same with another width of every hidden layer. */
  public Workload withWidth(int width) {
    return new Workload(configuration.with("width", width), viewsPerSample);
  }

  /** The same with another number of random views. */
  public Workload withViewsPerSample(int newViews) {
    return new Workload(configuration, newViews);
  }

  AdaptSettings online() {
    return AdaptSettings.online(0).withViewsPerSample(viewsPerSample);
  }

  AdaptSettings vanilla() {
    return AdaptSettings.vanilla(0).withViewsPerSample(viewsPerSample);
  }

  /** Joint training of {@code weights} on these clips, in the workload's settings. */
  JointTraining training(
      Session session, Networks networks, Weights weights, List<PoseSequence> clips) {
    return new JointTraining(
        new TrainingSetup(
            session,
            networks,
            weights,
            configuration.training(),
            epoch -> clips,
            Normalisation.of(clips),
            0),
        configuration.technique());
  }
}
