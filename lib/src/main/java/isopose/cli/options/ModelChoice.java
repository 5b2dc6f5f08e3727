package isopose.cli.options;

import isopose.model.Session;
import isopose.run.Pretrained;
import isopose.run.Runs;
import isopose.run.TrainedModel;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A trained model: a record, a checkpoint without one, or one that comes with the project. */
public final class ModelChoice {
  @Option(names = "--run", required = true, description = "Name of a run that train made.")
  private String run;

  @Option(
      names = "--checkpoint",
      required = true,
      description = "A checkpoint file, .npz or .safetensors.")
  private Path checkpoint;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME",
      description = "A pretrained model of data/models: baseline, augmented, joint or body.")
  private String pretrained;

  /** The checkpoint file; null where none is named. */
  public Path checkpoint() {
    return checkpoint;
  }

  public TrainedModel read(Session session, StoreOptions store, Runs runs) {
    if (checkpoint != null) {
      return TrainedModel.read(session, checkpoint);
    }
    return pretrained == null
        ? runs.load(session, run)
        : Pretrained.load(session, store.data(), pretrained);
  }
}
