package isopose.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The notebooks' exercises as a reader meets them: each cell tagged "exercise" is open as it is
 * committed, and right once its solution has taken its place.
 */
class SolutionsTest {
  private static final Path NOTEBOOKS = Path.of("..", "notebooks");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  static List<Path> solutions() throws IOException {
    try (Stream<Path> files = Files.list(NOTEBOOKS.resolve("solutions"))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("solutions")
  void everyExerciseIsOpenAndEverySolutionIsRight(Path file) throws IOException {
    String title = file.getFileName().toString().replace(".md", "");
    List<String> cells = exercises(NOTEBOOKS.resolve(title + ".ipynb"));
    List<String> answers = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(file));
    while (blocks.find()) {
      answers.add(blocks.group(1));
    }
    assertFalse(cells.isEmpty(), title + " has no cell tagged 'exercise'");
    assertEquals(cells.size(), answers.size(), "solutions to the exercises of " + title);
    try (JShell shell = shell()) {
      for (int i = 0; i < cells.size(); i++) {
        String open = run(shell, cells.get(i));
        assertTrue(open.startsWith("\u270E"), "as committed: " + open);
        String right = run(shell, answers.get(i));
        assertTrue(right.startsWith("\u2713"), "solved: " + right);
        assertEquals(name(open), name(right), "the solutions are in the exercises' order");
      }
    }
  }

  private static String name(String outcome) {
    return outcome.substring(2, outcome.indexOf(':'));
  }

  private static List<String> exercises(Path notebook) throws IOException {
    JsonObject tree = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
    List<String> cells = new ArrayList<>();
    for (JsonElement element : tree.getAsJsonArray("cells")) {
      JsonObject cell = element.getAsJsonObject();
      JsonArray tags = cell.getAsJsonObject("metadata").getAsJsonArray("tags");
      if (tags != null && tags.toString().contains("\"exercise\"")) {
        cells.add(text(cell.get("source")));
      }
    }
    return cells;
  }

  private static String text(JsonElement source) {
    if (source.isJsonPrimitive()) {
      return source.getAsString();
    }
    StringBuilder lines = new StringBuilder();
    source.getAsJsonArray().forEach(line -> lines.append(line.getAsString()));
    return lines.toString();
  }

  /** In this process, where the library is there already. */
  private static JShell shell() {
    JShell shell = JShell.builder().executionEngine("local").build();
    for (String folder : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      shell.addToClasspath(folder);
    }
    run(
        shell,
        """
        import java.util.*;
        import isopose.exercise.*;
        import static isopose.notebook.Notebook.*;
        """);
    return shell;
  }

  /** Runs a cell; the value of its last snippet in words. */
  private static String run(JShell shell, String cell) {
    String last = "";
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      for (SnippetEvent event : shell.eval(next.source())) {
        assertFalse(
            event.status().equals(Status.REJECTED) || event.exception() != null,
            () -> "this does not run: " + next.source() + " " + event.exception());
        last = event.value() == null ? last : event.value();
      }
      rest = next.remaining();
    }
    return last;
  }
}
