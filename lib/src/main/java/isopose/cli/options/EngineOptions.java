package isopose.cli.options;

import isopose.io.BadInput;
import isopose.run.queue.Cluster;
import picocli.CommandLine.Option;

/** Where is computed: on this machine, or on a cluster. */
public final class EngineOptions {
  enum Kind {
    LOCAL,
    SPARK
  }

  @Option(
      names = "--engine",
      defaultValue = "local",
      description =
          "local (default) or spark: a cluster of Apache Spark, which 'lib/spark/submit' connects with; its machines must see the folders of --runs and --data at the same paths.")
  private Kind kind;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Address of the cluster, such as spark://HOST:7077 (default: spark-submit's).")
  private String master;

  /** Whether a cluster computes. */
  public boolean isCluster() {
    if (kind == Kind.LOCAL && master != null) {
      throw new BadInput("--master " + master + ": is for --engine spark");
    }
    return kind == Kind.SPARK;
  }

  public Cluster connect() {
    return Cluster.connect(master);
  }
}
