package isopose.chart;

/** Escapes text for HTML. */
public final class Markup {
  private Markup() {}

  /** The text with everything that HTML would take for markup, in elements and in attributes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
