package isopose.config;

import isopose.io.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The presets, which are JSON files of the library. */
final class Presets {
  private static final List<String> NAMES =
      List.of(
          "paper",
          "quick",
          "smoke",
          "paper-semgcn",
          "quick-semgcn",
          "smoke-semgcn",
          "paper-repnet",
          "quick-repnet",
          "smoke-repnet",
          "paper-body",
          "quick-body",
          "smoke-body");

  private Presets() {}

  /** See {@link Configuration#preset}. */
  static Configuration named(String name) {
    String file = "presets/" + name.toLowerCase(Locale.ROOT) + ".json";
    try (InputStream in = Presets.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new BadInput("no preset '%s'; there are %s".formatted(name, NAMES));
      }
      return Configuration.fromJson(
          new String(in.readAllBytes(), StandardCharsets.UTF_8), "preset " + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** See {@link Configuration#comparator}. */
  static Configuration comparator(Configuration of, String name) {
    String own = of.preset().replace("*", "");
    double factor = of.training().epochs() / (double) named(own).training().epochs();
    Configuration comparator = named(own.replaceFirst("-.*", "") + "-" + name);
    DataSettings data = of.data();
    DataSettings variation = comparator.body() == null ? data : comparator.data();
    return comparator
        .with("epochs", Math.max(1, Math.round(factor * comparator.training().epochs())))
        .with("seed", of.seed())
        .with("scenario", data.scenario())
        .with("subjects", variation.subjects().name())
        .with("cameras", variation.cameras().name())
        .with("source", data.source())
        .with("target", data.target())
        .with("unit", data.unit())
        .with("up", data.up())
        .with("skipBad", data.skipBad());
  }
}
