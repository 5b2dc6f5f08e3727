package isopose.notebook;

/** An output whose content can be replaced, such as the output of a cell. */
interface Screen {

  /** Shows an object and returns the identifier of its display. */
  String show(MimeBundle shown);

  /** Replaces the content of a display. */
  void update(String displayId, MimeBundle shown);
}
