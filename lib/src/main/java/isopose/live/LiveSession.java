package isopose.live;

import isopose.io.BadInput;
import isopose.live.LiveSettings.Method;
import isopose.model.Session;
import isopose.run.TrainedModel;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Lifts frames as they arrive, in a thread of its own. Frames never queue: while one is lifted,
 * only the newest waits, and the others are dropped and counted.
 */
public final class LiveSession implements AutoCloseable {
  private final Session session;
  private final TrainedModel lifter;
  private final TrainedModel bodyLifter;
  private final Listener listener;
  private final Latest<Arrival> arriving = new Latest<>("live", this::lift);
  private volatile Wanted wanted = new Wanted(LiveSettings.of(Method.NONE), 1);
  private Wanted made; // what the lifter was made for
  private LiveLifter live;
  private LiveRecording recording;
  private boolean closed;

  /** A new one is a new stream, even with equal settings. */
  private static final class Wanted {
    private final LiveSettings settings;
    private final int person;

    Wanted(LiveSettings settings, int person) {
      this.settings = settings;
      this.person = person;
    }
  }

  /** A frame, and when it was handed over. */
  private record Arrival(LivePose pose, long nanos) {}

  /** Receives results, in the session's thread. */
  public interface Listener {
    /**
     * A frame was lifted.
     *
     * @param waitMillis milliseconds between its arrival and the beginning of its lifting
     */
    void lifted(LiveLift lift, double waitMillis);

    /** A frame could not be lifted; the next one starts from the trained weights. */
    void failed(String line);
  }

  /**
   * Without adaptation, for the first person.
   *
   * @param lifter without adaptation and for online ISO; must outlive this
   * @param bodyLifter with a body encoder; null if bodies are not estimated
   */
  public LiveSession(
      Session session, TrainedModel lifter, TrainedModel bodyLifter, Listener listener) {
    this.session = session;
    this.lifter = lifter;
    this.bodyLifter = bodyLifter;
    this.listener = listener;
  }

  /** Hands over a frame and returns at once. */
  public void submit(LivePose pose) {
    arriving.submit(new Arrival(pose, System.nanoTime()));
  }

  /** The name of the person who is in front of the camera. */
  public String person() {
    return "person " + wanted.person;
  }

  /** How many frames were dropped because a newer one arrived. */
  public long dropped() {
    return arriving.dropped();
  }

  /** The next frame is the first of a stream with these settings. */
  public void set(LiveSettings settings) {
    wanted = new Wanted(settings, wanted.person);
  }

  /** The next frame is the first of a stream of the next person. */
  public void reset() {
    wanted = new Wanted(wanted.settings, wanted.person + 1);
  }

  /** Starts a recording of the camera's frames; the next frame is the first of a stream. */
  public synchronized void record() {
    wanted = new Wanted(wanted.settings, wanted.person);
    recording = new LiveRecording();
  }

  /**
   * Ends the recording and writes it.
   *
   * @return how many frames it has; 0 if there was no recording
   * @throws BadInput as {@link LiveRecording#write}; where the file cannot be written, with the
   *     name of the file in the system's temporary folder that has the frames instead
   */
  public synchronized int stopRecording(Path file) {
    if (recording == null) {
      return 0;
    }
    LiveRecording ended = recording;
    recording = null;
    try {
      ended.write(file);
    } catch (BadInput | UncheckedIOException unwritable) {
      if (ended.count() == 0) {
        throw unwritable;
      }
      Path other = Path.of(System.getProperty("java.io.tmpdir")).resolve(file.getFileName());
      ended.write(other);
      throw new BadInput(
          "%s: cannot be written; its %d frames are in %s".formatted(file, ended.count(), other),
          unwritable);
    }
    return ended.count();
  }

  @SuppressWarnings("CatchingUnchecked")
  private synchronized void lift(Arrival arrival) {
    if (closed) {
      return;
    }
    LivePose pose = arrival.pose;
    try {
      Wanted now = wanted;
      if (now != made) {
        free();
        live = new LiveLifter(session, lifter, bodyLifter, now.settings);
        made = now;
      }
      double waitMillis = (System.nanoTime() - arrival.nanos) / 1e6;
      LiveLift lift = live.next(pose);
      if (recording != null) {
        recording.add(pose);
      }
      listener.lifted(lift, waitMillis);
    } catch (Throwable failure) { // would end the thread without a word
      free();
      report("frame %d: %s".formatted(pose.frame(), failure.getMessage()));
    }
  }

  private void report(String line) {
    try {
      listener.failed(line);
    } catch (RuntimeException unreachable) {
      // a page that is gone, about which there is nobody to tell
    }
  }

  private void free() {
    made = null;
    if (live != null) {
      live.close();
      live = null;
    }
  }

  /** Ends the session and frees its memory; a recording that was not written is lost. */
  @Override
  public synchronized void close() {
    closed = true;
    free();
  }
}
