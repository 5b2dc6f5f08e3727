package isopose.chart.vega;

import isopose.chart.Style;
import java.awt.Color;
import java.util.Map;

/** A colour for a chart on a page whose theme may be light or dark. */
final class PageColour {
  private static final double DARK = 0.18; // luminance below which a line vanishes on a dark page
  private static final double NEARLY_BLACK = 0.045;

  private PageColour() {}

  /**
   * As a value of a Vega-Lite scale: the colour, or for a dark one an expression that is a lighter
   * one on a dark background.
   */
  static Object of(Color colour) {
    String light = Style.hex(colour);
    double luminance = luminance(colour);
    if (luminance >= DARK) {
      return light;
    }
    String onDark = Style.hex(towardsWhite(colour, luminance < NEARLY_BLACK ? 0.8 : 0.4));
    return Map.of("expr", "luminance(background||'#fff')<0.2?'%s':'%s'".formatted(onDark, light));
  }

  private static Color towardsWhite(Color colour, double white) {
    float[] channels = colour.getRGBColorComponents(null);
    for (int k = 0; k < channels.length; k++) {
      channels[k] += (float) white * (1 - channels[k]);
    }
    return new Color(channels[0], channels[1], channels[2]);
  }

  /** Relative luminance as the Web Content Accessibility Guidelines 2 define it, 0 to 1. */
  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
