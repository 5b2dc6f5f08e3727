package isopose.study;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.io.BadInput;
import isopose.metrics.Metric;
import isopose.run.RunSpec;
import isopose.run.store.Results;
import isopose.stats.Bootstrap;
import isopose.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Two runs, a and b: the settings in which they differ, and their scores on the samples that both
 * have. Differences are b - a, with 95 % intervals of a paired bootstrap over clips.
 *
 * @param a the name of the first run
 * @param b the name of the second run
 * @param settings name, a, b; one row for each setting that differs
 * @param scores one row for each score
 * @param byMotion MPJPE in millimetres, one row for each kind of motion
 * @param byJoint PCK in per cent, one row for each kind of joint, left and right together
 * @param samples one row for each common sample, from the largest improvement of b over a in MPJPE
 *     to the largest deterioration; {@code sample_a} and {@code sample_b} are its indices in the
 *     two streams
 */
public record RunComparison(
    String a,
    String b,
    Table settings,
    Table scores,
    Table byMotion,
    Table byJoint,
    Table samples) {
  private static final int BOOTSTRAP_SEED = 0;

  /**
   * Compares two adaptations or predictions.
   *
   * @throws BadInput if there is no run of such a name, if one has no scores because the truth of
   *     its stream is unknown, or if they have no sample in common
   */
  public static RunComparison of(Results results, String a, String b) {
    Table settings = differing(record(results, a), record(results, b));
    Table samples = results.sql(COMMON.formatted(Results.literal(a), Results.literal(b)));
    for (String column : List.of("mpjpe_a", "mpjpe_b")) {
      if (samples.rowCount() > 0 && samples.column(column).countMissing() > 0) {
        throw new BadInput(
            "%s: has no scores, because the truth of its stream is unknown; there is nothing to compare"
                .formatted(column.endsWith("a") ? a : b));
      }
    }
    if (samples.isEmpty()) {
      for (String run : List.of(a, b)) {
        requireSamples(results, run);
      }
      throw new BadInput(
          "%s and %s: have no sample in common (clip, view and frame); compare runs of one stream"
              .formatted(a, b));
    }
    return new RunComparison(
        a, b, settings, scores(samples), byMotion(samples), byJoint(samples), samples);
  }

  private static void requireSamples(Results results, String run) {
    String name = Results.literal(run);
    if (results.sql("select run from observations where run = %s limit 1".formatted(name)).isEmpty()
        && !results.sql("select run from clips where run = %s limit 1".formatted(name)).isEmpty()) {
      throw new BadInput(
          "%s: is published as means over clips; sql(\"select ... from clips\") compares these"
              .formatted(run));
    }
  }

  /** Pairs samples by frame; a stream that repeats a frame is paired in its order. */
  private static final String COMMON =
      """
      with numbered as (select *, row_number() over (
              partition by run, clip, segment, view, frame order by sample) as nth
          from observations where run in (%1$s, %2$s))
      select a.sample as sample_a, b.sample as sample_b, a.clip, a.view, a.frame, a.action,
          columns(a.* exclude (run, seed, method, stream, sample, subject, clip, segment, view,
              frame, action, part, protocol, nth)) as '\\0_a',
          columns(b.* exclude (run, seed, method, stream, sample, subject, clip, segment, view,
              frame, action, part, protocol, nth)) as '\\0_b'
      from (from numbered where run = %1$s) a join (from numbered where run = %2$s) b
          on a.nth = b.nth and a.clip is not distinct from b.clip
          and a.segment is not distinct from b.segment and a.view is not distinct from b.view
          and a.frame is not distinct from b.frame
      order by a.mpjpe - b.mpjpe desc, a.sample""";

  private static JsonObject record(Results results, String run) {
    Table found =
        results.sql(
            "select record from runs where kind = 'adaptation' and run = %s"
                .formatted(Results.literal(run)));
    if (found.isEmpty()) {
      throw new BadInput(
          "%s: there is no adaptation of this name; runs(\"online\") lists names".formatted(run));
    }
    return JsonParser.parseString(found.stringColumn("record").get(0)).getAsJsonObject();
  }

  private static Table differing(JsonObject a, JsonObject b) {
    Map<String, String> ofA = settings(a);
    Map<String, String> ofB = settings(b);
    Map<String, String> names = new TreeMap<>(ofA);
    names.putAll(ofB);
    names.keySet().removeIf(name -> ofA.getOrDefault(name, "").equals(ofB.getOrDefault(name, "")));
    return Table.create(
        "settings",
        StringColumn.create("setting", names.keySet()),
        StringColumn.create("a", names.keySet().stream().map(name -> ofA.getOrDefault(name, ""))),
        StringColumn.create("b", names.keySet().stream().map(name -> ofB.getOrDefault(name, ""))));
  }

  private static Map<String, String> settings(JsonObject record) {
    Map<String, String> settings = new TreeMap<>();
    collect("", record.get("configuration"), settings);
    collect("adapt", record.get("settings"), settings);
    for (String name : List.of("method", "trained", "checkpoint_sha256", "stream")) {
      collect(name, record.get(name), settings);
    }
    return settings;
  }

  private static void collect(String name, JsonElement value, Map<String, String> settings) {
    if (value instanceof JsonObject group) {
      String prefix = name.isEmpty() ? "" : name + ".";
      group.asMap().forEach((key, inner) -> collect(prefix + key, inner, settings));
    } else if (value != null) {
      settings.put(
          RunSpec.presentName(name),
          value.isJsonPrimitive() ? value.getAsString() : value.toString());
    }
  }

  private static Table scores(Table samples) {
    Rows rows = new Rows("scores", "score", samples);
    for (Metric metric : Metric.ALL) {
      rows.add(metric.label().title(), metric.column(), samples);
    }
    return rows.table;
  }

  private static Table byMotion(Table samples) {
    Rows rows = new Rows("MPJPE by motion", "motion", samples);
    StringColumn actions = samples.stringColumn("action");
    actions.unique().asList().stream()
        .sorted()
        .forEach(action -> rows.add(action, "mpjpe", samples.where(actions.isEqualTo(action))));
    return rows.table;
  }

  private static Table byJoint(Table samples) {
    Rows rows = new Rows("PCK by joint", "joint", samples);
    for (String column : samples.columnNames()) {
      String name = column.replaceAll("_a$", "");
      if (name.startsWith("pck_") && samples.containsColumn(name + "_b")) {
        rows.add(name.substring("pck_".length()), name, samples);
      }
    }
    return rows.table;
  }

  /** Rows of a score of both runs. */
  private static final class Rows {
    private final Table table;

    Rows(String title, String what, Table samples) {
      table =
          Table.create(
              "%s, %,d common samples".formatted(title, samples.rowCount()),
              StringColumn.create(what),
              IntColumn.create("samples"),
              DoubleColumn.create("a"),
              DoubleColumn.create("b"),
              DoubleColumn.create("b - a"),
              StringColumn.create("95 % interval"));
    }

    void add(String name, String column, Table samples) {
      if (samples.column(column + "_a").countMissing() > 0) {
        return; // a joint that the stream's protocol does not count
      }
      double[] a = samples.doubleColumn(column + "_a").asDoubleArray();
      double[] b = samples.doubleColumn(column + "_b").asDoubleArray();
      double[] difference = IntStream.range(0, a.length).mapToDouble(i -> b[i] - a[i]).toArray();
      List<String> clips = samples.stringColumn("clip").asList();
      Interval interval = Bootstrap.ofMean(List.of(difference), clips, BOOTSTRAP_SEED);
      table.stringColumn(0).append(name);
      table.intColumn(1).append(a.length);
      table.doubleColumn(2).append(samples.doubleColumn(column + "_a").mean());
      table.doubleColumn(3).append(samples.doubleColumn(column + "_b").mean());
      table.doubleColumn(4).append(interval.value());
      table.stringColumn(5).append("[%+.1f, %+.1f]".formatted(interval.low(), interval.high()));
    }
  }
}
