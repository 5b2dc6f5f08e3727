package isopose.notebook.help;

import isopose.chart.Markup;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known of a class or a function.
 *
 * @param name what was asked for
 * @param entries its declarations
 */
public record HelpPage(String name, List<Entry> entries) {

  /**
   * One declaration.
   *
   * @param signature as in the source
   * @param sentence the first one of its comment; empty if there is none
   */
  record Entry(String signature, String sentence) {}

  public String html() {
    return entries.stream()
        .map(
            entry ->
                "<dt><code>%s</code></dt><dd>%s</dd>"
                    .formatted(Markup.escape(entry.signature), Markup.escape(entry.sentence)))
        .collect(Collectors.joining("", "<dl>", "</dl>"));
  }

  @Override
  public String toString() {
    return entries.stream()
        .map(entry -> entry.signature + "\n    " + entry.sentence)
        .collect(Collectors.joining("\n"));
  }
}
