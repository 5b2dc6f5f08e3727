package isopose.comparator.repnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import isopose.model.Backbone;
import isopose.model.Lifter;
import isopose.model.NetworkShape;
import isopose.model.layers.LinearLayer;
import isopose.model.layers.Network;
import isopose.model.layers.Parameters;
import isopose.model.layers.Pass;
import isopose.model.layers.Sequence;
import java.util.List;

/**
 * RepNet's generator as a backbone: a linear layer and one residual block, shared; from there a
 * pose network (two residual blocks) and a camera network (two more), as in its published code,
 * which shares the first block where the paper shares nothing.
 *
 * <p>The pose network answers in the frame of a template person ({@link Template}), the camera
 * network with the weak perspective K (2, 3) that projects this pose onto the input. A head gives
 * what the protocols compare: the pose turned into the camera's frame, by the rotation that K's
 * rows become when they are made orthonormal.
 *
 * <p>{@link NetworkShape#width} is the width of every hidden layer (1,000 in its code); blocks and
 * dropout have no meaning here.
 */
public record RepNet() implements Backbone {

  @Override
  public Network extractor(NetworkShape shape) {
    int width = shape.width();
    return new Sequence(
        List.of(
            layer(Lifter.EXTRACTOR + "input", 2 * shape.joints(), width),
            new LeakyBlock(Lifter.EXTRACTOR + "block1", width)));
  }

  @Override
  public Head head(String prefix, NetworkShape shape) {
    int width = shape.width();
    Network pose =
        new Sequence(
            List.of(
                new LeakyBlock(prefix + "pose.block1", width),
                new LeakyBlock(prefix + "pose.block2", width),
                layer(prefix + "pose.hidden", width, width),
                new LinearLayer(prefix + "pose.output", width, 3 * shape.joints())));
    Network camera =
        new Sequence(
            List.of(
                new LeakyBlock(prefix + "camera.block1", width),
                new LeakyBlock(prefix + "camera.block2", width),
                new LinearLayer(prefix + "camera.output", width, 6)));
    return new Head(shape.joints(), pose, camera);
  }

  private static Network layer(String name, int in, int out) {
    return new LeakyBlock.Layer(new LinearLayer(name, in, out));
  }

  /**
   * Pose network and camera network on shared features (N, width).
   *
   * @param joints J
   * @param poseNetwork to (N, 3J)
   * @param cameraNetwork to (N, 6)
   */
  public record Head(int joints, Network poseNetwork, Network cameraNetwork) implements Network {

    /** The pose in the template's frame, (N, J, 3), with the root at the origin. */
    public NDArray pose(Parameters parameters, NDArray features, Pass pass) {
      NDArray pose =
          poseNetwork.forward(parameters, features, pass).reshape(new Shape(-1, joints, 3));
      return pose.sub(pose.get(":,0:1,:"));
    }

    /** The weak perspective K, (N, 2, 3). */
    public NDArray camera(Parameters parameters, NDArray features, Pass pass) {
      return cameraNetwork.forward(parameters, features, pass).reshape(new Shape(-1, 2, 3));
    }

    /** The pose in the camera's frame, (N, 3J), in the template's unit. */
    @Override
    public NDArray forward(Parameters parameters, NDArray features, Pass pass) {
      NDArray rotation = WeakPerspective.rotation(camera(parameters, features, pass));
      return pose(parameters, features, pass)
          .matMul(rotation.transpose(0, 2, 1))
          .reshape(new Shape(-1, 3L * joints));
    }

    @Override
    public void declare(Declarations declare) {
      poseNetwork.declare(declare);
      cameraNetwork.declare(declare);
    }
  }
}
