package isopose.experiment;

import isopose.adapt.AdaptSettings;
import isopose.metrics.Evaluation;
import isopose.model.Session;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The four methods of Sec. 4.2 on one stream with one seed: Baseline, Joint, Vanilla, Online.
 *
 * @param technique adversary or cycle
 * @param subset how many samples vanilla saw: {@link TargetStream#subsetPlaces}
 * @param methods by name, in the paper's order; all on the whole stream but Vanilla
 */
public record Comparison(String technique, int subset, Map<Method, Adaptation> methods) {

  /** Sec. 4.2's names. */
  public enum Method {
    /** Trained by L_f alone. */
    BASELINE("Baseline"),
    /** Trained by L_f and L_s, not adapted. */
    JOINT("Joint"),
    /** Joint, adapted to each sample from the trained weights. */
    VANILLA("Vanilla"),
    /** Joint, adapted along the stream. */
    ONLINE("Online");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    /** As the paper writes it. */
    public String label() {
      return label;
    }
  }

  /**
   * Loads the records of all four, running what is missing.
   *
   * @param joint the Joint model's configuration; the Baseline's differs in its technique only
   * @param subset samples for vanilla
   */
  public static Comparison run(
      Session session, Runs runs, Configuration joint, int subset, Progress progress) {
    Map<Method, Adaptation> methods = new LinkedHashMap<>();
    Configuration baseline = joint.with("technique", "none");
    TargetStream stream = TargetStream.of(runs.scenario(joint));
    AdaptSettings online = AdaptSettings.online(joint.seed());
    AdaptSettings vanilla = AdaptSettings.vanilla(joint.seed());
    try (TrainedModel model = runs.train(session, baseline, progress)) {
      methods.put(
          Method.BASELINE, runs.adapt(session, model, stream, AdaptSettings.none(), progress));
    }
    try (TrainedModel model = runs.train(session, joint, progress)) {
      methods.put(Method.JOINT, runs.adapt(session, model, stream, AdaptSettings.none(), progress));
      methods.put(
          Method.VANILLA, runs.adapt(session, model, stream.subset(subset), vanilla, progress));
      methods.put(Method.ONLINE, runs.adapt(session, model, stream, online, progress));
    }
    return new Comparison(joint.ssl().technique(), subset, methods);
  }

  /** A method's scores on the samples that vanilla saw, so that all four can be compared. */
  public Evaluation onSubset(Method method) {
    Adaptation adaptation = methods.get(method);
    return method == Method.VANILLA ? adaptation.evaluation() : adaptation.evaluation(subset);
  }

  /** A method's scores on the whole stream; Vanilla has none. */
  public Evaluation onStream(Method method) {
    if (method == Method.VANILLA) {
      throw new IllegalArgumentException("vanilla was run on a subset of the stream only");
    }
    return methods.get(method).evaluation();
  }

  /** A method's scores on one part of the stream; Vanilla's on its subset's samples there. */
  public Evaluation onPart(Method method, String part) {
    Adaptation adaptation = methods.get(method);
    return adaptation.evaluation().by(adaptation.stream().parts()).get(part);
  }
}
