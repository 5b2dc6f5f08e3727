package isopose.notebook.widget;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import isopose.body.BodyRatios;
import isopose.chart.pose.PoseScript;
import isopose.io.BadInput;
import isopose.live.LiveLift;
import isopose.live.LivePose;
import isopose.live.LiveRecording;
import isopose.live.LiveSession;
import isopose.live.LiveSettings;
import isopose.live.LiveSettings.Method;
import isopose.model.Ranges;
import isopose.model.Session;
import isopose.run.Project;
import isopose.run.TargetStream;
import isopose.run.TrainedModel;
import isopose.run.files.DetectedPeople;
import isopose.skeleton.Poses;
import isopose.skeleton.Skeleton;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * A {@link LiveSession} in a cell's output. The page ({@code live.js}) drives it: it sends the
 * landmarks that it finds in a camera's pictures, or asks for the samples of a recording, and draws
 * what comes back. The kernel does nothing while no page asks.
 */
public final class LiveView implements LiveSession.Listener {
  private static final Gson GSON = new Gson();
  private static final DateTimeFormatter FILE =
      DateTimeFormatter.ofPattern("'live-'yyyyMMdd-HHmmss'.npz'", Locale.ROOT);

  /** Where {@code notebooks/run} and an editor started in the project's folder serve them. */
  private static final List<String> DETECTOR = List.of("files/live/", "files/notebooks/live/");

  private static final String NO_DETECTOR =
      "The detector's files are not served here: end JupyterLab and start it with notebooks/run --lab --with-live.";

  private static final String HINT =
      "<p>The live session is shown in JupyterLab, started by <code>notebooks/run --lab"
          + " --with-live</code>, while the kernel runs.</p>";

  private static final double FRAMES_PER_SECOND = 25; // of a recording without times

  /** The session of the cell that ran last. */
  private static final AtomicReference<LiveView> OPEN = new AtomicReference<>();

  private final LiveSession live;
  private final TrainedModel bodyLifter;
  private final Clip clip;
  private final Path folder;
  private KernelWidget widget;

  /**
   * A recording to play beside the camera.
   *
   * @param framesPerSecond while it plays
   */
  private record Clip(TargetStream stream, double framesPerSecond) {}

  /**
   * Without a page.
   *
   * @param lifter without adaptation and for online ISO
   * @param bodyLifter with a body encoder; null for none
   * @param clip null for none
   * @param folder for recordings
   */
  private LiveView(
      Session session, TrainedModel lifter, TrainedModel bodyLifter, Clip clip, Path folder) {
    this.live = new LiveSession(session, lifter, bodyLifter, this);
    this.bodyLifter = bodyLifter;
    this.clip = clip;
    this.folder = folder;
  }

  /**
   * Opens a session in the cell that runs now, and ends the one before. The page needs JupyterLab,
   * started by {@code notebooks/run --lab --with-live}.
   *
   * @param lifter for the stream without adaptation and with online ISO, such as the pretrained
   *     model joint
   * @param bodyLifter for the body from the stream, such as the pretrained model body; null if it
   *     is not wanted
   * @param recording a file of detections with one person, as {@link DetectedPeople#find} finds it
   * @throws BadInput as {@link DetectedPeople#named}
   */
  public static void open(
      BaseKernel kernel,
      Session session,
      TrainedModel lifter,
      TrainedModel bodyLifter,
      String recording) {
    Path file = DetectedPeople.find(recording);
    double rate = LiveRecording.framesPerSecond(file);
    TargetStream stream = DetectedPeople.read(file).streams().get(0);
    Clip clip = new Clip(stream, Double.isNaN(rate) ? FRAMES_PER_SECOND : rate);
    Path folder = Project.find().resolve("data").resolve("recordings");
    LiveView view = new LiveView(session, lifter, bodyLifter, clip, folder);
    LiveView before = OPEN.getAndSet(view);
    if (before != null) {
      before.close();
    }
    view.show(kernel);
  }

  private void show(BaseKernel kernel) {
    JsonObject state = new JsonObject();
    state.addProperty("setup", GSON.toJson(setup()));
    widget = KernelWidget.module(kernel, PoseScript.LIVE.text(), state);
    widget.onReceive(this::receive);
    DisplayData shown = new DisplayData("a live session; it needs JupyterLab");
    shown.putData("text/html", HINT);
    shown.putData(Interaction.VIEW, widget.view());
    kernel.display(shown);
  }

  private Map<String, Object> setup() {
    Map<String, Object> setup = new LinkedHashMap<>(PoseScript.skeleton(Skeleton.H36M_17));
    setup.put("colours", PoseScript.colours());
    setup.put("bones", BodyRatios.BONES.stream().map(bone -> bone.replace('_', ' ')).toList());
    if (clip != null) {
      Map<String, Object> recording = new LinkedHashMap<>();
      recording.put("name", clip.stream().name());
      recording.put("frames", clip.stream().count());
      recording.put("framesPerSecond", clip.framesPerSecond());
      setup.put("recording", recording);
    }
    List<Method> methods =
        Arrays.stream(Method.values())
            .filter(one -> bodyLifter != null || one != Method.BODY)
            .toList();
    setup.put("adaptations", methods.stream().map(LiveView::name).toList());
    setup.put("adaptation", name(methods.get(methods.size() - 1)));
    setup.put("rate", LiveSettings.of(Method.ONLINE).rate());
    setup.put("landmarker", PoseScript.LANDMARKER.text());
    setup.put("detector", DETECTOR);
    setup.put("noDetector", NO_DETECTOR);
    return setup;
  }

  private static String name(Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  // ---- from the page, on the kernel's thread for messages

  /** A message of the page; one that is not as expected is answered with a line. */
  @SuppressWarnings("CatchingUnchecked")
  void receive(JsonObject message) {
    try {
      switch (message.get("kind").getAsString()) {
        case "pose" -> live.submit(pose(message));
        case "sample" -> live.submit(sample(message));
        case "settings" -> live.set(settings(message));
        case "reset" -> live.reset();
        case "record" -> record(message.get("on").getAsBoolean());
        default -> throw new BadInput("unknown message of the page: " + message.get("kind"));
      }
    } catch (RuntimeException unexpected) {
      failed(String.valueOf(unexpected.getMessage()));
    }
  }

  private LivePose pose(JsonObject message) {
    JsonArray numbers = message.getAsJsonArray("landmarks");
    float[] landmarks = new float[numbers.size()];
    for (int k = 0; k < landmarks.length; k++) {
      JsonElement number = numbers.get(k);
      landmarks[k] = number.isJsonNull() ? Float.NaN : number.getAsFloat();
    }
    return LivePose.of(
        message.get("frame").getAsInt(),
        message.get("seconds").getAsDouble(),
        message.get("width").getAsDouble(),
        message.get("height").getAsDouble(),
        landmarks,
        live.person());
  }

  private LivePose sample(JsonObject message) {
    int index = message.get("index").getAsInt();
    if (clip == null || index < 0 || index >= clip.stream().count()) {
      throw new BadInput("there is no sample " + index + " of a recording");
    }
    double seconds = message.get("seconds").getAsDouble();
    return LivePose.of(clip.stream(), index, seconds).numbered(message.get("frame").getAsInt());
  }

  private static LiveSettings settings(JsonObject message) {
    Method method =
        Method.valueOf(message.get("adaptation").getAsString().toUpperCase(Locale.ROOT));
    double rate = message.get("rate").getAsDouble();
    Ranges.requirePositive("rate", rate, 10);
    return new LiveSettings(method, rate, message.get("notices").getAsBoolean());
  }

  private void record(boolean on) {
    if (on) {
      live.record();
      note("Recording: each frame that is lifted is kept.");
    } else {
      Path file = folder.resolve(LocalDateTime.now(ZoneId.systemDefault()).format(FILE));
      int frames = live.stopRecording(file);
      note("%d frames are in %s".formatted(frames, file));
    }
  }

  // ---- to the page, from the session's thread

  @Override
  public void lifted(LiveLift lift, double waitMillis) {
    JsonObject result = new JsonObject();
    result.addProperty("kind", "result");
    result.addProperty("frame", lift.input().frame());
    result.addProperty("person", lift.input().person());
    result.addProperty("dropped", live.dropped());
    result.addProperty("resets", lift.resets());
    result.addProperty("loss", finite(lift.selfSupervisedLoss()));
    result.addProperty("distance", finite(lift.weightDistance()));
    result.addProperty("plainMillis", lift.plainMillis());
    result.addProperty("lift", lift.liftMillis());
    result.addProperty("adapt", lift.adaptMillis());
    result.addProperty("wait", waitMillis);
    JsonArray ratios = new JsonArray();
    for (int k = 0; k < lift.ratios().length; k++) {
      ratios.add(Math.round(1e4 * Math.expm1(lift.ratios()[k] - lift.sourceRatios()[k])) / 100.0);
    }
    result.add("ratios", ratios);
    if (lift.pose() != null) {
      result.add("input", numbers(lift.input().pose2d()));
      result.add("pose", numbers(lift.pose()));
      result.add("plain", numbers(lift.plain()));
    }
    widget.post(result);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** Tenths are more than a page shows. */
  private static JsonArray numbers(Poses poses) {
    JsonArray numbers = new JsonArray();
    for (float value : poses.values()) {
      numbers.add(Math.round(10 * value) / 10.0);
    }
    return numbers;
  }

  @Override
  public void failed(String line) {
    note(line);
  }

  private void note(String text) {
    send("note", text);
  }

  private void send(String kind, String text) {
    JsonObject message = new JsonObject();
    message.addProperty("kind", kind);
    message.addProperty("text", text);
    widget.post(message);
  }

  /** Ends it here and in the page. */
  private void close() {
    live.close();
    send("ended", "Another live session was started; run this cell again to use this one.");
  }
}
