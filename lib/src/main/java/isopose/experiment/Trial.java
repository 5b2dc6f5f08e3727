package isopose.experiment;

import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import java.util.Locale;

/**
 * One run that an experiment is made of: what is trained, on what it is tried, and how it adapts
 * there.
 *
 * @param configuration of the training
 * @param stream what the trained model sees
 * @param settings how it adapts on the way
 */
public record Trial(Configuration configuration, StreamChoice stream, AdaptSettings settings) {

  public Trial {
    configuration = configuration.canonical();
  }

  /** The model as it is trained, on the whole target. */
  public static Trial plain(Configuration configuration) {
    return new Trial(configuration, StreamChoice.whole(), AdaptSettings.none());
  }

  /** The same model and settings on other samples. */
  public Trial on(StreamChoice other) {
    return new Trial(configuration, other, settings);
  }

  /** The same model and samples with other settings. */
  public Trial with(AdaptSettings other) {
    return new Trial(configuration, stream, other);
  }

  /** A few words for progress lines. */
  String label() {
    String mode =
        settings.mode() == Mode.NONE ? "plain" : settings.mode().name().toLowerCase(Locale.ROOT);
    return "%s of %s".formatted(mode, configuration.label());
  }
}
