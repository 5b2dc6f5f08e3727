package isopose.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.io.BadInput;
import org.junit.jupiter.api.Test;

class ProfileTest {

  @Test
  void quickIsTheDefaultAndNamesAreForgiving() {
    assertEquals(Profile.QUICK, Profile.named(null));
    assertEquals(Profile.QUICK, Profile.named(" "));
    assertEquals(Profile.SMOKE, Profile.named("Smoke "));
    assertEquals("full", Profile.FULL.toString());
  }

  @Test
  void aWrongNameIsAnsweredWithTheRightOnes() {
    BadInput bad = assertThrows(BadInput.class, () -> Profile.named("fast"));
    assertTrue(bad.getMessage().contains("'fast'"), bad.getMessage());
    assertTrue(bad.getMessage().contains("smoke, quick or full"), bad.getMessage());
  }

  @Test
  void eachProfilePicksItsValue() {
    assertEquals(2, Profile.SMOKE.pick(2, 60, 300));
    assertEquals(60, Profile.QUICK.pick(2, 60, 300));
    assertEquals(300, Profile.FULL.pick(2, 60, 300));
  }
}
