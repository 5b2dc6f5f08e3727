package isopose.cli;

import isopose.bench.Bench;
import isopose.bench.Peer;
import isopose.bench.Scale;
import isopose.bench.ScaleReport;
import isopose.bench.Step;
import isopose.bench.Workload;
import isopose.cli.options.CommonOptions;
import isopose.io.BadInput;
import isopose.io.Progress;
import isopose.model.Arithmetic;
import isopose.model.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code isopose bench}: milliseconds a step. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Milliseconds per step on random poses, at the paper's sizes unless told otherwise.",
      "Times medians after a warm-up; close other programs first."
    })
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  private static final class ArithmeticConverter implements ITypeConverter<Arithmetic> {
    @Override
    public Arithmetic convert(String name) {
      try {
        return Arithmetic.of(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Option(
      names = "--steps",
      split = ",",
      paramLabel = "NAME",
      description =
          "Which: train, online, online-skip, vanilla, predict, predict-64, body (default: all).")
  private List<String> steps;

  @Option(
      names = "--vs",
      paramLabel = "COMMAND",
      description =
          "Runs a peer in turn and prints ratios. It must print a line a step: its name first, its milliseconds last. lib/src/bench/peer_torch.py is one, in PyTorch for Python.")
  private String peer;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often everything is timed; the median counts (default: 3).")
  private int rounds;

  @Option(
      names = "--preset",
      defaultValue = "paper",
      description = "Sizes of networks and batch: paper (default), quick or smoke.")
  private String preset;

  @Option(names = "--width", description = "Of the hidden layers (default: the preset's).")
  private Integer width;

  @Option(
      names = {"--views-per-sample", "--copies"},
      description = "Random views of the sample in an online step (default: 32).")
  private Integer copies;

  @Option(
      names = "--arithmetic",
      defaultValue = "fused",
      converter = ArithmeticConverter.class,
      description = "How steps are computed: autograd or fused (default: fused).")
  private Arithmetic arithmetic;

  @Option(
      names = "--scale",
      paramLabel = "DIR",
      description =
          "Instead: how the cost grows with width, copies, threads, stream and training set; CSV files and charts go to DIR. Takes some ten minutes.")
  private Path scale;

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "NAME",
      description = "Of --scale: width, copies, threads, training-set, stream (default: all).")
  private List<String> parts;

  @Override
  public Integer call() {
    if (scale != null) {
      return measureScale();
    }
    List<Step> chosen = named(steps, Step.values(), Step::label, "--steps");
    if (rounds < 1) {
      throw new BadInput("--rounds: at least 1 expected, got " + rounds);
    }
    try (Session session = common.openSession();
        Progress progress = common.progress("bench")) {
      List<Bench.Result> results =
          new Bench(session.with(arithmetic), workload(), chosen)
              .run(rounds, peer == null ? null : new Peer(peer), progress);
      report(session, results);
    }
    return 0;
  }

  private int measureScale() {
    Outputs.requireFolder("--scale", scale);
    try (Session session = common.openSession();
        Progress progress = common.progress("bench")) {
      List<Path> files =
          new ScaleReport(scale)
              .write(
                  new Scale(session.with(arithmetic), progress),
                  workload(),
                  session.threads(),
                  named(parts, ScaleReport.Part.values(), ScaleReport.Part::label, "--parts"));
      List<String> names = files.stream().map(Path::toString).toList();
      common.print(
          spec.commandLine().getOut(),
          Map.of("device", session.describe(), "files", names),
          String.join(System.lineSeparator(), names));
    }
    return 0;
  }

  private Workload workload() {
    try {
      Workload work = Workload.of(preset);
      work = width == null ? work : work.withWidth(width);
      return copies == null ? work : work.withViewsPerSample(copies);
    } catch (IllegalArgumentException e) {
      throw new BadInput("bench: " + e.getMessage(), e);
    }
  }

  /** The values of these labels; all where none is given. */
  private static <T> List<T> named(
      List<String> labels, T[] values, Function<T, String> label, String option) {
    if (labels == null) {
      return List.of(values);
    }
    List<T> chosen = new ArrayList<>();
    for (String wanted : labels) {
      chosen.add(
          Arrays.stream(values)
              .filter(value -> label.apply(value).equals(wanted))
              .findFirst()
              .orElseThrow(() -> unknown(option, wanted, Arrays.stream(values).map(label))));
    }
    return chosen;
  }

  private static BadInput unknown(String option, String wanted, Stream<String> known) {
    String all = known.collect(Collectors.joining(", "));
    return new BadInput("%s: there is no '%s'; %s".formatted(option, wanted, all));
  }

  private void report(Session session, List<Bench.Result> results) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("device", session.describe());
    json.put("width", workload().configuration().network().width());
    json.put("copies", workload().viewsPerSample());
    json.put("rounds", rounds);
    json.put("cases", results);
    String lines =
        results.stream()
            .map(BenchCommand::line)
            .collect(Collectors.joining(System.lineSeparator()));
    common.print(spec.commandLine().getOut(), json, lines);
  }

  private static String line(Bench.Result result) {
    String own =
        "%-12s %9.2f ms  %s, threads %d"
            .formatted(result.name(), result.ms(), result.precision(), result.threads());
    return result.ratio() == null
        ? own
        : own + "  peer %9.2f ms  ratio %.2f".formatted(result.peerMs(), result.ratio());
  }
}
