package isopose.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import isopose.study.Axis.Point;
import isopose.study.Axis.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void numbersAndSwitchesLieAlongTheChart() {
    Axis axis = Axis.of("flip", true, false);
    assertEquals(Role.AT, axis.role());
    assertEquals(List.of(1.0, 0.0), axis.points().stream().map(Point::at).toList());
  }

  /** Without a number, all values would be the same row. */
  @Test
  void wordsAreGroupsOfRows() {
    Axis axis = Axis.of("adapt.body", "own", "stream");
    assertEquals(Role.GROUP, axis.role());
    assertEquals(List.of("own", "stream"), axis.points().stream().map(Point::label).toList());
  }
}
