package isopose.experiment;

import isopose.experiment.Comparison.Method;
import java.util.List;
import java.util.Optional;

/**
 * A method of Tables 1 and 2: the comparators that the paper ran itself, Baseline, and ISO in its
 * forms.
 *
 * @param label its row
 * @param method which of Sec. 4.2's methods it is with its configuration
 * @param comparator whose preset it is trained with, such as "semgcn"; empty: ours
 * @param technique how it is trained
 */
record Contender(String label, Method method, Optional<String> comparator, String technique) {
  static final Contender REPNET = comparator("RepNet", "repnet");
  static final Contender SEMGCN = comparator("SemGCN", "semgcn");
  static final Contender OURS = ours("Online-Cyc", Method.ONLINE, "cycle");

  /** All of them, in the tables' order. */
  static List<Contender> all() {
    return List.of(
        REPNET,
        SEMGCN,
        ours("Baseline", Method.BASELINE, "none"),
        ours("Joint-Adv", Method.JOINT, "adversary"),
        ours("Online-Adv", Method.ONLINE, "adversary"),
        ours("Joint-Cyc", Method.JOINT, "cycle"),
        OURS);
  }

  /** Those of them that were asked for: ISO only with these techniques. */
  static List<Contender> of(Compared compared) {
    return all().stream()
        .filter(
            one ->
                one.technique().equals("none") || compared.techniques().contains(one.technique()))
        .toList();
  }

  private static Contender comparator(String label, String name) {
    return new Contender(label, Method.BASELINE, Optional.of(name), "none");
  }

  private static Contender ours(String label, Method method, String technique) {
    return new Contender(label, method, Optional.empty(), technique);
  }

  /** What it is trained with: the study's data, preset size and seed. */
  Configuration configuration(Study study, long seed) {
    Configuration like = study.joint(seed);
    return comparator
        .map(name -> like.comparator(name))
        .orElse(like)
        .with("technique", technique)
        .canonical();
  }

  /** Its run with this seed. */
  Trial trial(Study study, long seed) {
    Configuration configuration = configuration(study, seed);
    Trial trial = study.with(configuration).trial(method, seed);
    return new Trial(configuration, trial.stream(), trial.settings());
  }

  /** These contenders' runs with every seed of the study. */
  static List<Trial> trials(List<Contender> contenders, Study study) {
    return contenders.stream()
        .flatMap(one -> study.seeds().stream().map(seed -> one.trial(study, seed)))
        .toList();
  }
}
