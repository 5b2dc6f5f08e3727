package isopose;

import isopose.model.Session;

/**
 * The device of the tests that compare the fused arithmetic with autograd and with numbers computed
 * elsewhere: the CPU, or what the system property {@code isopose.test.device} names ({@code
 * lib/src/gpu/check} runs them on a GPU).
 */
public final class TestDevice {
  private TestDevice() {}

  /** Opens a session with one thread. */
  public static Session open() {
    return Session.open(System.getProperty("isopose.test.device", "cpu"), 1);
  }
}
