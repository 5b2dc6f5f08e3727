package isopose.paper;

import com.google.gson.Gson;
import isopose.study.Experiment.Analysis;
import isopose.study.Summary;
import isopose.study.Summary.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A number that the paper (Zhang, Nie, Feng, 2020) prints, to stand beside ours; and a few that its
 * comparators' own authors published.
 *
 * @param where the table, figure or section; for a comparator's own numbers its name
 * @param protocol on which data and how it was measured
 * @param row the table's row, as printed
 * @param metric pck, auc, mpjpe, pa_mpjpe (per cent and millimetres), seconds, ratio, percent or
 *     speedup
 * @param value the number
 */
public record Published(String where, String protocol, String row, String metric, double value) {

  /** All of them, in the paper's order; the comparators' own come last. */
  public static List<Published> all() {
    try (InputStream in = Published.class.getResourceAsStream("published.json");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return List.of(new Gson().fromJson(reader, Published[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One of them, e.g. {@code value("table 3", "Online-Cyc", "pck")}.
   *
   * @throws IllegalArgumentException if the paper prints no such number
   */
  public static double value(String where, String row, String metric) {
    return find(where, row, metric)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the paper prints no %s of '%s' in %s".formatted(metric, row, where)));
  }

  /** One of them, if the paper prints it. */
  public static OptionalDouble find(String where, String row, String metric) {
    return all().stream()
        .filter(p -> p.where.equals(where) && p.row.equals(row) && p.metric.equals(metric))
        .mapToDouble(Published::value)
        .findAny();
  }

  /**
   * The numbers of a table beside the rows of its methods, under their own names; beside a
   * difference of two methods stands the difference of their numbers.
   */
  static Summary.PaperNumbers in(String where) {
    return row -> in(where, row.method(), row.metric());
  }

  private static OptionalDouble in(String where, String method, String metric) {
    String[] methods = method.split(" - ", 2);
    OptionalDouble first = find(where, methods[0], metric);
    if (methods.length == 1 || first.isEmpty()) {
      return first;
    }
    OptionalDouble second = find(where, methods[1], metric);
    return second.isEmpty()
        ? second
        : OptionalDouble.of(first.getAsDouble() - second.getAsDouble());
  }

  /**
   * Rows of methods that the paper quotes from their own papers and that have no runs here.
   *
   * @param where the table that prints them
   */
  static Analysis quoted(String where, List<String> methods, List<String> metrics) {
    return (study, result) -> {
      for (String method : methods) {
        for (String metric : metrics) {
          result
              .summary()
              .add(
                  Row.of(method, metric, new double[0], List.of())
                      .in("printed in the paper, not run here")
                      .paper(find(where, method, metric).orElse(Double.NaN)));
        }
      }
    };
  }
}
