package isopose.run.files;

import isopose.data.detect.DetectionFile;
import isopose.data.detect.DetectionOptions;
import isopose.io.BadInput;
import isopose.run.Project;
import isopose.run.TargetStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The people in a file or folder of 2D detections, ready for a trained model.
 *
 * @param streams one a person, in which only frames that can be lifted are samples
 * @param explanation what was recognised and what was filled, as text
 */
public record DetectedPeople(List<TargetStream> streams, String explanation) {

  /**
   * Reads detections of any known format; what the options do not say is told from the content.
   *
   * @param options as {@link DetectionOptions#parse(String...)} takes them
   * @throws BadInput as {@link DetectionFile#read}
   */
  public static DetectedPeople read(Path file, String... options) {
    DetectionFile detections = DetectionFile.read(file, DetectionOptions.parse(options));
    return new DetectedPeople(TargetStream.of(file, detections), detections.report().text());
  }

  /**
   * Finds and reads detections.
   *
   * @param name a file or folder, as seen from the working directory, the project or its {@code
   *     data/}
   * @param options as above
   * @throws BadInput if there is none, and as {@link #read}
   */
  public static DetectedPeople named(String name, String... options) {
    return read(find(name), options);
  }

  /**
   * The file or folder of this name, as {@link #named} finds it.
   *
   * @throws BadInput if there is none
   */
  public static Path find(String name) {
    Path project = Project.find();
    return Stream.of(Path.of(name), project.resolve(name), project.resolve("data").resolve(name))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new BadInput(name + ": no such file or folder"));
  }
}
