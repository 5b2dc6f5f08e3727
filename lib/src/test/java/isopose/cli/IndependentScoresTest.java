package isopose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import isopose.Fixtures;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.skeleton.Skeleton;
import isopose.skeleton.Skeletons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code score} against an independent computation with NumPy and SciPy: {@code
 * fixtures/metrics/independent.py}, which made poses and expected scores.
 */
class IndependentScoresTest {
  private static final Path RANDOM = Fixtures.path("metrics/random.npz");

  @TempDir Path folder;

  private static JsonObject expected(String section) {
    try {
      String text = Files.readString(Fixtures.path("metrics/independent.json"));
      return JsonParser.parseString(text).getAsJsonObject().getAsJsonObject(section);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject score(Path predicted, Path truth, String protocol, String... more) {
    List<Object> arguments = new ArrayList<>(List.of("score", "--predicted", predicted));
    arguments.addAll(List.of("--truth", truth, "--protocol", protocol, "--json"));
    arguments.addAll(Arrays.asList(more));
    CommandRun run = CommandRun.of(arguments.toArray());
    assertEquals(0, run.code(), run.err());
    return run.json();
  }

  private static void assertNear(JsonObject expected, JsonObject found, String where) {
    for (Map.Entry<String, JsonElement> value : expected.entrySet()) {
      assertEquals(
          value.getValue().getAsDouble(),
          found.get(value.getKey()).getAsDouble(),
          1e-6,
          where + " " + value.getKey());
    }
  }

  static List<String> protocols() {
    return List.copyOf(expected("protocols").keySet());
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void everyProtocolAndVariantByItsName(String protocol) {
    assertNear(
        expected("protocols").getAsJsonObject(protocol), score(RANDOM, RANDOM, protocol), protocol);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequences", "activities", "per_joint"})
  void sequencesActivitiesAndJoints(String groups) {
    JsonObject found = score(RANDOM, RANDOM, "us").getAsJsonObject(groups);
    JsonObject expected = expected(groups);
    assertEquals(
        expected.keySet(),
        found.keySet().stream().sorted().collect(java.util.stream.Collectors.toSet()));
    expected
        .keySet()
        .forEach(
            name -> assertNear(expected.getAsJsonObject(name), found.getAsJsonObject(name), name));
  }

  /** The same numbers from a table of text, and from MATLAB's files of both kinds. */
  @ParameterizedTest
  @ValueSource(strings = {"predicted.mat", "predicted73.mat", "predicted.csv", "predicted.npy"})
  void everyFormatGivesTheSameScores(String name) throws IOException {
    Path predicted =
        name.endsWith(".mat") ? Fixtures.path("metrics/" + name) : folder.resolve(name);
    if (name.endsWith(".csv")) {
      writeCsv(predicted);
    } else if (name.endsWith(".npy")) {
      writeNpy(predicted);
    }
    JsonObject found = score(predicted, RANDOM, "us", "--truth-key", "truth");
    assertNear(expected("protocols").getAsJsonObject("us"), found, name);
    assertTrue(found.getAsJsonObject("sequences").has("b"));
    assertTrue(found.getAsJsonObject("activities").has("sit"));
  }

  private static void writeCsv(Path file) throws IOException {
    StringBuilder text = new StringBuilder("activity,sequence");
    for (int j = 0; j < 17; j++) {
      text.append(",j%d_x,j%d_y,j%d_z".formatted(j, j, j));
    }
    double[] numbers = Npz.read(RANDOM, "predicted").doubles();
    String[] sequence = Npz.read(RANDOM, "sequence").strings();
    String[] activity = Npz.read(RANDOM, "activity").strings();
    for (int i = 0; i < sequence.length; i++) {
      text.append('\n').append(activity[i]).append(',').append(sequence[i]);
      for (int k = 0; k < 51; k++) {
        text.append(',').append(numbers[51 * i + k]);
      }
    }
    Files.writeString(file, text);
  }

  /** A single array, as {@code numpy.save} writes it: the payload of an archive's entry. */
  private static void writeNpy(Path file) throws IOException {
    try (var zip = new java.util.zip.ZipFile(RANDOM.toFile());
        var in = zip.getInputStream(zip.getEntry("predicted.npy"))) {
      Files.write(file, in.readAllBytes());
    }
  }

  /** A table of the truth names its activities, and they are scored one by one. */
  @Test
  void activitiesOfATable() throws IOException {
    Path table = folder.resolve("truth.csv");
    writeCsv(table);
    JsonObject found = score(RANDOM, table, "us", "--predicted-key", "truth");
    assertEquals(2, found.getAsJsonObject("activities").size());
    double swapped = expected("protocols").getAsJsonObject("us").get("mpjpe").getAsDouble();
    assertEquals(swapped, found.get("mpjpe").getAsDouble(), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"us", "gs", "pa"})
  void posesOfSixteenAndFourteenJoints(String protocol) {
    for (Skeleton fewer : List.of(Skeletons.H36M_16, Skeletons.LSP_14)) {
      Path file = folder.resolve(fewer.size() + ".npz");
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      for (String name : List.of("predicted", "truth")) {
        arrays.put(name, joints(Npz.read(RANDOM, name).doubles(), fewer));
      }
      arrays.put("sequence", Npz.read(RANDOM, "sequence"));
      Npz.write(file, arrays);
      String section = fewer.size() == 16 ? "h36m16" : "lsp14";
      assertNear(expected(section).getAsJsonObject(protocol), score(file, file, protocol), section);
    }
  }

  private static NpyArray joints(double[] seventeen, Skeleton fewer) {
    int count = seventeen.length / 51;
    double[] chosen = new double[count * fewer.size() * 3];
    for (int k = 0; k < chosen.length; k++) {
      int point = k / 3;
      String joint = fewer.joints().get(point % fewer.size());
      int from = point / fewer.size() * 17 + Skeleton.H36M_17.index(joint);
      chosen[k] = seventeen[3 * from + k % 3];
    }
    return NpyArray.of(chosen, count, fewer.size(), 3);
  }
}
