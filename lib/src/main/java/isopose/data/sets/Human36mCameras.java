package isopose.data.sets;

import com.google.gson.Gson;
import isopose.data.PinholeCamera;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The published calibration of Human3.6M: four cameras, placed anew for each subject. */
final class Human36mCameras {
  private static final String CONSTANTS = "human36m-cameras.json";

  private Human36mCameras() {}

  /** The constants' file. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Constants(List<Intrinsics> cameras, Map<String, double[][]> subjects) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Intrinsics(
      String id, double[] focal, double[] centre, double[] radial, double[] tangential) {}

  /** The four cameras of each subject, S1 to S11, in the order of the published 2D files. */
  static Map<String, List<Human36mCamera>> load() {
    Constants constants;
    try (InputStream in = Human36mCameras.class.getResourceAsStream(CONSTANTS);
        Reader text = new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8)) {
      constants = new Gson().fromJson(text, Constants.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, List<Human36mCamera>> cameras = new LinkedHashMap<>();
    constants.subjects.forEach(
        (subject, poses) -> {
          List<Human36mCamera> four = new ArrayList<>();
          for (int c = 0; c < poses.length; c++) {
            four.add(camera(constants.cameras.get(c), poses[c]));
          }
          cameras.put(subject, four);
        });
    return cameras;
  }

  private static Human36mCamera camera(Intrinsics lens, double... pose) {
    return new Human36mCamera(
        lens.id,
        new PinholeCamera(lens.focal[0], lens.focal[1], lens.centre[0], lens.centre[1]),
        lens.radial,
        lens.tangential,
        Arrays.copyOfRange(pose, 0, 4),
        Arrays.copyOfRange(pose, 4, 7));
  }
}
