package isopose.run;

import isopose.adapt.AdaptSettings;
import isopose.config.Configuration;
import isopose.config.DataSettings;
import isopose.data.scenario.Scenario;
import isopose.data.scenario.Scenarios;
import isopose.data.scenario.SourceVariation;
import isopose.io.BadInput;
import isopose.io.FileHashes;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.run.store.Results;
import isopose.run.store.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * The runs of this machine and their records. A finished run is loaded; any other is computed, with
 * checkpoints, and can be interrupted and continued.
 */
public final class Runs {

  private final Path folder;
  private final Path data;
  private final Path published;
  private final FileHashes inputs;
  private final FileHashes outputs = new FileHashes();
  private final Results results;

  /**
   * Of a project.
   *
   * @param project the folder that holds {@code data/} and {@code notebooks/results/}; records go
   *     to {@code runs/} in it
   */
  public Runs(Path project) {
    this(project.resolve("runs"), project.resolve("data"), published(project));
  }

  /** With records and data in folders of their own, and no published results. */
  public Runs(Path folder, Path data) {
    this(folder, data, folder.resolve("published"));
  }

  /** Where a project keeps the results that it publishes. */
  public static Path published(Path project) {
    return project.resolve("notebooks").resolve("results");
  }

  /**
   * With all folders of their own.
   *
   * @param published the folder of published results; it need not exist
   * @throws BadInput if the first is a file
   */
  public Runs(Path folder, Path data, Path published) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInput(folder + ": is no folder; name another one for records (--runs)");
    }
    this.folder = folder;
    this.data = data;
    this.published = published;
    this.inputs = new FileHashes(folder.resolve("file-hashes"));
    this.results = new Results(folder, published, outputs);
  }

  /** The folder of all records. */
  public Path path() {
    return folder;
  }

  /** The results of this machine's runs and of the published ones. */
  public Results results() {
    return results;
  }

  /** The folder of published results. */
  public Path publishedFolder() {
    return published;
  }

  /** The folder of all data. */
  public Path data() {
    return data;
  }

  /** The folder of a run of this name. */
  public RunFolder folder(String run) {
    return new RunFolder(folder.resolve(run), null, outputs);
  }

  /** The folder of the run of this identity. */
  public RunFolder folder(String readable, String identity) {
    return new RunFolder(folder.resolve(Identity.name(readable, identity)), identity, outputs);
  }

  /** The data that a configuration names. */
  public Scenario scenario(Configuration configuration) {
    DataSettings settings = configuration.data();
    SourceVariation variation = SourceVariation.of(settings.subjects(), settings.cameras(), data);
    return settings.scenario().equals(Scenarios.BVH)
        ? Scenarios.bvh(
            Path.of(settings.source()), Path.of(settings.target()), settings.clips(), variation)
        : Scenarios.load(settings.scenario(), data, variation, inputs);
  }

  /** The target of a scenario: its source need not be there. */
  public Scenario target(String scenario) {
    return Scenarios.target(scenario, data, inputs);
  }

  /** The content of a source with its variation, as it is now: see {@link Scenarios#source}. */
  public Map<String, String> source(DataSettings settings) {
    Map<String, String> source =
        new HashMap<>(
            Scenarios.source(
                settings.scenario(), data, settings.source(), settings.target(), inputs));
    source.putAll(SourceVariation.hashes(settings.subjects(), data, inputs));
    inputs.save();
    return source;
  }

  /**
   * The trained model of a configuration: loaded if its run is finished, else trained, from its
   * last checkpoint if there is one.
   *
   * @throws CancellationException if the thread is interrupted; the last epoch's checkpoint stays
   */
  public TrainedModel train(Session session, Configuration asked, Progress progress) {
    Configuration configuration = BadInput.requireMade(asked, "the configuration").canonical();
    Map<String, String> source = source(configuration.data());
    RunFolder run = training(configuration, Identity.ofTraining(configuration, source));
    run.complete(
        () ->
            orClosed(
                progress,
                () ->
                    new TrainingRun(
                            session, configuration, unchanged(configuration, source), progress)
                        .into(run)));
    TrainedModel model = TrainingRun.read(session, run).of(configuration);
    progress.epochs(model.epochs());
    progress.finished(Provenance.seconds(model.record()));
    return model;
  }

  /** A configuration's data, if its source is what the run's identity was made of. */
  private Scenario unchanged(Configuration configuration, Map<String, String> source) {
    Scenario scenario = scenario(configuration);
    source.forEach(
        (part, hash) -> {
          if (!scenario.hashes().getOrDefault(part, hash).equals(hash)) {
            throw new BadInput(
                "%s of %s: changed while it was read; ask again"
                    .formatted(part, configuration.data().scenario()));
          }
        });
    return scenario;
  }

  /** Closes the progress of interrupted work. */
  private static void orClosed(Progress progress, Runnable work) {
    try {
      work.run();
    } catch (CancellationException e) {
      progress.close();
      throw e;
    }
  }

  /**
   * The model of a run that train made.
   *
   * @throws BadInput if the run does not exist or is not finished
   */
  public TrainedModel load(Session session, String name) {
    RunFolder run = folder(name);
    if (!name.matches("[A-Za-z0-9._-]+") || !run.isFinished()) {
      throw new BadInput(
          "%s: there is no finished run of this name in %s; train prints the name"
              .formatted(name, folder));
    }
    run.requireWhole();
    return TrainingRun.read(session, run);
  }

  /**
   * A stream adapted to (or just predicted) by a trained model: loaded if it is there. No record is
   * kept where the model was trained with a technique that no configuration names; its {@link
   * Adaptation#run} is empty.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public Adaptation adapt(
      Session session,
      TrainedModel model,
      TargetStream stream,
      AdaptSettings settings,
      Progress progress) {
    BadInput.requireMade(model, "the trained model");
    BadInput.requireMade(stream, "the stream");
    BadInput.requireMade(settings, "AdaptSettings");
    if (model.identity() == null) {
      progress.note(
          model.run()
              + ": no record is kept of its adaptations, because its technique or its pooling is given by code, which has no name that would tell it from changed code");
      return Adaptation.run(session, model, stream, settings, progress);
    }
    RunFolder run = adaptation(model.configuration(), model.identity(), stream, settings);
    run.complete(
        () ->
            orClosed(
                progress,
                () ->
                    AdaptationRecord.write(
                        session,
                        run,
                        model,
                        Adaptation.run(session, model, stream, settings, progress))));
    Adaptation adaptation = AdaptationRecord.read(run, stream, settings);
    progress.finished(adaptation.seconds());
    return adaptation;
  }

  /** The record of an adaptation, if it was made before; the model is not needed for that. */
  public static Optional<Adaptation> recorded(
      RunFolder run, TargetStream stream, AdaptSettings settings) {
    if (!run.isFinished()) {
      return Optional.empty();
    }
    run.requireWhole();
    return Optional.of(AdaptationRecord.read(run, stream, settings));
  }

  /**
   * A finished adaptation of this machine with its stream; empty if there is none of this name, for
   * example because its record came with the project, which has no predictions. The stream's truth
   * is known if a scenario has it.
   */
  public Optional<Adaptation> recorded(String name) {
    RunFolder run = folder(name);
    if (!run.isFinished() || !run.record().has("settings")) {
      return Optional.empty();
    }
    run.requireWhole();
    return Optional.of(AdaptationRecord.read(run, this));
  }

  /** Where the record of a training on the data as they are now is, or will be. */
  public RunFolder recordOf(Configuration configuration) {
    return training(
        configuration, Identity.ofTraining(configuration, source(configuration.data())));
  }

  /** Where the record of a training of this identity is, or will be. */
  public RunFolder training(Configuration configuration, String identity) {
    return folder(configuration.canonical().label(), identity);
  }

  /** Where the record of an adaptation of the model of this identity is, or will be. */
  public RunFolder adaptation(
      Configuration configuration, String model, TargetStream stream, AdaptSettings settings) {
    return folder(
        settings.label() + "-" + configuration.canonical().label(),
        Identity.ofAdaptation(model, settings, stream));
  }

  /** Every finished run's folder. */
  public List<RunFolder> finished() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .sorted()
          .map(run -> folder(run.getFileName().toString()))
          .filter(RunFolder::isFinished)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
