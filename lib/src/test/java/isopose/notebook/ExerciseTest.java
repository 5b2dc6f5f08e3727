package isopose.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.notebook.ExerciseResult.State;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExerciseTest {
  private final Exercise<DoubleUnaryOperator> square =
      Exercise.<DoubleUnaryOperator>named("The square")
          .expect("the square of 0 is 0", f -> f.applyAsDouble(0) == 0)
          .expect("what about <negative> numbers?", f -> f.applyAsDouble(-3) == 9);

  @Test
  void aRightAnswerIsRight() {
    ExerciseResult outcome = square.check(x -> x * x);
    assertTrue(outcome.isRight());
    assertEquals("\u2713 The square: right: all 2 checks hold", outcome.toString());
  }

  @Test
  void aWrongAnswerHearsTheFirstHintThatHelps() {
    ExerciseResult outcome = square.check(x -> 3 * x);
    assertEquals(State.WRONG, outcome.state());
    assertEquals("what about <negative> numbers? (1 of 2 checks hold)", outcome.message());
  }

  @Test
  void anAnswerThatIsNotThereIsOpenAndNotWrong() {
    assertEquals(State.OPEN, square.check(null).state());
    assertEquals(State.OPEN, square.check(x -> Notebook.yours()).state());
    assertEquals(State.OPEN, square.check(x -> x == 0 ? 0 : Notebook.<Double>yours()).state());
  }

  /** It goes on after a wrong answer, too: the rest of the notebook can be run. */
  @Test
  void aCellThatUsesAnAnswerWaitsForItAndSaysWhatIsWrong() {
    assertEquals(9.0, Notebook.withAnswer(() -> 9.0));
    assertTrue(Notebook.withAnswer(() -> Notebook.<Double>yours()).toString().contains("open"));
    String failed =
        Notebook.withAnswer(
                () -> {
                  throw new IllegalStateException("no");
                })
            .toString();
    assertTrue(failed.endsWith("does not work here yet: IllegalStateException (no)"), failed);
  }

  /** An exception of the check is not one of the answer. */
  @Test
  void aValueThatTheCheckCannotReadIsNamed() {
    Exercise<Supplier<double[]>> three =
        Exercise.<Supplier<double[]>>named("Three").expect("the third", f -> f.get()[2] == 3);
    assertEquals(
        "It returns null. the third (0 of 1 checks hold)", three.check(() -> null).message());
    assertEquals(
        "It returns too few values. the third (0 of 1 checks hold)",
        three.check(() -> new double[2]).message());
  }

  @Test
  void whateverAnAnswerThrowsIsSaidAndDoesNotEscape() {
    ExerciseResult outcome =
        square.check(
            x -> {
              throw new IllegalStateException("no");
            });
    assertTrue(
        outcome.message().startsWith("It throws IllegalStateException (no). the square"),
        outcome.message());
    assertTrue(square.check(ExerciseTest::endlessly).message().contains("StackOverflowError"));
  }

  @SuppressWarnings("InfiniteRecursion") // as somebody's answer may be
  private static double endlessly(double x) {
    return endlessly(x + 1) + 1;
  }

  @Test
  void anAnswerWithoutAnEndDoesNotHoldTheKernel() {
    CountDownLatch never = new CountDownLatch(1);
    ExerciseResult outcome =
        square
            .within(Duration.ofMillis(50))
            .check(
                x -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return 0;
                });
    assertTrue(outcome.message().startsWith("It does not come to an end."), outcome.message());
  }

  @Test
  void outsideOfACheckTheUnfinishedPartSaysWhatItIs() {
    RuntimeException open = assertThrows(RuntimeException.class, Notebook::<Object>yours);
    assertEquals("this part is yours to complete", open.getMessage());
  }

  @Test
  void onThePageItIsEscaped() {
    String page = MimeBundle.of(square.check(x -> 3 * x)).data().get(MimeBundle.HTML);
    assertTrue(page.contains("&lt;negative&gt;"), page);
    assertFalse(page.contains("<negative>"), page);
  }
}
