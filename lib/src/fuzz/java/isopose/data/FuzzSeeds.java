package isopose.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Writes one seed a reader for {@link ReaderFuzzer}: its number, then a whole small file. */
public final class FuzzSeeds {
  private static final String CSV = "sequence,j0_x,j0_y\na,1.5,2\na,3,-4e1\n";
  private static final String BVH =
      "HIERARCHY\nROOT Hips\n{\nOFFSET 0 0 0\nCHANNELS 6 Xposition Yposition Zposition Zrotation"
          + " Xrotation Yrotation\nJOINT Spine\n{\nOFFSET 0 10 0\nCHANNELS 3 Zrotation Xrotation"
          + " Yrotation\nEnd Site\n{\nOFFSET 0 5 0\n}\n}\n}\nMOTION\nFrames: 1\nFrame Time: 0.03\n"
          + "0 90 0 1 2 3 4 5 6\n";

  private FuzzSeeds() {}

  /** Arguments: folders of the fixtures, of the seeds, and of the inputs that fuzzing finds. */
  public static void main(String[] arguments) throws IOException {
    Path fixtures = Path.of(arguments[0]);
    Path seeds = Files.createDirectories(Path.of(arguments[1]));
    Files.createDirectories(Path.of(arguments[2]));
    ReaderFuzzer.Target[] targets = ReaderFuzzer.Target.values();
    for (int number = 0; number < targets.length; number++) {
      ReaderFuzzer.Target target = targets[number];
      ByteArrayOutputStream seed = new ByteArrayOutputStream();
      seed.write(number);
      seed.write(content(target, fixtures));
      Files.write(seeds.resolve("seed-" + target), seed.toByteArray());
    }
  }

  private static byte[] content(ReaderFuzzer.Target target, Path fixtures) throws IOException {
    return switch (target) {
      case CSV -> CSV.getBytes(StandardCharsets.UTF_8);
      case BVH -> BVH.getBytes(StandardCharsets.UTF_8);
      default -> fixture(target.fixture, fixtures);
    };
  }

  /** A file, or with "!" one array of an archive. */
  private static byte[] fixture(String name, Path fixtures) throws IOException {
    String[] parts = name.split("!", 2);
    Path file = fixtures.resolve(parts[0]);
    if (parts.length == 1) {
      return Files.readAllBytes(file);
    }
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(parts[1] + ".npy"))) {
      return in.readAllBytes();
    }
  }
}
