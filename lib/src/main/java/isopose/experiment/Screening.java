package isopose.experiment;

import isopose.adapt.AdaptSettings;
import isopose.data.scenario.Scenarios;
import isopose.experiment.ScoreTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * When does adaptation help, and when does it break? Settings that joint training leaves open, each
 * judged where settings may be chosen: on the source's held-out clips and on the two validation
 * targets. The test target is not looked at.
 *
 * @param title "settings" for all of them with few epochs, "finalists" for those worth more seeds,
 *     "lengths" for longer trainings
 * @param settings what is varied
 */
public record Screening(String title, List<Setting> settings) implements Experiment {
  /** The findings' table of points for a chart. */
  public static final String POINTS = "points";

  private static final String HOME = "source, held-out clips";
  private static final String JOINT = ", Joint";
  private static final String ONLINE = ", Online";
  private static final String SSL_HEAD = ", SSL head";

  private static final List<String> TARGETS =
      List.of(Scenarios.BANDAI_BANDAI1, Scenarios.BANDAI_BANDAI1_BONES);

  private static final Map<String, String> PLAIN =
      Map.of("identityView", "0", "cameraElevation", "0", "maxElevation", "20");

  private static final String TIED = "each lift tied to its input, views about the vertical";
  private static final String OWN_AXIS = "tied, views about the camera's own axis";
  private static final String FREE = "not tied: eq. 4 alone";

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("Baseline", "", Map.of("technique", "none")),
          new Setting("identity view, vertical views (quick)", TIED, Map.of()),
          new Setting("without additions", FREE, PLAIN),
          new Setting("eq. 4, vertical views", FREE, Map.of("identityView", "0")),
          new Setting("identity view, own-axis views", OWN_AXIS, ownAxis(Map.of())),
          new Setting("vertical views up to 20 degrees", TIED, Map.of("maxElevation", "20")),
          new Setting("depth only, vertical views", TIED, depthOnly(Map.of())),
          new Setting("depth only, own-axis views", OWN_AXIS, depthOnly(ownAxis(Map.of()))),
          new Setting("lambda 0.1", TIED, Map.of("lambda", "0.1")),
          new Setting("lambda 0.01", TIED, Map.of("lambda", "0.01")),
          new Setting("dropout 0.5", TIED, Map.of("dropout", "0.5")),
          new Setting("D four times slower", TIED, Map.of("discriminatorRate", "5e-5")),
          new Setting("D always learns", TIED, Map.of("discriminatorLimit", "1")),
          new Setting("y moves the statistics", TIED, Map.of("freezeFakeStatistics", "false")),
          new Setting("adversarial term x 0.3", TIED, Map.of("adversarialWeight", "0.3")),
          new Setting(
              "without additions; lambda, dropout, D as in the paper",
              FREE,
              and(PLAIN, Map.of("lambda", "0.1", "dropout", "0.5", "discriminatorLimit", "1"))));

  private static final List<String> FINALISTS =
      List.of(
          "Baseline",
          "identity view, vertical views (quick)",
          "without additions",
          "depth only, vertical views");

  /** Every training twice as long as the one before it. */
  private static final List<Integer> LENGTHS = List.of(1, 2, 4);

  /**
   * A setting of joint training.
   *
   * @param name in a few words
   * @param family what it has in common with others; empty for the Baseline
   * @param changes to the study's configuration, as {@code --set} takes them
   * @param times how often as many epochs as the study's it is trained for
   */
  public record Setting(String name, String family, Map<String, String> changes, int times) {

    Setting(String name, String family, Map<String, String> changes) {
      this(name, family, changes, 1);
    }

    Configuration of(Configuration configuration) {
      Configuration changed = configuration;
      for (Map.Entry<String, String> change : changes.entrySet()) {
        changed = changed.with(change.getKey(), change.getValue());
      }
      return changed.with("epochs", times * changed.training().epochs());
    }

    /** The same trained so many times as long. */
    Setting trained(int longer) {
      return new Setting("%s, epochs x %d".formatted(name, longer), family, changes, longer);
    }

    boolean isBaseline() {
      return "none".equals(changes.get("technique"));
    }
  }

  private static Map<String, String> ownAxis(Map<String, String> more) {
    return and(more, Map.of("cameraElevation", "0", "maxElevation", "20"));
  }

  /** The identity-view term is zero by construction where the head predicts depth alone. */
  private static Map<String, String> depthOnly(Map<String, String> more) {
    return and(more, Map.of("depthOnly", "true", "identityView", "0"));
  }

  private static Map<String, String> and(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(some);
    all.putAll(more);
    return all;
  }

  /** All of them. */
  public static List<Screening> all() {
    return List.of(
        new Screening("settings", SETTINGS),
        new Screening("finalists", named(FINALISTS)),
        new Screening(
            "lengths",
            named(List.of("Baseline", "identity view, vertical views (quick)")).stream()
                .flatMap(setting -> LENGTHS.stream().map(setting::trained))
                .toList()));
  }

  private static List<Setting> named(List<String> names) {
    return SETTINGS.stream().filter(setting -> names.contains(setting.name())).toList();
  }

  /** One of them, if it has this name. */
  public static Optional<Screening> find(String title) {
    return all().stream().filter(screening -> screening.title().equals(title)).findAny();
  }

  @Override
  public String name() {
    return "sweep " + title;
  }

  @Override
  public String about() {
    return "%d settings on the validation targets, which are not the test target"
        .formatted(settings.size());
  }

  /** Those that the study can train: without a technique there is nothing to vary but Baselines. */
  private List<Setting> asked(Study study) {
    boolean trained = study.joint(study.seeds().get(0)).technique().isPresent();
    return settings.stream().filter(setting -> trained || setting.isBaseline()).toList();
  }

  @Override
  public List<Trial> trials(Study study) {
    List<Trial> trials = new ArrayList<>();
    for (Setting setting : asked(study)) {
      for (long seed : study.seeds()) {
        for (String target : TARGETS) {
          for (AdaptSettings mode : modes(setting, seed)) {
            trials.add(trial(study, setting, seed, target, mode));
          }
        }
      }
    }
    return trials;
  }

  private static List<AdaptSettings> modes(Setting setting, long seed) {
    return setting.isBaseline()
        ? List.of(AdaptSettings.none())
        : List.of(AdaptSettings.none(), AdaptSettings.online(seed));
  }

  private static Trial trial(
      Study study, Setting setting, long seed, String target, AdaptSettings mode) {
    StreamChoice stream = StreamChoice.target(study.extent().stream()).of(target);
    return new Trial(setting.of(study.joint(seed)), stream, mode);
  }

  @Override
  public Findings evaluate(Study study) {
    ScoreTable scores = new ScoreTable(name());
    for (Setting setting : asked(study)) {
      addHeads(scores, study, setting);
      for (String target : TARGETS) {
        int modes = modes(setting, 0).size();
        for (int m = 0; m < modes; m++) {
          addTarget(scores, study, setting, target, m);
        }
      }
    }
    Findings findings = Findings.of(name(), caption(study), scores.table());
    return findings.with(POINTS, points(study, findings));
  }

  /** What Online adds to Joint on each target, beside how good the SSL head is at home. */
  private Table points(Study study, Findings scores) {
    Table points =
        Table.create(
            POINTS,
            StringColumn.create("setting"),
            StringColumn.create("family"),
            StringColumn.create("target"),
            DoubleColumn.create("ssl_head_mpjpe"),
            DoubleColumn.create("joint_pck"),
            DoubleColumn.create("gain_pck"));
    for (Setting setting : asked(study)) {
      boolean drawn = !setting.isBaseline() && hasRow(scores, setting.name() + SSL_HEAD);
      for (String target : drawn ? TARGETS : List.<String>of()) {
        double joint = scores.mean(target, setting.name() + JOINT, "pck");
        points.stringColumn("setting").append(setting.name());
        points.stringColumn("family").append(setting.family());
        points.stringColumn("target").append(target);
        points
            .doubleColumn("ssl_head_mpjpe")
            .append(scores.mean(HOME, setting.name() + SSL_HEAD, "mpjpe"));
        points.doubleColumn("joint_pck").append(joint);
        points
            .doubleColumn("gain_pck")
            .append(scores.mean(target, setting.name() + ONLINE, "pck") - joint);
      }
    }
    return points;
  }

  private static boolean hasRow(Findings scores, String method) {
    return scores.table().stringColumn("method").contains(method);
  }

  /** How good both heads are at home, when training ends. */
  private static void addHeads(ScoreTable scores, Study study, Setting setting) {
    List<RunFolder> trained =
        study.seeds().stream().map(seed -> study.record(setting.of(study.joint(seed)))).toList();
    if (!trained.stream().allMatch(RunFolder::isFinished)) {
      return; // a training diverged: the rows of its targets say so
    }
    List<Table> epochs = trained.stream().map(run -> run.table(TrainingRun.EPOCHS)).toList();
    List<String> runs = trained.stream().map(RunFolder::name).toList();
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put(Runs.ERROR_AT_HOME, ", FSL head");
    if (!setting.isBaseline()) {
      columns.put("validation_ssl_head_mpjpe", SSL_HEAD);
    }
    columns.forEach(
        (column, head) -> {
          double[] values =
              epochs.stream().mapToDouble(table -> Runs.last(table, column)).toArray();
          scores.add(Row.of(setting.name() + head, "mpjpe", values, runs).in(HOME));
        });
  }

  private static void addTarget(
      ScoreTable scores, Study study, Setting setting, String target, int mode) {
    List<Trial> trials =
        study.seeds().stream()
            .map(seed -> trial(study, setting, seed, target, modes(setting, seed).get(mode)))
            .toList();
    List<Optional<Adaptation>> seeds = study.attempts(trials);
    List<String> runs = Samples.runs(Samples.finished(seeds));
    String method = setting.isBaseline() ? "" : mode == 0 ? JOINT : ONLINE;
    scores.addPoint(Row.of(setting.name() + method, runs).in(target), seeds);
  }

  private List<String> caption(Study study) {
    Configuration joint = study.joint(study.seeds().get(0));
    String epochs =
        asked(study).stream()
            .map(setting -> setting.of(joint).training().epochs())
            .distinct()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return List.of(
        "Source %s, preset %s, %s epochs, laboratory %s; seeds %s."
            .formatted(
                joint.data().scenario(),
                joint.preset(),
                epochs,
                joint.data().laboratory().name().toLowerCase(Locale.ROOT),
                study.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))),
        "Unscaled; PCK and AUC over 14 joints, MPJPE over 17, at the last epoch.",
        "Targets: bandai-1 as it is, and with other bone lengths. The test target is not used.");
  }
}
