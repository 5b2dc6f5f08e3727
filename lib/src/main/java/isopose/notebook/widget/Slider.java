package isopose.notebook.widget;

import com.google.gson.JsonObject;
import isopose.io.BadInput;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * A number between two others, moved along a line.
 *
 * @param name what it sets
 * @param min the smallest value
 * @param max the largest value
 * @param start the value at first
 * @param isLogarithmic whether equal ways are equal factors
 * @param isWhole whether the values are whole numbers
 */
public record Slider(
    String name, double min, double max, double start, boolean isLogarithmic, boolean isWhole)
    implements Control<Double> {
  private static final int STEPS = 100; // at least, in one, two or five units of a power of ten
  private static final double LOG_STEP = 0.05; // of a power of ten

  public Slider {
    if (!(min < max) || !(start >= min && start <= max)) {
      throw new BadInput(
          "slider %s: expected min <= start <= max, got %s, %s, %s"
              .formatted(name, min, start, max));
    }
    if (isLogarithmic && min <= 0) {
      throw new BadInput("slider %s: a logarithmic one has positive values only".formatted(name));
    }
  }

  /** A linear slider that starts in the middle. */
  public Slider(String name, double min, double max) {
    this(name, min, max, (min + max) / 2, false, false);
  }

  /** The same on a logarithmic line; it starts at the geometric mean. */
  public Slider log() {
    return new Slider(name, min, max, Math.sqrt(min * max), true, false);
  }

  /** The same for whole numbers, such as the index of a sample; it starts near the middle. */
  public Slider whole() {
    return new Slider(name, min, max, Math.rint(start), false, true);
  }

  /** The same with another value at first. */
  public Slider start(double newStart) {
    return new Slider(name, min, max, newStart, isLogarithmic, isWhole);
  }

  @Override
  public Double first() {
    return start;
  }

  @Override
  public String describe(Double value) {
    return "%s = %s".formatted(name, String.format(Locale.ROOT, isWhole ? "%.0f" : "%.3g", value));
  }

  @Override
  public KernelWidget open(BaseKernel kernel, String layout, String style) {
    double from = isLogarithmic ? Math.log10(min) : min;
    double to = isLogarithmic ? Math.log10(max) : max;
    JsonObject state = new JsonObject();
    state.addProperty("description", name);
    state.addProperty("layout", layout);
    state.addProperty("style", style);
    state.addProperty("min", from);
    state.addProperty("max", to);
    state.addProperty("step", step());
    state.addProperty("value", start);
    state.addProperty("readout_format", isLogarithmic ? ".1e" : ".%df".formatted(decimals()));
    if (isLogarithmic) {
      state.addProperty("base", 10);
    }
    return KernelWidget.control(kernel, isLogarithmic ? "FloatLogSlider" : "FloatSlider", state);
  }

  /**
   * The distance of two positions, in the exponent of ten if the slider is logarithmic. It is a
   * round number, so that round values at first are positions.
   */
  double step() {
    if (isWhole) {
      return 1;
    }
    if (isLogarithmic) {
      return LOG_STEP;
    }
    double most = (max - min) / STEPS;
    double unit = Math.pow(10, Math.floor(Math.log10(most)));
    return most >= 5 * unit ? 5 * unit : most >= 2 * unit ? 2 * unit : unit;
  }

  /** Of the step: positions have no more. */
  private int decimals() {
    return Math.max(0, (int) -Math.floor(Math.log10(step())));
  }

  /** A linear slider's page adds steps up, with rounding errors such as 7.1e-15 for 0. */
  @Override
  public Double changed(JsonObject changes) {
    if (!changes.has("value")) {
      return null;
    }
    BigDecimal value = changes.get("value").getAsBigDecimal();
    return isLogarithmic
        ? value.doubleValue()
        : value.setScale(decimals() + 3, RoundingMode.HALF_EVEN).doubleValue();
  }
}
