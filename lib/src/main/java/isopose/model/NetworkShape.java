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
    Ranges.require("joints", joints, 2, 100);
    Ranges.require("width", width, 1, 4096);
    Ranges.requireBelow("dropout", dropout, 0, 1);
    Ranges.require("blocks", blocks, 1, 64);
    Ranges.require("sharedBlocks", sharedBlocks, 0, blocks);
    // about 5 GB for the weights of lifter and discriminator, their copy and Adam's two moments
    Ranges.require("blocks x width x width", (long) blocks * width * width, 1, 1 << 26);
  }

  /** Sec. 3.3 for 17 joints. */
  public static NetworkShape paper() {
    return new NetworkShape(17, 1024, 0.5, 4, 3);
  }
}
