package isopose.notebook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An exercise of a notebook: what an answer must do, as checks that each have a hint. Immutable.
 *
 * <pre>{@code
 * Exercise.<DoubleUnaryOperator>named("The square")
 *     .expect("the square of 0 is 0", f -> f.applyAsDouble(0) == 0)
 *     .expect("signs: what about -3?", f -> f.applyAsDouble(-3) == 9)
 *     .check(x -> yours())
 * }</pre>
 *
 * <p>An incomplete cell is open, not wrong: it contains {@link Notebook#yours}, and the notebook
 * still runs to its end.
 *
 * @param <A> an answer, most often a function
 */
public final class Exercise<A> {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Something that is true of every right answer. */
  @FunctionalInterface
  public interface Check<A> {
    /** Whether it is true of this one. Whatever it throws counts as false. */
    boolean holds(A answer) throws Exception;
  }

  private record Expectation<A>(String hint, Check<A> check) {}

  private static final class Unfinished extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unfinished() {
      super("this part is yours to complete");
    }
  }

  private final String name;
  private final Duration limit;
  private final List<Expectation<A>> expectations;

  private Exercise(String name, Duration limit, List<Expectation<A>> expectations) {
    this.name = name;
    this.limit = limit;
    this.expectations = List.copyOf(expectations);
  }

  /** An exercise without checks yet. */
  public static <A> Exercise<A> named(String name) {
    return new Exercise<>(name, LIMIT, List.of());
  }

  /**
   * Adds a check. They are made in this order, and only the first that fails is reported.
   *
   * @param hint what to think about if it fails; it must not give the answer away
   */
  public Exercise<A> expect(String hint, Check<A> check) {
    List<Expectation<A>> more = new ArrayList<>(expectations);
    more.add(new Expectation<>(hint, check));
    return new Exercise<>(name, limit, more);
  }

  /** The same with another time limit for each check. */
  Exercise<A> within(Duration other) {
    return new Exercise<>(name, other, expectations);
  }

  /** Behind {@link Notebook#yours}. */
  @SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"}) // so it fits anywhere
  static <T> T yours() {
    throw new Unfinished();
  }

  /** Behind {@link Notebook#withAnswer}. */
  static Object withAnswer(Callable<?> use) {
    try {
      return use.call();
    } catch (Exception e) {
      return isUnfinished(e)
          ? "The exercise is open; once it is complete, this cell uses your answer."
          : "This cell uses your answer, which does not work here yet: " + describe(e);
    }
  }

  /** Checks an answer; null is a missing one. Never throws. */
  public ExerciseResult check(A answer) {
    if (answer == null) {
      return new ExerciseResult(name, ExerciseResult.State.OPEN, "");
    }
    for (int i = 0; i < expectations.size(); i++) {
      ExerciseResult failure = failure(expectations.get(i), answer, i);
      if (failure != null) {
        return failure;
      }
    }
    return new ExerciseResult(
        name, ExerciseResult.State.RIGHT, "all " + expectations.size() + " checks hold");
  }

  /** What is wrong, or null if the check holds. */
  private ExerciseResult failure(Expectation<A> expected, A answer, int held) {
    String what;
    try {
      if (limited(() -> expected.check().holds(answer))) {
        return null;
      }
      what = "";
    } catch (TimeoutException e) {
      what = "It does not come to an end. Its loop goes on until the kernel is restarted. ";
    } catch (ExecutionException e) {
      if (isUnfinished(e)) {
        return new ExerciseResult(name, ExerciseResult.State.OPEN, "");
      }
      what = outcome(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      what = "Interrupted. ";
    }
    String progress = " (" + held + " of " + expectations.size() + " checks hold)";
    return new ExerciseResult(name, ExerciseResult.State.WRONG, what + expected.hint() + progress);
  }

  /** In a separate thread, so that an endless loop in an answer cannot block the kernel. */
  private boolean limited(Callable<Boolean> check)
      throws InterruptedException, ExecutionException, TimeoutException {
    FutureTask<Boolean> task = new FutureTask<>(check);
    Thread thread = new Thread(task, "exercise");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      task.cancel(true);
    }
  }

  private static boolean isUnfinished(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof Unfinished) {
        return true;
      }
    }
    return false;
  }

  /** What an answer does: an exception of the check that reads its value is about the value. */
  private static String outcome(Throwable failure) {
    boolean isOfCheck =
        Arrays.stream(failure.getStackTrace())
            .map(StackTraceElement::getClassName)
            .filter(name -> !name.startsWith("java."))
            .findFirst()
            .filter(name -> name.startsWith("isopose."))
            .isPresent();
    if (isOfCheck && failure instanceof NullPointerException) {
      return "It returns null. ";
    }
    if (isOfCheck && failure instanceof IndexOutOfBoundsException) {
      return "It returns too few values. ";
    }
    return "It throws " + describe(failure) + ". ";
  }

  private static String describe(Throwable failure) {
    String message = failure instanceof Exception ? failure.getMessage() : null;
    String kind = failure.getClass().getSimpleName();
    return message == null ? kind : kind + " (" + message + ")";
  }
}
