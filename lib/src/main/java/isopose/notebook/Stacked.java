package isopose.notebook;

import java.util.List;

/**
 * Several things below each other, shown as one.
 *
 * @param parts charts, tables, pictures or words, from top to bottom
 */
public record Stacked(List<Object> parts) {
  public Stacked {
    parts = List.copyOf(parts);
  }
}
