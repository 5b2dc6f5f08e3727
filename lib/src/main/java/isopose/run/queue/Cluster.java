package isopose.run.queue;

import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.run.TrainedModel;
import java.util.ServiceLoader;

/**
 * A cluster that completes runs and lifts archives. The library has none: a module that depends on
 * the cluster's software provides it.
 */
public interface Cluster extends Engine {
  /**
   * Lifts the streams of an archive that the output does not have yet, each by one task.
   *
   * @throws BadInput if the input is not in the form of an archive, the output has other results,
   *     or streams failed, after all others were lifted
   */
  Archive.Report lift(TrainedModel model, Archive archive, Progress progress);

  /** Connects to a cluster; registered as a service. */
  interface Provider {
    /**
     * The cluster of this address.
     *
     * @param master the address; null for the one that the process was started with
     * @throws BadInput if there is none
     */
    Cluster connect(String master);
  }

  /**
   * The cluster of this address, by the provider on the class path.
   *
   * @throws BadInput if there is no provider
   */
  static Cluster connect(String master) {
    return ServiceLoader.load(Provider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "--engine spark: isopose-spark.jar is not on the class path; build it by './mvnw -Pspark package' and start by 'lib/spark/submit --master URL -- COMMAND' (lib/cluster.md)"))
        .connect(master);
  }
}
