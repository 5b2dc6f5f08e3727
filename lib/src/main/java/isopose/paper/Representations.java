package isopose.paper;

import isopose.analysis.Neighbours;
import isopose.analysis.PoseForm;
import isopose.analysis.Tsne;
import isopose.config.EvaluationSettings;
import isopose.paper.Classifiers.Domain;
import isopose.paper.Classifiers.Trained;
import isopose.run.Adaptation;
import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.ResultBuilder;
import isopose.study.Method;
import isopose.study.Study;
import isopose.study.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Sec. 4.3's two-way classifier and Figure 6: whose poses do those of Baseline and Online look
 * like, the source's or the target's? All on clips that the classifier never saw.
 *
 * <p>A classifier for each {@link PoseForm}, since poses as they are differ by body size alone.
 * Beside the picture stands {@code target_neighbours}: the share of target truths among the nearest
 * neighbours in the hidden space, among as many source as target truths of other clips.
 */
public final class Representations implements Analysis {
  /** The table of the map's points among the result's data. */
  public static final String MAP = "map";

  /** What the source's true poses are called beside the methods. */
  public static final String SOURCE = "source truth";

  /** What the target's true poses are called beside the methods. */
  public static final String TARGET = "target truth";

  /** The paper's form, and the one with the least information about the skeleton. */
  private static final Set<PoseForm> MAPPED = EnumSet.of(PoseForm.AS_THEY_ARE, PoseForm.LIMBS);

  private static final int NEIGHBOURS = 10;
  private static final int REFERENCES = 600;
  private static final List<Method> METHODS = List.of(Method.BASELINE, Method.ONLINE);

  @Override
  public void addTo(Study study, ResultBuilder result) {
    Classifiers classifiers = new Classifiers(study);
    Tally tally = new Tally(result.summary());
    Table map =
        Table.create(
            MAP,
            StringColumn.create("form"),
            StringColumn.create("group"),
            DoubleColumn.create("x"),
            DoubleColumn.create("y"));
    for (PoseForm form : PoseForm.values()) {
      for (long seed : study.seeds()) {
        try (Trained trained = classifiers.trained(form, seed)) {
          Map<String, Domain> groups = groups(study, seed, trained);
          List<String> runs = new ArrayList<>(List.of(trained.run()));
          METHODS.forEach(method -> runs.add(study.adaptation(method, seed).run()));
          tally.add(form, "classifier", "accuracy", trained.accuracy(), runs.subList(0, 1));
          groups.forEach(
              (group, domain) -> {
                double share = trained.classifier().calledTarget(domain.poses());
                tally.add(form, group, "called_target", share, runs);
              });
          neighbours(trained, groups)
              .forEach((group, share) -> tally.add(form, group, "target_neighbours", share, runs));
          if (MAPPED.contains(form) && seed == study.seeds().get(0)) {
            draw(map, form, trained, groups, study);
          }
        }
      }
    }
    tally.addAll();
    caption(study).forEach(result::caption);
    result.data(MAP, map);
  }

  /** Truths and predictions of the clips that the classifier never saw. */
  private static Map<String, Domain> groups(Study study, long seed, Trained trained) {
    Map<String, Domain> groups = new LinkedHashMap<>();
    groups.put(SOURCE, trained.heldOutSource());
    groups.put(TARGET, trained.heldOutTarget());
    for (Method method : METHODS) {
      Adaptation adaptation = study.adaptation(method, seed);
      List<String> clips = adaptation.stream().clips();
      Domain predicted = new Domain(adaptation.predictions(), clips);
      groups.put(method.label(), predicted.select(trained.split().heldOut(clips)));
    }
    return groups;
  }

  private static Map<String, Double> neighbours(Trained trained, Map<String, Domain> groups) {
    int count = Math.min(REFERENCES, Math.min(size(groups, SOURCE), size(groups, TARGET)));
    Domain source = groups.get(SOURCE).spread(count);
    Domain target = groups.get(TARGET).spread(count);
    double[][] points = new double[2 * count][];
    System.arraycopy(trained.classifier().features(source.poses()), 0, points, 0, count);
    System.arraycopy(trained.classifier().features(target.poses()), 0, points, count, count);
    List<String> clips = new ArrayList<>(source.clips());
    clips.addAll(target.clips());
    boolean[] isTarget = new boolean[2 * count];
    Arrays.fill(isTarget, count, 2 * count, true);
    Neighbours references = new Neighbours(points, clips, isTarget);
    Map<String, Double> shares = new LinkedHashMap<>();
    groups.forEach(
        (group, domain) -> {
          Domain some = domain.spread(REFERENCES);
          double[][] features = trained.classifier().features(some.poses());
          shares.put(group, references.meanFraction(features, some.clips(), NEIGHBOURS));
        });
    return shares;
  }

  private static int size(Map<String, Domain> groups, String group) {
    return groups.get(group).clips().size();
  }

  /** All four groups on one map, as many points of each. */
  private static void draw(
      Table map, PoseForm form, Trained trained, Map<String, Domain> groups, Study study) {
    EvaluationSettings effort = study.joint(0).evaluation();
    int count = effort.mapPoints();
    List<double[]> points = new ArrayList<>();
    List<String> names = new ArrayList<>();
    groups.forEach(
        (group, domain) -> {
          Domain some = domain.spread(count);
          Collections.addAll(points, trained.classifier().features(some.poses()));
          names.addAll(Collections.nCopies(some.clips().size(), group));
        });
    study.progress().update(0, 0, "t-SNE of " + points.size() + " poses, " + form.label());
    double perplexity = Math.min(30, points.size() / 4.0);
    double[][] positions =
        new Tsne(perplexity, effort.mapIterations(), trained.classifier().settings().seed())
            .embed(points.toArray(double[][]::new));
    for (int i = 0; i < positions.length; i++) {
      map.stringColumn("form").append(form.label());
      map.stringColumn("group").append(names.get(i));
      map.doubleColumn("x").append(positions[i][0]);
      map.doubleColumn("y").append(positions[i][1]);
    }
  }

  private static List<String> caption(Study study) {
    return List.of(
        "shares in per cent, on clips that the classifier never saw (a quarter of either data set);"
            + " mean and standard deviation over seeds "
            + study.seeds()
            + ", each with its own split",
        "as they are: millimetres; one size: scaled to one sum of bone lengths; unit bones: every"
            + " bone of length one; limbs only: of these, arms and legs, all from one point",
        "predictions in millimetres are scaled to the source's mean sum of bone lengths: as they"
            + " are, their size says \"source\" whatever their shape",
        "target_neighbours: among the %d nearest of equally many source and target truths, other clips only, in the last hidden layer"
            .formatted(NEIGHBOURS),
        "map: t-SNE of the same layer, seed %d; distances between groups mean little on it"
            .formatted(study.seeds().get(0)));
  }

  /** Collects one value a seed for each form, group and metric. */
  private static final class Tally {
    private record Key(PoseForm form, String group, String metric) {}

    private final Map<Key, List<Double>> values = new LinkedHashMap<>();
    private final Map<Key, List<String>> runs = new LinkedHashMap<>();
    private final Summary scores;

    Tally(Summary scores) {
      this.scores = scores;
    }

    void add(PoseForm form, String group, String metric, double value, List<String> behind) {
      Key key = new Key(form, group, metric);
      values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
      runs.computeIfAbsent(key, k -> new ArrayList<>()).addAll(behind);
    }

    void addAll() {
      values.forEach(
          (key, seeds) -> {
            double[] numbers = seeds.stream().mapToDouble(v -> v).toArray();
            scores.add(
                Summary.Row.of(key.group(), key.metric(), numbers, runs.get(key))
                    .in(key.form().label())
                    .paper(published(key)));
          });
    }

    private static double published(Key key) {
      String row =
          key.metric().equals("accuracy")
              ? "accuracy"
              : key.group().equals(Method.BASELINE.label())
                  ? "Baseline called target"
                  : key.group().equals(Method.ONLINE.label()) ? "ISO called target" : "";
      boolean printed =
          key.form() == PoseForm.AS_THEY_ARE
              && !row.isEmpty()
              && !key.metric().equals("target_neighbours");
      return printed ? Published.value("section 4.3", row, "percent") : Double.NaN;
    }
  }
}
