package isopose.cli;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import isopose.adapt.AdaptSettings;
import isopose.adapt.AdaptSettings.Mode;
import isopose.body.BodyEstimation;
import isopose.cli.options.CommonOptions;
import isopose.data.detect.DetectionFile;
import isopose.data.detect.Detections;
import isopose.metrics.Scores;
import isopose.run.Adaptation;
import isopose.run.TrainedModel;
import isopose.run.queue.Archive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What {@code adapt} prints.
 *
 * @param adaptations one for each stream: of several people in a file of detections, one each
 * @param detections the people; null where the target is no file of detections
 * @param out the file that was written, or null
 */
record AdaptReport(
    TrainedModel trained, List<Adaptation> adaptations, DetectionFile detections, Path out) {

  void print(CommonOptions common, CommandSpec spec) {
    int samples = adaptations.stream().mapToInt(one -> one.stream().count()).sum();
    double seconds = adaptations.stream().mapToDouble(Adaptation::seconds).sum();
    AdaptSettings settings = adaptations.get(0).settings();
    String text =
        "%d samples, %s, %.1f ms each"
            .formatted(samples, describe(settings), 1000 * seconds / samples);
    JsonObject json = new JsonObject();
    if (adaptations.size() == 1) {
      text += of(adaptations.get(0), json);
    }
    if (detections != null) {
      text += detections(json);
    }
    if (adaptations.size() > 1) {
      JsonArray streams = new JsonArray();
      for (Adaptation adaptation : adaptations) {
        JsonObject stream = new JsonObject();
        stream.addProperty("name", adaptation.stream().name());
        text +=
            "%n%s: %d samples".formatted(adaptation.stream().name(), adaptation.stream().count());
        text += of(adaptation, stream);
        stream.addProperty("samples", adaptation.stream().count());
        stream.addProperty("seconds", adaptation.seconds());
        streams.add(stream);
      }
      json.add("streams", streams);
    }
    json.addProperty("run", trained.run());
    json.add("settings", new Gson().toJsonTree(settings));
    json.addProperty("samples", samples);
    json.addProperty("seconds", seconds);
    if (out != null) {
      json.addProperty("out", out.toString());
      text += "%nwritten to %s".formatted(out);
    }
    common.print(spec.commandLine().getOut(), json, text);
  }

  /** "mode online (T = 1, alpha = 2e-5)", "mode body (stream)". */
  private static String describe(AdaptSettings settings) {
    List<String> parts = new ArrayList<>();
    if (settings.moves()) {
      parts.add("T = %d, alpha = %s".formatted(settings.steps(), number(settings.rate())));
    }
    BodyEstimation body = settings.body();
    if (body != null) {
      String refined = body.refine() == null ? "%s" : "body %s, refined: %s";
      parts.add(refined.formatted(body.scope(), body.refinement()).toLowerCase(Locale.ROOT));
    }
    String mode = "mode " + settings.mode().name().toLowerCase(Locale.ROOT);
    return parts.isEmpty() ? mode : "%s (%s)".formatted(mode, String.join("; ", parts));
  }

  /** 2e-5 in place of 2.0E-5. */
  private static String number(double value) {
    return Double.toString(value).toLowerCase(Locale.ROOT).replace(".0e", "e");
  }

  /** Scores, caveats, resets and drift of one stream. */
  private static String of(Adaptation adaptation, JsonObject json) {
    StringBuilder text = new StringBuilder();
    if (adaptation.stream().truth() != null) {
      Scores scores = adaptation.evaluation().scores();
      new Gson()
          .toJsonTree(scores)
          .getAsJsonObject()
          .entrySet()
          .forEach(entry -> json.add(entry.getKey(), entry.getValue()));
      text.append(
          "%nPCK %.1f %%, AUC %.1f %%, MPJPE %.1f mm, PA-MPJPE %.1f mm (%s)"
              .formatted(
                  scores.pck(),
                  scores.auc(),
                  scores.mpjpe(),
                  scores.paMpjpe(),
                  adaptation.evaluation().protocol().describe()));
    }
    List<String> caveats = adaptation.stream().caveats();
    if (!caveats.isEmpty()) {
      json.add("caveats", new Gson().toJsonTree(caveats));
      text.append("%nnote on the data: %s".formatted(String.join("; ", caveats)));
    }
    json.addProperty("resets", adaptation.resets());
    if (adaptation.resets() > 0) {
      boolean body = adaptation.settings().mode() == Mode.BODY;
      text.append(
          (body ? "%n%d new persons found" : "%n%d resets to the trained weights")
              .formatted(adaptation.resets()));
    }
    json.add("drift", adaptation.drift().json());
    for (String warning : adaptation.drift().warnings()) {
      text.append("%nwarning: %s".formatted(warning));
    }
    json.addProperty("record", adaptation.run());
    return text.toString();
  }

  /** What was read, and what was missing in it. */
  private String detections(JsonObject json) {
    List<Detections> people = detections.people();
    int filled = people.stream().mapToInt(Detections::filledJoints).sum();
    int filledSamples =
        adaptations.stream().mapToInt(one -> one.stream().filled().cardinality()).sum();
    int rows = people.stream().mapToInt(Detections::count).sum();
    int invalid = rows - people.stream().mapToInt(person -> person.valid().cardinality()).sum();
    int without = rows - people.stream().mapToInt(person -> person.whole().length).sum();
    json.addProperty("joints_of_file", detections.report().order());
    json.addProperty("filled_joints", filled);
    json.addProperty("filled_samples", filledSamples);
    json.addProperty("rows", rows);
    json.addProperty("invalid_rows", invalid);
    json.addProperty("rows_without_pose", without);
    json.add("detections", detections.report().json());
    String text =
        "%ndetections (%s) in the order %s, %d missing joints filled; %d samples with filled joints lifted without adapting to them"
            .formatted(
                detections.report().format().label(),
                detections.report().order(),
                filled,
                filledSamples);
    for (String warning : detections.report().warnings()) {
      text += "%nwarning: %s".formatted(warning);
    }
    return invalid == 0
        ? text
        : text
            + "%n%d of %d rows, in which the person was not seen or too few joints were, are marked as not valid; %d of them have no pose"
                .formatted(invalid, rows, without);
  }

  /** What was lifted of an archive. */
  static JsonObject json(TrainedModel trained, Archive archive, Archive.Report report) {
    JsonObject json = new Gson().toJsonTree(report).getAsJsonObject();
    json.addProperty("run", trained.run());
    json.add("settings", new Gson().toJsonTree(archive.settings()));
    json.addProperty("out", archive.output());
    return json;
  }

  static String text(Archive archive, Archive.Report report) {
    return "%,d streams lifted (%,d rows, %.0f seconds), %,d were there; all %,d are in %s"
        .formatted(
            report.streams() - report.earlier(),
            report.rows(),
            report.seconds(),
            report.earlier(),
            report.streams(),
            archive.output());
  }
}
