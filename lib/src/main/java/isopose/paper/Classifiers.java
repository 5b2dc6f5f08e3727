package isopose.paper;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import isopose.analysis.ClassifierSettings;
import isopose.analysis.ClipSplit;
import isopose.analysis.PoseForm;
import isopose.analysis.TwoWayClassifier;
import isopose.config.Configuration;
import isopose.config.DataSettings;
import isopose.config.InputSettings;
import isopose.data.Normalisation;
import isopose.data.PoseSequence;
import isopose.data.scenario.Scenario;
import isopose.io.Sha256;
import isopose.model.Checkpoint;
import isopose.run.Identity;
import isopose.run.Provenance;
import isopose.run.store.RunFolder;
import isopose.skeleton.Poses;
import isopose.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import tech.tablesaw.api.Table;

/**
 * The two-way classifiers of Sec. 4.3 on a study's data, each a record like any other run: {@code
 * run.json}, the curve of its training, a checkpoint.
 */
final class Classifiers {
  private static final String CHECKPOINT = "checkpoint.npz";
  private static final String CURVE = "steps.parquet";
  private static final double HELD_OUT = 0.25;
  private static final int BATCH = 128;
  private static final Gson GSON = new Gson();

  private final Study study;
  private final Domain source;
  private final Domain target;

  /** Poses with the clip that each is from. */
  record Domain(Poses poses, List<String> clips) {
    Domain select(int... indices) {
      List<String> chosen = new ArrayList<>();
      for (int index : indices) {
        chosen.add(clips.get(index));
      }
      return new Domain(poses.select(indices), chosen);
    }

    /** So many of them, spread evenly; all if there are fewer. */
    Domain spread(int size) {
      return select(InputSettings.spread(clips.size(), size));
    }
  }

  /**
   * A trained one, with what it never saw.
   *
   * @param run its record's name
   * @param heldOutSource source truths of clips it was not trained on
   * @param heldOutTarget target truths of clips it was not trained on
   * @param split which target clips those are
   */
  record Trained(
      String run,
      TwoWayClassifier classifier,
      Domain heldOutSource,
      Domain heldOutTarget,
      ClipSplit split)
      implements AutoCloseable {

    /** The mean of its accuracy on either data set's held-out clips, per cent. */
    double accuracy() {
      double ofTarget = classifier.calledTarget(heldOutTarget.poses());
      double ofSource = 100 - classifier.calledTarget(heldOutSource.poses());
      return (ofSource + ofTarget) / 2;
    }

    @Override
    public void close() {
      classifier.close();
    }
  }

  Classifiers(Study study) {
    this.study = study;
    source = domain(Samples.source(study));
    target = domain(study.scenario().target());
  }

  private static Domain domain(List<PoseSequence> sequences) {
    List<String> clips = new ArrayList<>();
    for (PoseSequence sequence : sequences) {
      for (int i = 0; i < sequence.count(); i++) {
        clips.add(sequence.clip());
      }
    }
    return new Domain(
        Poses.concatenate(sequences.stream().map(PoseSequence::pose3d).toList(), 17, 3), clips);
  }

  /** The classifier of one seed that sees poses in this form; the caller closes it. */
  Trained trained(PoseForm form, long seed) {
    ClassifierSettings settings = settings(form, seed);
    ClipSplit sourceSplit = ClipSplit.draw(source.clips(), HELD_OUT, seed);
    ClipSplit targetSplit = ClipSplit.draw(target.clips(), HELD_OUT, seed);
    TwoWayClassifier classifier = new TwoWayClassifier(study.session(), settings);
    RunFolder run = record(settings);
    try {
      run.complete(
          () ->
              train(
                  run,
                  classifier,
                  source.select(sourceSplit.training(source.clips())).poses(),
                  target.select(targetSplit.training(target.clips())).poses()));
      Checkpoint.read(run.file(CHECKPOINT)).into(classifier.weights());
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
    return new Trained(
        run.name(),
        classifier,
        source.select(sourceSplit.heldOut(source.clips())),
        target.select(targetSplit.heldOut(target.clips())),
        targetSplit);
  }

  /** The lifter's width and dropout, and as many steps as the preset allows. */
  private ClassifierSettings settings(PoseForm form, long seed) {
    Configuration configuration = study.joint(seed);
    int steps = configuration.evaluation().classifierSteps();
    int width = configuration.network().width();
    double dropout = configuration.network().dropout();
    return new ClassifierSettings(form, width, dropout, steps, BATCH, 1e-3, HELD_OUT, seed);
  }

  private RunFolder record(ClassifierSettings settings) {
    DataSettings data = study.joint(settings.seed()).data();
    JsonObject what = new JsonObject();
    what.add("settings", GSON.toJsonTree(settings));
    what.addProperty("source", content(source));
    what.addProperty("target", content(target));
    return study
        .runs()
        .folder(
            "classifier-%s-%s-seed%d"
                .formatted(
                    data.subjects().name().toLowerCase(Locale.ROOT),
                    settings.form().label(),
                    settings.seed()),
            Identity.of("classifier", what));
  }

  private static String content(Domain domain) {
    return new Sha256().add(domain.poses().values()).add(domain.clips()).hex();
  }

  private void train(
      RunFolder run, TwoWayClassifier classifier, Poses sourceTruth, Poses targetTruth) {
    long start = System.nanoTime();
    Table curve =
        classifier.train(
            sourceTruth,
            targetTruth,
            (step, steps, message) -> {
              if (Thread.interrupted()) {
                throw new CancellationException("classifier interrupted at step " + step);
              }
              study.progress().update(step, steps, message);
            });
    double seconds = (System.nanoTime() - start) / 1e9;
    keep(run, classifier, curve, seconds);
  }

  private void keep(RunFolder run, TwoWayClassifier classifier, Table curve, double seconds) {
    Scenario scenario = study.scenario();
    String settings = GSON.toJson(classifier.settings());
    run.write(CURVE, curve);
    Checkpoint.write(
        run.file(CHECKPOINT),
        classifier.weights(),
        Normalisation.of(scenario.source()),
        settings,
        Map.of(),
        Map.of());
    JsonObject record = new JsonObject();
    record.addProperty("run", run.name());
    record.addProperty("kind", "classifier");
    record.add("settings", GSON.toJsonTree(classifier.settings()));
    record.add("data", GSON.toJsonTree(study.joint(classifier.settings().seed()).data()));
    record.add(
        "made",
        Provenance.of(
            study.session(), GSON.toJsonTree(scenario.hashes()).getAsJsonObject(), seconds));
    run.finish(record, CURVE, CHECKPOINT);
  }
}
