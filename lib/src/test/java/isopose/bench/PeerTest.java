package isopose.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.io.BadInput;
import isopose.stats.Quantiles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerTest {
  @Test
  void readsNameAndLastNumberOfALine() {
    Map<String, Double> times = new LinkedHashMap<>();
    Peer.read("train   165.5   203.0", times);
    Peer.read("online 90", times);
    Peer.read("predict-64    11.3  ", times);
    Peer.read("", times);
    Peer.read("no number here", times);
    assertEquals(Map.of("train", 203.0, "online", 90.0, "predict-64", 11.3), times);
  }

  @Test
  void runsACommand() {
    assertEquals(Map.of("online", 2.5), new Peer("echo online 2.5").time());
  }

  @Test
  void saysWhatIsWrongWithACommand() {
    BadInput failed = assertThrows(BadInput.class, () -> new Peer("exit 3").time());
    assertTrue(failed.getMessage().contains("exit code 3"), failed.getMessage());
    BadInput silent = assertThrows(BadInput.class, () -> new Peer("echo nothing").time());
    assertTrue(silent.getMessage().contains("online 90.5"), silent.getMessage());
  }

  @Test
  void theMedianIsTheMiddle() {
    assertEquals(2, Quantiles.median(3, 1, 2));
    assertEquals(2.5, Quantiles.median(4, 1, 3, 2));
  }
}
