package isopose.io;

/** Data that are not in the project's folder of data and have to be fetched first. */
public final class MissingData extends BadInput {
  private static final long serialVersionUID = 1;

  /** With the one line for the user. */
  public MissingData(String message) {
    super(message);
  }
}
