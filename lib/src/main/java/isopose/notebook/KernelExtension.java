package isopose.notebook;

import isopose.chart.pose.MovingPoses;
import isopose.chart.pose.PosePicture;
import isopose.study.Result;
import java.awt.image.BufferedImage;
import java.util.function.Function;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * Teaches the kernel to show charts, tables and poses. The kernel finds this class by itself when
 * the library enters its class path (META-INF/services).
 */
public final class KernelExtension implements Extension {

  @Override
  public void install(BaseKernel kernel) {
    teach(kernel.getRenderer());
  }

  static void teach(Renderer renderer) {
    register(renderer, Chart.class, Shown.PNG);
    register(renderer, PosePicture.class, Shown.PNG);
    register(renderer, BufferedImage.class, Shown.PNG); // the kernel's own lacks the last bytes
    register(renderer, Table.class, Shown.HTML);
    register(renderer, TableView.class, Shown.HTML);
    register(renderer, MovingPoses.class, Shown.HTML);
    register(renderer, Outcome.class, Shown.HTML);
    register(renderer, Result.class, Shown.HTML);
    // everything else: an Error in somebody's toString would leave the kernel without an answer
    register(renderer, Object.class, Shown.PLAIN);
  }

  /** Objects of this type are shown as what the drawing makes of them, or as why it cannot. */
  static <T> void teach(Renderer renderer, Class<T> type, Function<? super T, ?> drawing) {
    register(
        renderer,
        type,
        Shown.PLAIN,
        object -> Shown.guarded(object, () -> Shown.of(drawing.apply(object))));
  }

  private static <T> void register(Renderer renderer, Class<T> type, String preferred) {
    register(renderer, type, preferred, Shown::of);
  }

  private static <T> void register(
      Renderer renderer, Class<T> type, String preferred, Function<T, Shown> drawing) {
    renderer
        .createRegistration(type)
        .preferring(preferred, Shown.PLAIN)
        .register(
            (object, context) ->
                KernelScreen.fill(context.getOutputContainer(), drawing.apply(object)));
  }
}
