package isopose.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void controlCharactersAreWrittenAsEscapes() {
    String name = "a\u001b[31mb\u0007\u009b\u007f\r\n\t\u202ec";
    assertEquals(
        "a\\u001b[31mb\\u0007\\u009b\\u007f\\u000d\\u000a\\u0009\\u202ec", PlainText.line(name));
    assertEquals("a\\u001b[31mb\\u0007\\u009b\\u007f\\u000d\n\t\\u202ec", PlainText.lines(name));
  }

  @Test
  void lettersOfAnyLanguageStay() {
    String name = "Gehen \u00e4\u00f6, \u6b69\u304f, \ud83d\ude00 \\ $1";
    assertEquals(name, PlainText.line(name));
  }
}
