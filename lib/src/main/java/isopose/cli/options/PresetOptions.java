package isopose.cli.options;

import isopose.config.Configuration;
import isopose.data.scenario.SourceCameras;
import isopose.data.scenario.SourceSubjects;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A preset and what is changed in it. */
public final class PresetOptions {
  @Option(
      names = "--preset",
      defaultValue = "quick",
      description =
          "paper, quick (default) or smoke; for a comparator with -semgcn or -repnet after it, for a lifter with a body encoder with -body.")
  private String preset;

  @Option(
      names = "--technique",
      description =
          "none (Baseline), adversary (eq. 3) or cycle (eq. 4, default); comparators: none.")
  private String technique;

  @Option(
      names = {"--subjects", "--laboratory"},
      description =
          "Body-shape variation of the source subjects: ${COMPLETION-CANDIDATES} (default: recorded; of presets with a body encoder: varied).")
  private SourceSubjects subjects; // null: not given

  @Option(
      names = "--cameras",
      description =
          "Cameras that see the source: ${COMPLETION-CANDIDATES} (default: four; of presets with a body encoder: anywhere). Those anywhere are drawn anew for each sample and epoch: any azimuth, -15 to 45 degrees up, 3 to 6 m away.")
  private SourceCameras cameras; // null: not given

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one setting of the preset, e.g. --set lambda=0.1.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** The source subjects that the user chose. */
  public Optional<SourceSubjects> subjects() {
    return Optional.ofNullable(subjects);
  }

  /** The technique that the user chose. */
  public Optional<String> technique() {
    return Optional.ofNullable(technique);
  }

  public Configuration configuration(long seed) {
    Configuration configuration = Configuration.preset(preset).with("seed", seed);
    if (subjects != null) {
      configuration = configuration.with("subjects", subjects.name());
    }
    if (cameras != null) {
      configuration = configuration.with("cameras", cameras.name());
    }
    if (technique != null) {
      configuration = configuration.with("technique", technique);
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      configuration = configuration.with(setting.getKey(), setting.getValue());
    }
    return configuration;
  }
}
