package isopose.bench;

import isopose.io.Progress;
import isopose.model.Session;
import isopose.stats.Quantiles;
import isopose.study.Result;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Times steps, in turn with a peer where there is one, so that a busy moment meets both. */
public final class Bench {
  private static final String PRECISION = "float32";

  private final Session session;
  private final Workload work;
  private final List<Step> steps;

  /** For these steps of one workload. */
  public Bench(Session session, Workload work, List<Step> steps) {
    this.session = session;
    this.work = work;
    this.steps = List.copyOf(steps);
  }

  /**
   * Runs all steps this many times.
   *
   * @param peer null for none
   * @return medians over the rounds
   */
  public List<Result> run(int rounds, Peer peer, Progress progress) {
    Map<Step, List<Double>> own = new EnumMap<>(Step.class);
    Map<Step, List<Double>> others = new EnumMap<>(Step.class);
    int parts = rounds * (steps.size() + (peer == null ? 0 : 1));
    int done = 0;
    for (int round = 0; round < rounds; round++) {
      for (Step step : steps) {
        progress.update(done++, parts, step.label());
        add(own, step, step.time(session, work));
      }
      if (peer != null) {
        progress.update(done++, parts, "peer");
        Map<String, Double> times = peer.time();
        for (Step step : steps) {
          if (times.containsKey(step.label())) {
            add(others, step, times.get(step.label()));
          }
        }
      }
    }
    progress.update(done, parts, "done");
    return steps.stream().map(step -> result(step, own.get(step), others.get(step))).toList();
  }

  private static void add(Map<Step, List<Double>> times, Step step, double milliseconds) {
    times.computeIfAbsent(step, s -> new ArrayList<>()).add(milliseconds);
  }

  private Result result(Step step, List<Double> own, List<Double> others) {
    double ms = median(own);
    Double peerMs = others == null ? null : (Double) median(others);
    return new Result(
        step.label(),
        ms,
        session.threads(),
        PRECISION,
        peerMs,
        peerMs == null ? null : (Double) (ms / peerMs));
  }

  private static double median(List<Double> values) {
    return Quantiles.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * One line of the result.
   *
   * @param name the step
   * @param ms median milliseconds a step (a sample, a batch)
   * @param threads cores that it may use
   * @param precision of the matrix products
   * @param peerMs the peer's milliseconds; null without a peer
   * @param ratio ours to the peer's; null without a peer
   */
  public record Result(
      String name, double ms, int threads, String precision, Double peerMs, Double ratio) {}
}
