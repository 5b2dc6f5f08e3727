package isopose.cli;

import isopose.io.BadInput;
import isopose.io.PlainText;
import isopose.model.DivergedException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Exit codes: 0, 1 (failed), 2 (usage or bad input, one clear line), 130
 * (interrupted).
 */
@Command(
    name = "isopose",
    description = "Inference stage optimization for 3D human pose lifting.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      TrainCommand.class,
      AdaptCommand.class,
      ModelsCommand.class,
      ExportCommand.class,
      PaperCommand.TableCommand.class,
      PaperCommand.FigureCommand.class,
      SweepCommand.class,
      ScoreCommand.class,
      DataCommand.class,
      BenchCommand.class
    })
public final class Main {

  /** The conventional exit code after Ctrl-C. */
  private static final int INTERRUPTED = 130;

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The commands with their error handling, for tests too. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Main::execute)
        .setParameterExceptionHandler(usage())
        .setExecutionExceptionHandler(failure());
  }

  /** Errors pass by picocli's exception handler; this one has a remedy. */
  private static int execute(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      CommandLine command = parsed.commandSpec().commandLine();
      command.getErr().println(outOfMemory(e));
      return 1;
    }
  }

  private static String outOfMemory(OutOfMemoryError error) {
    return "out of memory (%s): Java may use %d MB; raise the limit with -Xmx, as in: java -Xmx8g -jar isopose.jar ..."
        .formatted(error.getMessage(), Runtime.getRuntime().maxMemory() >> 20);
  }

  /** Wrong options: one line, and where to read on. */
  private static IParameterExceptionHandler usage() {
    return (exception, arguments) -> {
      CommandLine command = exception.getCommandLine();
      String name = command.getCommandSpec().qualifiedName();
      command
          .getErr()
          .println(
              PlainText.lines(name + ": " + message(exception) + " (see " + name + " --help)"));
      return 2;
    };
  }

  private static String message(ParameterException exception) {
    if (!(exception instanceof UnmatchedArgumentException unmatched)) {
      return exception.getMessage();
    }
    String first = unmatched.getUnmatched().get(0);
    String kind = first.startsWith("-") ? "option" : "argument";
    List<String> alike = unmatched.getSuggestions();
    return "unknown %s '%s'%s"
        .formatted(kind, first, alike.isEmpty() ? "" : "; similar: " + String.join(", ", alike));
  }

  /** Errors in input, settings and files: one line. All others: the stack trace. */
  private static IExecutionExceptionHandler failure() {
    return (exception, command, parsed) -> {
      if (exception instanceof BadInput) {
        command.getErr().println(exception.getMessage());
        return 2;
      }
      if (exception instanceof DivergedException diverged) {
        command.getErr().println(diverged.fact() + "; " + remedy(diverged.kind()));
        return 1;
      }
      if (exception instanceof UncheckedIOException io) {
        command.getErr().println(PlainText.line(io.getMessage() + ": " + io.getCause()));
        return 1;
      }
      if (exception instanceof CancellationException) {
        command.getErr().println(exception.getMessage());
        return INTERRUPTED;
      }
      if (exception.getCause() instanceof OutOfMemoryError memory) { // of another thread
        command.getErr().println(outOfMemory(memory));
        return 1;
      }
      exception.printStackTrace(command.getErr());
      return 1;
    };
  }

  /** What to change on the command line. */
  private static String remedy(DivergedException.Kind kind) {
    return switch (kind) {
      case TRAINING -> "train at a lower rate, --set learningRate=...";
      case ADAPTATION ->
          "adapt at a lower --rate, or return to the trained weights there, --on-divergence reset";
      case PREDICTION -> "the trained weights or this 2D pose are at fault, not the adaptation";
    };
  }

  /** The version from the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"isopose " + (version == null ? "(from classes)" : version)};
    }
  }
}
