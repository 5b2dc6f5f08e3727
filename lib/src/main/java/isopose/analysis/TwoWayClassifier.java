package isopose.analysis;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import isopose.io.Progress;
import isopose.loss.DiscriminatorLoss;
import isopose.model.Adam;
import isopose.model.Discriminator;
import isopose.model.GradientScope;
import isopose.model.NetworkShape;
import isopose.model.Session;
import isopose.model.Weights;
import isopose.model.layers.Pass;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import isopose.stats.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The two-way classifier of Sec. 4.3: which of two data sets does a 3D pose come from? The
 * discriminator's architecture on 3D poses. Owns its weights.
 */
public final class TwoWayClassifier implements AutoCloseable {
  /** Poses a batch when many are judged. */
  private static final int BATCH = 1024;

  private final Session session;
  private final ClassifierSettings settings;
  private final Discriminator network;
  private final Weights weights;

  /** With freshly drawn weights. */
  public TwoWayClassifier(Session session, ClassifierSettings settings) {
    this.session = session;
    this.settings = settings;
    int joints = Skeleton.H36M_17.size();
    network =
        Discriminator.ofPoses3d(
            new NetworkShape(joints, settings.width(), settings.dropout(), 1, 1));
    weights = Weights.draw(session, List.of(network.network()), settings.seed());
  }

  /**
   * Trains on balanced batches drawn with replacement, so that the larger data set does not win by
   * its size.
   *
   * @param source (N, 17, 3) millimetres, root-relative
   * @param target (M, 17, 3) millimetres, root-relative
   * @param progress updated after every step; may throw to stop
   * @return a row a step: its loss, and the fraction of its batch told right, with dropout on
   */
  public Table train(Poses source, Poses target, Progress progress) {
    int[] steps = IntStream.rangeClosed(1, settings.steps()).toArray();
    DoubleColumn losses = DoubleColumn.create("loss");
    DoubleColumn accuracies = DoubleColumn.create("accuracy");
    Poses formedSource = settings.form().of(source);
    Poses formedTarget = settings.form().of(target);
    Engine.getInstance().setRandomSeed((int) Seeds.of(settings.seed(), "classifier dropout", 0));
    SplittableRandom random = Seeds.random(settings.seed(), "classifier batches", 0);
    try (Adam adam = new Adam(session, weights, weights.trained(name -> true))) {
      for (int step = 0; step < settings.steps(); step++) {
        double rate = settings.learningRate() * (1 - (double) step / settings.steps());
        try (NDManager scope = session.manager().newSubManager();
            GradientScope graph = GradientScope.record(weights, adam.names(), scope)) {
          NDArray s = draw(formedSource, random, scope);
          NDArray t = draw(formedTarget, random, scope);
          // the discriminator's loss with the target as "real" and the source as "fake"
          DiscriminatorLoss loss = DiscriminatorLoss.of(network, graph, t, s, Pass.TRAIN);
          graph.backward(loss.value());
          adam.step(graph.gradients(), rate, 0);
          losses.append(loss.value().getFloat());
          accuracies.append(loss.accuracy().getFloat());
          progress.update(
              step + 1L,
              settings.steps(),
              "two-way classifier, loss %.3f".formatted(losses.get(step)));
        }
      }
    }
    return Table.create("steps", IntColumn.create("step", steps), losses, accuracies);
  }

  private NDArray draw(Poses poses, SplittableRandom random, NDManager scope) {
    int[] indices = new int[settings.batch() / 2];
    Arrays.setAll(indices, i -> random.nextInt(poses.count()));
    return tensor(poses.select(indices), scope);
  }

  private static NDArray tensor(Poses poses, NDManager scope) {
    return scope.create(poses.values(), new Shape(poses.count(), poses.joints(), 3));
  }

  /**
   * The percentage of poses that it assigns to the target.
   *
   * @param poses (N, 17, 3) millimetres, root-relative
   */
  public double calledTarget(Poses poses) {
    double[][] logits = each(poses, (batch) -> network.logits(weights, batch, Pass.INFERENCE));
    return 100.0 * Arrays.stream(logits).filter(logit -> logit[0] > 0).count() / logits.length;
  }

  /**
   * The output of the last residual block for poses: Figure 6's hidden features.
   *
   * @param poses (N, 17, 3) millimetres, root-relative
   * @return (N, width)
   */
  public double[][] features(Poses poses) {
    return each(poses, (batch) -> network.features(weights, batch, Pass.INFERENCE));
  }

  private interface Layer {
    NDArray of(NDArray batch);
  }

  private double[][] each(Poses poses, Layer layer) {
    Poses formed = settings.form().of(poses);
    double[][] rows = new double[formed.count()][];
    for (int begin = 0; begin < rows.length; begin += BATCH) {
      int end = Math.min(rows.length, begin + BATCH);
      try (NDManager scope = session.manager().newSubManager()) {
        NDArray values = layer.of(tensor(formed.slice(begin, end), scope));
        float[] flat = values.toFloatArray();
        int width = flat.length / (end - begin);
        for (int i = begin; i < end; i++) {
          int from = (i - begin) * width;
          double[] row = new double[width];
          Arrays.setAll(row, k -> flat[from + k]);
          rows[i] = row;
        }
      }
    }
    return rows;
  }

  /** How it is trained. */
  public ClassifierSettings settings() {
    return settings;
  }

  /** Its parameters, for a checkpoint. */
  public Weights weights() {
    return weights;
  }

  @Override
  public void close() {
    weights.close();
  }
}
