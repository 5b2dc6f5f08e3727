package isopose.spark;

import isopose.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One call of the command line in this process. */
record CommandRun(int code, String out, String err) {
  static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] texts = new String[arguments.length];
    for (int k = 0; k < texts.length; k++) {
      texts[k] = arguments[k].toString();
    }
    int code = command.execute(texts);
    return new CommandRun(code, out.toString(), err.toString());
  }
}
