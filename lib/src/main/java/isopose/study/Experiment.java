package isopose.study;

import isopose.metrics.Metric;
import isopose.metrics.Protocol;
import isopose.run.RunSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A table, a figure or a custom experiment as a declaration: axes, methods and metrics. Its runs,
 * table, intervals, charts and caption follow from the declaration.
 *
 * <pre>{@code
 * sweep("lambda").axis("lambda", 0.01, 0.03, 0.1).methods(JOINT, ONLINE).metrics(PCK, MPJPE)
 * byGroup("motions", by("action")).methods(BASELINE, ONLINE).metrics(PCK).delta(ONLINE, BASELINE)
 * }</pre>
 *
 * <p>The calls that describe rows belong to the panel begun last; the first needs no name.
 */
public final class Experiment {

  /** Rows, tables and caption lines that are more than means over observations. */
  @FunctionalInterface
  public interface Analysis {
    /** Adds them; all runs of the experiment are there. */
    void addTo(Study study, ResultBuilder result);
  }

  /** What an analysis adds to. */
  public static final class ResultBuilder {
    private final Summary summary;
    private final List<String> caption = new ArrayList<>();
    private final Map<String, Table> data = new LinkedHashMap<>();

    private ResultBuilder(Summary summary) {
      this.summary = summary;
    }

    /** The rows so far. */
    public Summary summary() {
      return summary;
    }

    /** A line of the caption. */
    public void caption(String line) {
      caption.add(line);
    }

    /** A further table, for a chart. */
    public void data(String name, Table table) {
      data.put(name, table);
    }
  }

  private final String name;
  final List<Panel> panels = new ArrayList<>();
  private final List<Analysis> analyses = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  private final List<String> drawn = new ArrayList<>();
  private final boolean isTable;
  private String about = "";
  private String xTitle = "";
  Summary.PaperNumbers paper = row -> OptionalDouble.empty();

  private Experiment(String name, boolean isTable) {
    this.name = name;
    this.isTable = isTable;
    panels.add(new Panel(""));
  }

  /** A table; it has charts only where an axis has numbers. */
  public static Experiment table(String name) {
    return new Experiment(name, true);
  }

  /** A figure. */
  public static Experiment figure(String name) {
    return new Experiment(name, false);
  }

  /** A setting or several, varied while all others stay as they are. */
  public static Experiment sweep(String name) {
    return new Experiment(name, false);
  }

  /** The methods on parts of the stream. */
  public static Experiment byGroup(String name, Grouping grouping) {
    Experiment experiment = new Experiment(name, false);
    experiment.last().grouping = grouping;
    return experiment;
  }

  private Panel last() {
    return panels.get(panels.size() - 1);
  }

  /** One line for lists and help. */
  public Experiment about(String line) {
    about = line;
    return this;
  }

  /** Begins another panel, whose name is part of its groups'. */
  public Experiment panel(String title) {
    if (last().rows.isEmpty()) {
      panels.remove(last());
    }
    panels.add(new Panel(title));
    return this;
  }

  /** Varies a setting along an axis; see {@link RunSpec#with} for keys. */
  public Experiment axis(String key, Object... values) {
    return axis(Axis.of(key, values));
  }

  /** Varies several settings, as groups or as variants of the methods. */
  public Experiment axis(Axis axis) {
    last().axes.add(axis);
    return this;
  }

  /** The methods that the axes vary. */
  public Experiment methods(Method... methods) {
    Arrays.stream(methods).forEach(method -> row(method.label(), method, Map.of()));
    return this;
  }

  /** A method with its own settings and label. */
  public Experiment row(String label, Method method, Map<String, String> settings) {
    last().rows.add(new Panel.Row(label, method, settings, true));
    return this;
  }

  /** A method that no axis with numbers varies, such as the model before adaptation. */
  public Experiment reference(Method method) {
    return reference(method.label(), method, Map.of());
  }

  /** The same with a label and settings of its own. */
  public Experiment reference(String label, Method method, Map<String, String> settings) {
    last().rows.add(new Panel.Row(label, method, settings, false));
    return this;
  }

  /** The numbers of each method. */
  public Experiment metrics(Metric... metrics) {
    return metrics(Arrays.asList(metrics));
  }

  /** The numbers of each method. */
  public Experiment metrics(List<Metric> metrics) {
    last().metrics.addAll(metrics);
    return this;
  }

  /**
   * The difference between a method and others in the metrics named so far, with a 95 % interval
   * over seeds and clips.
   */
  public Experiment delta(Method method, Method... from) {
    Arrays.stream(from).forEach(other -> last().difference(method, other));
    return this;
  }

  /**
   * The same of rows by their labels, where several rows are of one method.
   *
   * @throws IllegalArgumentException if no row so far has such a label
   */
  public Experiment delta(String label, String... from) {
    Arrays.stream(from).forEach(other -> last().difference(label, other));
    return this;
  }

  /** Scores this panel on the stream, without Vanilla where it saw only a part. */
  public Experiment onStream() {
    last().samples = Panel.Samples.STREAM;
    return this;
  }

  /** Scores all methods of this panel on the evaluation subset of Vanilla. */
  public Experiment onSubset() {
    last().samples = Panel.Samples.SUBSET;
    return this;
  }

  /** The paper's numbers. */
  public Experiment paper(Summary.PaperNumbers numbers) {
    paper = numbers;
    return this;
  }

  /** Further rows, tables and caption lines. */
  public Experiment analysis(Analysis analysis) {
    analyses.add(analysis);
    return this;
  }

  /** A line of the caption. */
  public Experiment note(String line) {
    notes.add(line);
    return this;
  }

  /** The title of the charts' horizontal axis. */
  public Experiment x(String title) {
    xTitle = title;
    return this;
  }

  /** The metrics that are drawn, where they are not the usual ones. */
  public Experiment draws(String... metrics) {
    drawn.addAll(Arrays.asList(metrics));
    return this;
  }

  /** Its name, such as "table 3". */
  public String name() {
    return name;
  }

  /** One line about it. */
  public String about() {
    return about;
  }

  /** Every run that its numbers come from. */
  public List<RunSpec> runs(Study study) {
    Set<RunSpec> runs = new LinkedHashSet<>();
    panels.forEach(panel -> runs.addAll(panel.runs(study)));
    return new ArrayList<>(runs);
  }

  /** The result; runs that are missing are made now. */
  public Result evaluate(Study study) {
    List<RunSpec> runs = runs(study);
    study.load(runs);
    Summary summary = new Summary(name, paper);
    ResultBuilder result = new ResultBuilder(summary);
    panels.forEach(panel -> panel.evaluate(study, summary));
    analyses.forEach(analysis -> analysis.addTo(study, result));
    List<String> caption = caption(study, runs);
    caption.addAll(result.caption);
    ChartPlan plan = new ChartPlan(name, isTable, panels, xTitle, drawn);
    return new Result(name, caption, summary.table(), result.data, plan.charts(summary.table()));
  }

  private List<String> caption(Study study, List<RunSpec> runs) {
    List<String> caption = new ArrayList<>();
    caption.add(
        "%spreset %s, seeds %s"
            .formatted(
                protocol(study, runs),
                study.joint(study.seeds().get(0)).preset(),
                study.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))));
    panels.stream()
        .flatMap(panel -> panel.axes.stream())
        .filter(axis -> axis.role() == Axis.Role.AT)
        .findFirst()
        .ifPresent(axis -> caption.add("at: " + (xTitle.isEmpty() ? axis.title() : xTitle)));
    if (panels.stream().anyMatch(panel -> panel.hasMethod(Method.VANILLA)) && study.subset() > 0) {
      caption.add("Vanilla on %d samples, evenly spaced over the stream".formatted(study.subset()));
    }
    if (study.seeds().size() == 1) {
      caption.add("one seed: the variation between seeds is not known");
    }
    if (panels.stream().anyMatch(Panel::hasDifferences)) {
      caption.add(Summary.INTERVALS);
    }
    caption.addAll(notes);
    List<String> diverged = study.diverged(runs);
    if (!diverged.isEmpty()) {
      caption.add("diverged: " + String.join(", ", diverged));
    }
    return caption;
  }

  private static String protocol(Study study, List<RunSpec> runs) {
    for (RunSpec run : runs.stream().filter(one -> !study.isDiverged(one)).toList()) {
      Table observations = study.meansOrObservations(run);
      if (observations.containsColumn("protocol")) {
        StringColumn protocol = observations.stringColumn("protocol");
        return Protocol.named(protocol.get(0)).describe() + "; ";
      }
    }
    return "";
  }
}
