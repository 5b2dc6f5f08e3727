package isopose.model;

/**
 * The sizes of the networks (Sec. 3.3).
 *
 * @param joints J
 * @param width features of every hidden layer; the paper: 1,024
 * @param dropout probability; the paper: 0.5
 * @param blocks residual blocks between input and output of either head; the paper: 4
 * @param sharedBlocks how many of them the two heads share (kappa); the paper: 3
 * @param depthOnly whether the SSL head predicts depth alone, and x and y lie on the input's lines
 *     of sight: an addition to the paper, which has false
 * @param backbone the name of what the lifter is made of; the paper: "residual"
 */
public record NetworkShape(
    int joints,
    int width,
    double dropout,
    int blocks,
    int sharedBlocks,
    boolean depthOnly,
    String backbone) {

  /** With the paper's backbone, and an SSL head as in the paper, which predicts x, y and z. */
  public NetworkShape(int joints, int width, double dropout, int blocks, int sharedBlocks) {
    this(joints, width, dropout, blocks, sharedBlocks, false);
  }

  /** With the paper's backbone. */
  public NetworkShape(
      int joints, int width, double dropout, int blocks, int sharedBlocks, boolean depthOnly) {
    this(joints, width, dropout, blocks, sharedBlocks, depthOnly, "residual");
  }

  public NetworkShape {
    if (joints < 2 || width < 1 || blocks < 1 || dropout < 0 || dropout >= 1) {
      throw new IllegalArgumentException(
          "joints >= 2, width >= 1, blocks >= 1 and 0 <= dropout < 1 expected: got joints %d, width %d, blocks %d, dropout %s"
              .formatted(joints, width, blocks, dropout));
    }
    if (sharedBlocks < 0 || sharedBlocks > blocks) {
      throw new IllegalArgumentException(
          "sharedBlocks must lie between 0 and blocks (" + blocks + "), got " + sharedBlocks);
    }
  }

  /** Sec. 3.3 for 17 joints. */
  public static NetworkShape paper() {
    return new NetworkShape(17, 1024, 0.5, 4, 3);
  }
}
