package isopose.data.scenario;

import isopose.data.PoseSequence;
import isopose.io.BadInput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A labelled source and an unlabelled target stream: one experiment's data.
 *
 * @param name as on the command line, e.g. "bandai-cmu"
 * @param variation of the source; {@code source} is without it, see {@link #source(long)}
 * @param source training sequences, as recorded
 * @param validation sequences held out from the source, with the variation
 * @param target sequences in the order of the stream, frames in the order of time; their 3D is for
 *     scoring only
 * @param parts named parts of the target that are scored apart: the actions of each
 * @param hashes SHA-256 of what the scenario was made from: each data folder's, or each file's, and
 *     the manifest's
 * @param protocol the name of the protocol under which the target is scored, "us" unless its data
 *     set has one of its own
 * @param caveats what keeps its numbers from being the published ones: files that are not whole, or
 *     are left out
 */
public record Scenario(
    String name,
    SourceVariation variation,
    List<PoseSequence> source,
    List<PoseSequence> validation,
    List<PoseSequence> target,
    Map<String, Set<String>> parts,
    Map<String, String> hashes,
    String protocol,
    List<String> caveats) {

  public Scenario {
    source = List.copyOf(source);
    validation = List.copyOf(validation);
    target = List.copyOf(target);
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    hashes = Collections.unmodifiableMap(new LinkedHashMap<>(hashes));
    caveats = List.copyOf(caveats);
  }

  /**
   * Splits a source into training and validation sequences and gives the latter their variation.
   *
   * @param held clips of the source that are held out for validation
   */
  static Scenario split(
      String name,
      SourceVariation variation,
      List<PoseSequence> source,
      Set<String> held,
      List<PoseSequence> target,
      Map<String, Set<String>> parts,
      Map<String, String> hashes) {
    Map<Boolean, List<PoseSequence>> split =
        source.stream().collect(Collectors.partitioningBy(view -> held.contains(view.clip())));
    Map<String, String> all = new LinkedHashMap<>(hashes);
    all.putAll(variation.hashes());
    return new Scenario(
        name,
        variation,
        split.get(false),
        variation.validation(split.get(true)),
        target,
        parts,
        all,
        "us",
        List.of());
  }

  /** The same with these caveats. */
  Scenario withCaveats(List<String> other) {
    return new Scenario(
        name, variation, source, validation, target, parts, hashes, protocol, other);
  }

  /**
   * The training sequences of an epoch, with the variation.
   *
   * @param seed of this epoch, from which random bodies and cameras are drawn
   */
  public List<PoseSequence> source(long seed) {
    return variation.training(source, seed);
  }

  /** The target sequences of one part, in the order of the stream. */
  public List<PoseSequence> part(String part) {
    Set<String> actions = parts.get(part);
    if (actions == null) {
      throw new BadInput(
          "scenario '%s' has no part '%s'; it has %s".formatted(name, part, parts.keySet()));
    }
    return target.stream().filter(sequence -> actions.contains(sequence.action())).toList();
  }

  /** The number of clips, however many views each has. */
  public static int clips(List<PoseSequence> sequences) {
    return (int) sequences.stream().map(PoseSequence::clip).distinct().count();
  }

  /** The number of frames in all. */
  public static int samples(List<PoseSequence> sequences) {
    return sequences.stream().mapToInt(PoseSequence::count).sum();
  }
}
