package isopose.analysis;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import smile.manifold.TSNE;
import smile.math.MathEx;

/**
 * t-SNE (van der Maaten and Hinton, 2008) by Smile: a map of many-dimensional points on a plane
 * that keeps neighbours together. Distances between groups and their sizes mean little on it.
 *
 * <p>The only class that touches Smile, which is LGPL and stays a jar of its own.
 *
 * @param perplexity about how many neighbours each point minds
 * @param iterations of gradient descent; 1,000 is usual
 * @param seed of the initial positions; the same seed gives the same map, on any number of cores
 */
public record Tsne(double perplexity, int iterations, long seed) {
  /** By how much Smile multiplies the affinities in its first 250 iterations. */
  private static final double EXAGGERATION = 12;

  /** Smile adds in the order of its threads: their number is part of the result. */
  private static final int THREADS = 2;

  public Tsne {
    if (!(perplexity > 1) || iterations < 1) {
      throw new IllegalArgumentException(
          "perplexity > 1 and iterations >= 1 expected, got " + perplexity + " and " + iterations);
    }
  }

  /**
   * Lays points out on a plane.
   *
   * @param points (N, D), more than three times the perplexity of them
   * @return (N, 2), its mean at the origin; the unit means nothing
   */
  public double[][] embed(double[][] points) {
    if (points.length <= 3 * perplexity) {
      throw new IllegalArgumentException(
          "%d points are too few for a perplexity of %s".formatted(points.length, perplexity));
    }
    // Smile takes a square matrix for distances, so distances are what it always gets
    double[][] squaredDistances = squaredDistances(points);
    ForkJoinPool pool = new ForkJoinPool(THREADS);
    try {
      return pool.submit(() -> embedDistances(squaredDistances)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("t-SNE was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("t-SNE failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Smile's random numbers belong to the thread that asks for them. */
  private double[][] embedDistances(double[][] squaredDistances) {
    MathEx.setSeed(seed);
    // Belkina et al., 2019: a rate of N / exaggeration settles; a fixed one shakes few points apart
    double rate = squaredDistances.length / EXAGGERATION;
    return new TSNE(squaredDistances, 2, perplexity, rate, iterations).coordinates;
  }

  private static double[][] squaredDistances(double[][] points) {
    double[][] distances = new double[points.length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        distances[i][j] = Neighbours.squaredDistance(points[i], points[j]);
        distances[j][i] = distances[i][j];
      }
    }
    return distances;
  }
}
