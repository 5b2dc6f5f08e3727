package isopose.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.chart.vega.VegaLite;
import isopose.study.Result;
import isopose.study.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;

class KernelExtensionTest {

  @Test
  void theKernelFindsItByItself() {
    List<Class<? extends Extension>> found =
        ServiceLoader.load(Extension.class).stream()
            .<Class<? extends Extension>>map(ServiceLoader.Provider::type)
            .toList();
    assertEquals(List.of(KernelExtension.class), found);
  }

  @Test
  void whatIsShownReachesTheKernelsMessageUnchanged() {
    MimeBundle shown = MimeBundle.markup("<b>1</b>", "1");
    DisplayData message = KernelScreen.fill(new DisplayData(), shown);
    assertEquals("<b>1</b>", message.getData(MIMEType.TEXT_HTML));
    assertEquals("1", message.getData(MIMEType.TEXT_PLAIN));
    assertEquals(Map.of("text/html", "<b>1</b>", "text/plain", "1"), shown.data());
  }

  /** As text it would be text in the notebook too, and JupyterLab would draw nothing. */
  @Test
  void jsonReachesTheKernelsMessageAsATree() {
    String json = "{\"a\":[1,2.5,{\"b\":true}],\"c\":\"d\"}";
    DisplayData message =
        KernelScreen.fill(new DisplayData(), new MimeBundle(Map.of(VegaLite.MIME_TYPE, json), 0));
    assertEquals(
        Map.of("a", List.of(1L, 2.5, Map.of("b", true)), "c", "d"),
        message.getData(MIMEType.parse(VegaLite.MIME_TYPE)));
  }

  @Test
  void anExperimentIsShownInSeveralOutputs() {
    Renderer renderer = new Renderer();
    List<MimeBundle> before = new ArrayList<>();
    KernelExtension.registerAll(renderer, before::add);
    Result result =
        new Result("order", List.of("caption"), new Summary("order").table(), Map.of(), List.of());
    assertEquals("caption", renderer.render(result).getData(MIMEType.TEXT_PLAIN));
    assertEquals(1, before.size());
  }

  /** An Error on the way would end the thread that answers the page. */
  @Test
  void nothingThatAnObjectDoesWhileItIsShownReachesTheKernel() {
    Renderer renderer = new Renderer();
    KernelExtension.registerAll(renderer, part -> {});
    Object wicked =
        new Object() {
          @Override
          public String toString() {
            throw new StackOverflowError("wicked");
          }
        };
    String words = String.valueOf(renderer.render(wicked).getData(MIMEType.TEXT_PLAIN));
    assertTrue(words.contains("cannot be shown"), words);
    assertEquals("[1, 2]", renderer.render(List.of(1, 2)).getData(MIMEType.TEXT_PLAIN));
    ExerciseResult outcome = new ExerciseResult("1", ExerciseResult.State.OPEN, "");
    assertEquals(outcome.html(), renderer.render(outcome).getData(MIMEType.TEXT_HTML));
  }

  @Test
  void showingSeveralThingsFailsForNoneOfThem() {
    record Wicked() {}
    Renderer renderer = new Renderer();
    KernelExtension.registerAll(renderer, part -> {});
    renderer
        .createRegistration(Wicked.class)
        .preferring(MimeBundle.PLAIN)
        .register(
            (object, context) -> {
              throw new StackOverflowError("without a net");
            });
    String words =
        String.valueOf(KernelScreen.rendered(renderer, new Wicked()).getData(MIMEType.TEXT_PLAIN));
    assertTrue(words.contains("This Wicked cannot be shown"), words);
    Object shown = KernelScreen.rendered(renderer, null).getData(MIMEType.TEXT_PLAIN);
    assertTrue(String.valueOf(shown).startsWith("null: the cell"), String.valueOf(shown));
    assertEquals("7", KernelScreen.rendered(renderer, 7).getData(MIMEType.TEXT_PLAIN));
  }
}
