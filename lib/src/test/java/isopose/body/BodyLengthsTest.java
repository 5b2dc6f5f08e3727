package isopose.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.io.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLengthsTest {
  static final String GOOD =
      """
      bone,length
      hip,13
      thigh,44
      shin,43
      lower_trunk,24
      upper_trunk,25
      neck,12.5
      head,11
      shoulder,15
      upper_arm,28
      forearm,25
      """;

  @TempDir private Path place;

  private Path file(String text) throws IOException {
    return Files.writeString(place.resolve("body.csv"), text);
  }

  @Test
  void lengthsAreReadInAnyOrderOfRows() throws IOException {
    double[] lengths = {13, 44, 43, 24, 25, 12.5, 11, 15, 28, 25};
    assertArrayEquals(BodyRatios.ofLengths(lengths), BodyLengths.read(file(GOOD)));
    String last = GOOD.replace("hip,13\n", "") + "hip,13\n";
    assertArrayEquals(BodyRatios.ofLengths(lengths), BodyLengths.read(file(last)));
  }

  @ParameterizedTest
  @CsvSource({
    "'hip,13\n', '', the bone 'hip' is missing",
    "'shin,43', 'thigh,43', line 4: the bone 'thigh' is there twice",
    "'shin,43', 'tail,43', 'line 4: expected a bone and its length; the bones are hip, thigh'",
    "'shin,43', 'shin', 'line 4: expected a bone and its length'",
    "'shin,43', 'shin,-43', line 4: length: expected a positive number",
    "'shin,43', 'shin,NaN', line 4: length: expected a positive number",
    "'shin,43', 'shin,1e300', line 4: length: expected a positive number",
    "'shin,43', 'shin,long', line 4: length: expected a positive number",
    "'bone,length', 'joint,length', 'line 1: expected the header bone,length'"
  })
  void aBadFileIsOneLineThatNamesTheFault(String good, String bad, String message)
      throws IOException {
    Path file = file(GOOD.replace(good.replace("\\n", "\n"), bad));
    BadInput e = assertThrows(BadInput.class, () -> BodyLengths.read(file));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertFalse(e.getMessage().contains("\n"));
  }

  @Test
  void anEmptyFileLacksTheFirstBone() throws IOException {
    Path file = file("");
    BadInput e = assertThrows(BadInput.class, () -> BodyLengths.read(file));
    assertEquals(
        file + ": the bone 'hip' is missing",
        e.getMessage().substring(0, e.getMessage().indexOf(';')));
  }
}
