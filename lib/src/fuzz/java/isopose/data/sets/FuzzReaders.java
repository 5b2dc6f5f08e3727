package isopose.data.sets;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fuzzes one reader after the other, each for the same time, and says how many inputs each had. */
public final class FuzzReaders {
  private static final String COUNT = "stat::number_of_executed_units:";

  private FuzzReaders() {}

  /**
   * Arguments: the folder to work in, the seconds for all readers together, the seconds that one
   * input may take, and, for fewer readers, their names separated by commas.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path place = Path.of(arguments[0]);
    List<ReaderUnderTest> readers =
        arguments.length < 4 || arguments[3].equals("all")
            ? List.of(ReaderUnderTest.values())
            : List.of(arguments[3].split(",")).stream().map(ReaderUnderTest::valueOf).toList();
    int seconds = Math.max(1, Integer.parseInt(arguments[1]) / readers.size());
    Map<ReaderUnderTest, String> inputs = new LinkedHashMap<>();
    int worst = 0;
    for (ReaderUnderTest reader : readers) {
      Process jazzer = start(reader, place.resolve(reader.toString()), seconds, arguments[2]);
      try (BufferedReader lines = jazzer.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          System.err.println(line);
          if (line.startsWith(COUNT)) {
            inputs.put(reader, line.substring(COUNT.length()).strip());
          }
        }
      }
      int code = jazzer.waitFor();
      worst = Math.max(worst, code);
      inputs.merge(reader, code == 0 ? "" : " inputs, and findings: exit code " + code, String::concat);
    }
    inputs.forEach((reader, count) -> System.out.println(reader + ": " + count));
    System.exit(worst);
  }

  private static Process start(ReaderUnderTest reader, Path place, int seconds, String timeout)
      throws IOException {
    Path corpus = Files.createDirectories(place.resolve("corpus"));
    Path seeds = Files.createDirectories(place.resolve("seeds"));
    Files.write(seeds.resolve("fixture"), reader.whole());
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx1g",
            "-D" + ReaderFuzzer.PROPERTY + "=" + reader,
            "-classpath",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + ReaderFuzzer.class.getName(),
            "--instrumentation_includes=isopose.data.**:io.jhdf.**:us.hebi.**:net.razorvine.**",
            "--keep_going=20",
            "--reproducer_path=" + place,
            "-artifact_prefix=" + place + "/",
            "-max_total_time=" + seconds,
            "-max_len=40000",
            "-timeout=" + timeout,
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            corpus.toString(),
            seeds.toString())
        .redirectErrorStream(true)
        .start();
  }
}
