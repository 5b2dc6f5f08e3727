package isopose.metrics;

/** What kind of truth the predictions are compared with: numbers against different kinds differ. */
public enum Annotation {
  /** Joints in real millimetres. */
  METRIC("metric"),
  /** MPI-INF-3DHP's {@code univ_annot3}: every person rescaled to one height. */
  UNIVERSAL("universal"),
  /** 3DPW's SMPL joints: not the 14 joints that its published scores are about. */
  SMPL_JOINTS("smpl");

  private final String label;

  Annotation(String label) {
    this.label = label;
  }

  /** The name in files and on the command line. */
  public String label() {
    return label;
  }
}
