package isopose.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.cli.options.CommonOptions;
import isopose.cli.options.EngineOptions;
import isopose.cli.options.PresetOptions;
import isopose.cli.options.ScenarioOptions;
import isopose.cli.options.StoreOptions;
import isopose.config.Configuration;
import isopose.io.Progress;
import isopose.model.Session;
import isopose.run.Runs;
import isopose.run.TrainedModel;
import isopose.run.queue.Engine;
import isopose.run.queue.MissingRuns;
import isopose.run.queue.Runner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** {@code isopose train}: a Baseline or a Joint model, or the record of one that is there. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a lifter on the labelled source of a scenario; a finished run is loaded.",
      "Interrupted, it continues after its last epoch when called again with the same options."
    })
public final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private PresetOptions preset;
  @Mixin private StoreOptions store;

  @Mixin private ScenarioOptions scenario;
  @Mixin private EngineOptions engine;

  @Option(names = "--seed", defaultValue = "0", description = "Default: 0.")
  private long seed;

  @Override
  public Integer call() {
    Configuration configuration = scenario.apply(preset.configuration(seed));
    Runs runs = store.open();
    try (Session session = common.openSession();
        Progress progress = common.progress("train")) {
      if (engine.isCluster() && !runs.recordOf(configuration).isFinished()) {
        try (Engine cluster = engine.connect()) {
          new Runner(session, runs).complete(MissingRuns.of(configuration), cluster, progress);
        }
      }
      try (TrainedModel model = runs.train(session, configuration, progress)) {
        common.print(spec.commandLine().getOut(), json(model), text(model));
      }
    }
    return 0;
  }

  private static JsonObject json(TrainedModel model) {
    JsonObject json = model.record().deepCopy();
    Table epochs = model.epochs();
    JsonObject last = new JsonObject();
    for (String name : epochs.columnNames()) {
      last.addProperty(name, epochs.numberColumn(name).getDouble(epochs.rowCount() - 1));
    }
    json.add("last_epoch", last);
    return json;
  }

  private static String text(TrainedModel model) {
    Table epochs = model.epochs();
    int last = epochs.rowCount() - 1;
    String text =
        "run %s%n%d epochs, validation %.1f mm MPJPE (clips held out from the source, unscaled)"
            .formatted(
                model.run(), last + 1, epochs.numberColumn("validation_mpjpe").getDouble(last));
    JsonArray caveats = model.record().getAsJsonArray("caveats");
    for (int k = 0; caveats != null && k < caveats.size(); k++) {
      text += "%nnote on the data: %s".formatted(caveats.get(k).getAsString());
    }
    return text;
  }
}
