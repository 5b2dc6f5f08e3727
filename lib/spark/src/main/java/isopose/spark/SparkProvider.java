package isopose.spark;

import isopose.io.BadInput;
import isopose.run.queue.Cluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Connects to a Spark cluster as the driver of a new application. */
public final class SparkProvider implements Cluster.Provider {
  private static final String STANDALONE = "spark://";
  private static final Pattern ADDRESS =
      Pattern.compile("spark://.+|local(\\[.+])?|local-cluster\\[.+]|yarn|k8s://.+");
  private static final int TIMEOUT_MILLIS = 5_000;

  @Override
  public Cluster connect(String master) {
    SparkConf given = new SparkConf(); // what spark-submit was told
    String address = master != null ? master : given.get("spark.master", null);
    if (address == null) {
      throw new BadInput("--engine spark: expected --master URL, such as spark://HOST:7077");
    }
    requireReachable(address);
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(address)
            .appName(given.get("spark.app.name", "isopose"))
            .config("spark.executorEnv.OMP_NUM_THREADS", "1");
    if (!given.contains("spark.log.level")) {
      builder.config("spark.log.level", "ERROR");
    }
    try {
      return new SparkCluster(builder.getOrCreate());
    } catch (Exception e) { // Scala does not declare what it throws
      throw new BadInput(
          "--master %s: no application can be started there (%s)"
              .formatted(address, SparkFaults.firstLine(e)),
          e);
    }
  }

  /** Spark itself gives up after a minute, and tells it in its log. */
  private static void requireReachable(String address) {
    if (!ADDRESS.matcher(address).matches()) {
      throw new BadInput(
          "--master %s: expected spark://HOST:PORT, local[N], yarn or k8s://URL"
              .formatted(address));
    }
    if (!address.startsWith(STANDALONE)) {
      return;
    }
    String tried = "";
    for (String one : address.substring(STANDALONE.length()).split(",", -1)) {
      int colon = one.lastIndexOf(':');
      try (Socket socket = new Socket()) {
        int port = Integer.parseInt(one.substring(colon + 1));
        socket.connect(
            new InetSocketAddress(one.substring(0, Math.max(0, colon)), port), TIMEOUT_MILLIS);
        return;
      } catch (IOException | IllegalArgumentException e) {
        tried = e.getMessage();
      }
    }
    throw new BadInput(
        "--master %s: no master answers there (%s); expected spark://HOST:PORT of a running master"
            .formatted(address, tried));
  }
}
