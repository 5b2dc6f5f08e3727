package isopose.analysis;

/**
 * How the two-way classifier of Sec. 4.3 is trained. The paper gives its architecture and nothing
 * else; the rest is ours.
 *
 * @param form how it sees poses
 * @param width features of its hidden layers; the paper: 1,024
 * @param dropout probability; the paper: 0.5
 * @param steps of Adam
 * @param batch poses a step, half of them source, half target
 * @param learningRate Adam's first rate; it falls linearly to zero
 * @param heldOut the fraction of either data set's clips that is held out
 * @param seed of the split, the first weights, the batches and dropout
 */
public record ClassifierSettings(
    PoseForm form,
    int width,
    double dropout,
    int steps,
    int batch,
    double learningRate,
    double heldOut,
    long seed) {

  public ClassifierSettings {
    if (steps < 1 || batch < 2 || batch % 2 != 0 || !(learningRate > 0)) {
      throw new IllegalArgumentException(
          "steps >= 1, an even batch and learningRate > 0 expected, got steps %d, batch %d, learningRate %s"
              .formatted(steps, batch, learningRate));
    }
    if (!(heldOut > 0 && heldOut < 1)) {
      throw new IllegalArgumentException("0 < heldOut < 1 expected, got " + heldOut);
    }
  }
}
