/**
 * Statistics of the whole library: one quantile rule ({@link isopose.stats.Quantiles}), one
 * bootstrap ({@link isopose.stats.Bootstrap}) with its p-values, one correction for many
 * comparisons ({@link isopose.stats.Holm}), and the source of random numbers ({@link
 * isopose.stats.Seeds}).
 *
 * <p>Three generators are in use, each for one purpose:
 *
 * <ul>
 *   <li>{@link java.util.SplittableRandom}, by {@link isopose.stats.Seeds}: initial weights, order
 *       of samples, flips, random views, hold-outs and the bootstrap;
 *   <li>the engine's own (libtorch): dropout masks, seeded by {@link isopose.stats.Seeds};
 *   <li>{@link java.util.Random}, whose algorithm the Java specification fixes: what defines data,
 *       namely cameras, body shapes, split of a scenario and Gaussian noise on the input.
 * </ul>
 */
package isopose.stats;
