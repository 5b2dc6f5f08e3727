package isopose.notebook;

import java.util.function.Consumer;

/** An output whose content can be replaced, such as the output of a cell. */
interface Screen {

  /** Shows an object and returns the identifier of its display. */
  String show(MimeBundle shown);

  /** Replaces the content of a display. */
  void update(String displayId, MimeBundle shown);

  /** An output that takes HTML. */
  static Screen of(Consumer<String> html) {
    return new Screen() {
      @Override
      public String show(MimeBundle shown) {
        html.accept(shown.asHtml());
        return "";
      }

      @Override
      public void update(String displayId, MimeBundle shown) {
        html.accept(shown.asHtml());
      }
    };
  }
}
