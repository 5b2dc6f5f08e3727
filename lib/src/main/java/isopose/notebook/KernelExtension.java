package isopose.notebook;

import isopose.chart.pose.MovingPoses;
import isopose.chart.pose.PosePicture;
import isopose.notebook.help.HelpPage;
import isopose.study.Result;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * Registers renderers of charts, tables and poses with the kernel. The kernel finds this class by
 * itself when the library enters its class path (META-INF/services).
 */
public final class KernelExtension implements Extension {

  @Override
  public void install(BaseKernel kernel) {
    registerAll(
        kernel.getRenderer(),
        part -> kernel.getIO().display.display(KernelScreen.fill(new DisplayData(), part)));
  }

  /**
   * Registers all renderers.
   *
   * @param display of what a cell shows before its last output
   */
  static void registerAll(Renderer renderer, Consumer<MimeBundle> display) {
    register(renderer, Chart.class, MimeBundle.PNG);
    register(renderer, PosePicture.class, MimeBundle.PNG);
    register(
        renderer, BufferedImage.class, MimeBundle.PNG); // the kernel's own lacks the last bytes
    register(renderer, Table.class, MimeBundle.HTML);
    register(renderer, TableView.class, MimeBundle.HTML);
    register(renderer, MovingPoses.class, MimeBundle.HTML);
    register(renderer, ExerciseResult.class, MimeBundle.HTML);
    renderer
        .createRegistration(Result.class)
        .preferring(MimeBundle.HTML, MimeBundle.PLAIN)
        .register(
            (result, context) -> {
              List<MimeBundle> parts = MimeBundle.parts(result);
              parts.subList(0, parts.size() - 1).forEach(display);
              KernelScreen.fill(context.getOutputContainer(), parts.get(parts.size() - 1));
            });
    register(renderer, HelpPage.class, MimeBundle.HTML);
    register(renderer, Stacked.class, MimeBundle.HTML);
    Summaries.TYPES.forEach(type -> register(renderer, type, MimeBundle.HTML));
    // everything else: an Error in a toString would leave the kernel without an answer
    register(renderer, Object.class, MimeBundle.PLAIN);
  }

  private static <T> void register(Renderer renderer, Class<T> type, String preferred) {
    renderer
        .createRegistration(type)
        .preferring(preferred, MimeBundle.PLAIN)
        .register(
            (object, context) ->
                KernelScreen.fill(context.getOutputContainer(), MimeBundle.of(object)));
  }
}
