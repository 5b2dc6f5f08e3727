package isopose.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Parameter counts by hand, from Sec. 3.3. */
class ParameterCountTest {
  private static final long W = 1024;
  private static final long LINEAR = W * W + W;
  private static final long NORM = 2 * W;

  @Test
  void thePapersNetworksHaveTheCountsInTheirJavadoc() {
    long block = 2 * (LINEAR + NORM);
    long input = 34 * W + W;
    long extractor = input + 3 * block;
    long head = block + W * 51 + 51;
    long discriminator = input + 3 * 2 * LINEAR + W + 1;
    assertEquals(6_345_728, extractor);
    assertEquals(2_155_571, head);
    assertEquals(10_656_870, extractor + 2 * head);
    assertEquals(6_334_465, discriminator);

    try (Session session = Session.cpu();
        Weights weights = Weights.draw(session, Networks.of(NetworkShape.paper()), 0)) {
      assertEquals(extractor, count(weights, n -> n.startsWith(Lifter.EXTRACTOR)));
      assertEquals(head, count(weights, n -> n.startsWith(Lifter.FSL_HEAD)));
      assertEquals(head, count(weights, n -> n.startsWith(Lifter.SSL_HEAD)));
      assertEquals(discriminator, count(weights, n -> n.startsWith(Discriminator.PREFIX)));
    }
  }

  @Test
  void sharedBlocksMoveBetweenExtractorAndHeads() {
    try (Session session = Session.cpu()) {
      for (int shared = 0; shared <= 4; shared++) {
        NetworkShape shape = new NetworkShape(17, 8, 0, 4, shared);
        try (Weights weights = Weights.draw(session, Networks.of(shape), 0)) {
          int blocks = shared;
          assertEquals(
              blocks * 2 * (8 * 8 + 8 + 16) + 34 * 8 + 8,
              count(weights, n -> n.startsWith(Lifter.EXTRACTOR)));
          assertEquals(
              (4 - blocks) * 2 * (8 * 8 + 8 + 16) + 8 * 51 + 51,
              count(weights, n -> n.startsWith(Lifter.SSL_HEAD)));
        }
      }
    }
  }

  private static long count(Weights weights, Predicate<String> wanted) {
    return weights.count(weights.trained(wanted));
  }
}
