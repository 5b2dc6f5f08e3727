package isopose.notebook;

/** A place where something is shown and later shown anew, such as the output of a cell. */
interface Screen {

  /** Shows it and returns a name for its place. */
  String show(MimeBundle shown);

  /** Shows it in place of what was there. */
  void update(String displayId, MimeBundle shown);
}
