package isopose.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BadInputTest {
  @Test
  void theFailureBehindItMayBeUnknown() {
    assertEquals("x", new BadInput("x", null).getMessage());
    Exception failure = new IllegalStateException();
    assertEquals(failure, new BadInput("x", failure).getSuppressed()[0]);
  }

  @Test
  void aQuotedFileNeitherBreaksTheLineNorSteersTheTerminal() {
    assertEquals("x: got '?[31m??Zoë'", new BadInput("x: got '\u001b[31m\r\nZoë'").getMessage());
    // an escape of one character, a line's end of Unicode, text from right to left, broken UTF-8
    assertEquals("????", new BadInput("\u009b\u2028\u202e\ufffd").getMessage());
  }
}
