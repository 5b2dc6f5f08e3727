package isopose.study;

import isopose.metrics.Metric;

/** The methods that Sec. 4.2 of the paper compares, and the body estimated from the stream. */
public enum Method {
  /** Trained by L_f alone, not adapted. */
  BASELINE("Baseline"),
  /** Trained by both losses, not adapted. */
  JOINT("Joint"),
  /** Joint, adapted to each sample from the trained weights. */
  VANILLA("Vanilla"),
  /** Joint, adapted along the stream. */
  ONLINE("Online"),
  /**
   * A lifter that is given the person's body, estimated from all frames of the person so far; no
   * weight changes. Not in the paper.
   */
  BODY("Body");

  private final String label;

  Method(String label) {
    this.label = label;
  }

  /** The paper's name for it. */
  public String label() {
    return label;
  }

  /** Whether it changes weights at run time. */
  boolean adapts() {
    return this == VANILLA || this == ONLINE;
  }

  /** Whether its runs can have a metric. */
  boolean has(Metric metric) {
    return metric.equals(Metric.SSL_HEAD)
        ? this == JOINT
        : metric.source() != Metric.Source.ADAPTATION || adapts();
  }
}
