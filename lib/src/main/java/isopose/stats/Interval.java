package isopose.stats;

/**
 * A statistic with its 95 % percentile interval and the test of whether it is zero.
 *
 * @param value of the statistic on all seeds and samples
 * @param low the 2.5 % quantile over the draws
 * @param high the 97.5 % quantile over the draws
 * @param p the two-sided bootstrap p-value of the hypothesis that the statistic is zero; not
 *     corrected for other tests, see {@link Holm}
 */
public record Interval(double value, double low, double high, double p) {}
