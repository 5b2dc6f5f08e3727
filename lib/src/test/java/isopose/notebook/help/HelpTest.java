package isopose.notebook.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.config.Configuration;
import isopose.io.BadInput;
import isopose.notebook.MimeBundle;
import isopose.notebook.Notebook;
import isopose.run.Runs;
import org.junit.jupiter.api.Test;

class HelpTest {
  @Test
  void aFunctionOfACell() {
    HelpPage page = (HelpPage) Notebook.help("pretrained");
    assertEquals(1, page.entries().size());
    assertEquals("TrainedModel pretrained(String name)", page.entries().get(0).signature());
    assertEquals("A trained model that comes with the project.", page.entries().get(0).sentence());
  }

  @Test
  void aClassWithItsPublicMembers() {
    String page = Notebook.help(Runs.class).toString();
    assertTrue(page.startsWith("class Runs\n    The runs of this machine"), page);
    assertTrue(page.contains("TrainedModel train(Session session, Configuration asked"), page);
    assertTrue(page.contains("new Runs(Path project)"), page);
    assertFalse(page.contains("orClosed"), "private");
  }

  @Test
  void aMemberAndARecord() {
    assertEquals(1, ((HelpPage) Notebook.help("Runs.adapt")).entries().size());
    String record = Notebook.help(Configuration.quick()).toString();
    assertTrue(record.startsWith("record Configuration(String preset, long seed"), record);
  }

  @Test
  void anUnknownNameIsRefusedInOneLine() {
    for (String name : new String[] {"nothing", "Nothing", "Runs.nothing"}) {
      BadInput refused = assertThrows(BadInput.class, () -> Notebook.help(name));
      assertTrue(refused.getMessage().startsWith(name), refused.getMessage());
    }
    assertThrows(BadInput.class, () -> Notebook.help(null));
  }

  @Test
  void aConfigurationShowsItselfAsATable() {
    String shown = MimeBundle.of(Configuration.quick()).data().get("text/html");
    assertTrue(shown.contains("epochs") && shown.contains("<table"), shown);
  }
}
