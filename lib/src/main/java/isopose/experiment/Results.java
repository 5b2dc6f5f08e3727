package isopose.experiment;

import com.google.gson.JsonElement;
import isopose.io.AtomicFile;
import isopose.io.InputFile;
import isopose.io.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Copies the records behind published numbers, without checkpoints, to where they are kept. */
public final class Results {
  private static final List<String> KEPT = List.of("run.json", "epochs.csv", "samples.csv");

  private Results() {}

  /** The records of every adaptation in these comparisons, and of the trainings behind them. */
  public static void copy(Runs runs, List<Comparison> comparisons, Path out) {
    Set<String> names = new LinkedHashSet<>();
    for (Comparison comparison : comparisons) {
      for (Adaptation adaptation : comparison.methods().values()) {
        names.add(adaptation.record().get("trained").getAsString());
        names.add(adaptation.run());
      }
    }
    copy(runs, names, out);
  }

  /** The records behind an experiment's numbers, and of the trainings behind them. */
  public static void copy(Runs runs, Findings findings, Path out) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : findings.runs()) {
      JsonElement trained = runs.folder(name).record().get("trained");
      if (trained != null) {
        names.add(trained.getAsString());
      }
      names.add(name);
    }
    copy(runs, names, out);
  }

  private static void copy(Runs runs, Set<String> names, Path out) {
    names.forEach(name -> copy(runs.folder(name), out.resolve(name)));
  }

  private static void copy(RunFolder run, Path out) {
    for (String name : KEPT) {
      if (Files.exists(run.file(name))) {
        byte[] bytes = InputFile.bytes(run.file(name), Limits.TEXT_BYTES);
        AtomicFile.write(out.resolve(name), stream -> stream.write(bytes));
      }
    }
  }
}
