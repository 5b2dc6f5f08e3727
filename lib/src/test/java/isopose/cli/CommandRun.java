package isopose.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** What a command wrote and how it ended. */
record CommandRun(int code, String out, String err) {

  /** Runs a command; words of the first argument that are apart by blanks are arguments. */
  static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> words = new ArrayList<>(List.of(arguments[0].toString().split(" ", -1)));
    Arrays.stream(arguments).skip(1).map(Object::toString).forEach(words::add);
    int code = command.execute(words.toArray(String[]::new));
    return new CommandRun(code, out.toString(), err.toString());
  }

  JsonObject json() {
    return JsonParser.parseString(out).getAsJsonObject();
  }
}
