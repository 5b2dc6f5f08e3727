package isopose.notebook;

import isopose.io.BadInput;
import java.util.Locale;

/** How much a notebook computes. {@code notebooks/run --profile} chooses it. */
public enum Profile {
  /** Seconds a notebook: every cell runs, the numbers mean nothing. */
  SMOKE,
  /** Minutes on two cores: what is committed. */
  QUICK,
  /** The paper's sizes, for a GPU. */
  FULL;

  /** The environment variable that hands the profile to the kernel. */
  static final String VARIABLE = "ISOPOSE_PROFILE";

  /** The profile of this run; quick by default. */
  public static Profile current() {
    return named(System.getenv(VARIABLE));
  }

  /** {@link BadInput} if the profile is unknown; quick for null or an empty name. */
  static Profile named(String name) {
    if (name == null || name.isBlank()) {
      return QUICK;
    }
    for (Profile profile : values()) {
      if (profile.toString().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return profile;
      }
    }
    throw new BadInput(
        VARIABLE + " is '" + name + "': expected smoke, quick or full, or leave it unset");
  }

  /** The value for this profile. */
  public <T> T pick(T smoke, T quick, T full) {
    return switch (this) {
      case SMOKE -> smoke;
      case QUICK -> quick;
      case FULL -> full;
    };
  }

  /** The name as it is written in commands and records: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
