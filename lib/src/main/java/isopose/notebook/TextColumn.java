package isopose.notebook;

import java.util.List;

/** A column of a Markdown table, padded to one width. */
record TextColumn(String name, List<String> cells, int width, boolean right) {

  static TextColumn of(String name, List<String> cells, boolean right) {
    int widest = cells.stream().mapToInt(String::length).max().orElse(0);
    return new TextColumn(name, cells, Math.max(3, Math.max(widest, name.length())), right);
  }

  /** The name is line 0, the rule below it line 1, the cells follow. */
  String line(int index) {
    if (index == 1) {
      return "-".repeat(width - 1) + (right ? ":" : "-");
    }
    String text = index == 0 ? name : cells.get(index - 2);
    String space = " ".repeat(width - text.length());
    return right ? space + text : text + space;
  }
}
