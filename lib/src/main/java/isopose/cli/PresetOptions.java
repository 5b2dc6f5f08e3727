package isopose.cli;

import isopose.config.Configuration;
import isopose.data.scenario.Laboratory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A preset and what is changed in it. */
final class PresetOptions {
  @Option(
      names = "--preset",
      defaultValue = "quick",
      description =
          "paper, quick (default) or smoke; for a comparator with -semgcn or -repnet after it.")
  private String preset;

  @Option(
      names = "--technique",
      description =
          "none (Baseline), adversary (eq. 3) or cycle (eq. 4, default); comparators: none.")
  private String technique;

  @Option(
      names = "--laboratory",
      description = "Whose bodies the source has: ${COMPLETION-CANDIDATES} (default: recorded).")
  private Laboratory laboratory; // null: not given

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one setting of the preset, e.g. --set lambda=0.1.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** The laboratory asked for; recorded if none was. */
  Laboratory laboratory() {
    return laboratory == null ? Laboratory.RECORDED : laboratory;
  }

  /** Whether the user chose a laboratory. */
  boolean laboratoryWasGiven() {
    return laboratory != null;
  }

  /** The technique that the user chose. */
  Optional<String> technique() {
    return Optional.ofNullable(technique);
  }

  Configuration configuration(long seed) {
    Configuration configuration =
        Configuration.preset(preset).with("laboratory", laboratory().name()).with("seed", seed);
    if (technique != null) {
      configuration = configuration.with("technique", technique);
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      configuration = configuration.with(setting.getKey(), setting.getValue());
    }
    return configuration;
  }
}
