package isopose.metrics;

import isopose.geometry.Procrustes;

/** What a prediction may be changed by before it is compared with the truth (Sec. 4.1). */
public enum Alignment {
  /** Unscaled: only the roots are put together. */
  US("us"),
  /** Globally scaled: one least-squares factor a pose, about the root. */
  GS("gs"),
  /** Procrustes: the least-squares rotation, scale and translation; reflections are forbidden. */
  PA("pa"),
  /** Procrustes that may also mirror: a variant in circulation, kinder to depth-flipped poses. */
  PA_REFLECTION("pa-reflection");

  private final String label;

  Alignment(String label) {
    this.label = label;
  }

  /** The name in files and on the command line. */
  public String label() {
    return label;
  }

  /** Moves the pose (J, 3) to where this alignment puts it, fitted on {@code joints}. */
  void align(double[] pose, double[] truth, int[] joints, Procrustes procrustes) {
    switch (this) {
      case US -> {}
      case GS -> {
        double scale = Procrustes.scale(pose, truth, joints);
        for (int k = 0; k < pose.length; k++) {
          pose[k] *= scale;
        }
      }
      case PA, PA_REFLECTION ->
          procrustes.similarity(pose, truth, joints, this == PA_REFLECTION).apply(pose, pose);
    }
  }
}
