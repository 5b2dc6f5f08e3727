package isopose.notebook;

import java.util.Map;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The output of the cell that runs now. */
final class KernelScreen implements Screen {
  private final BaseKernel kernel;

  KernelScreen(BaseKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public String show(Shown shown) {
    String place = UUID.randomUUID().toString(); // not stored in the notebook
    DisplayData message = fill(new DisplayData(), shown);
    // by its name in the protocol: the kernel's releases differ in the method that sets it
    message.putTransientData("display_id", place);
    kernel.getIO().display.display(message);
    return place;
  }

  @Override
  public void update(String place, Shown shown) {
    kernel.getIO().display.updateDisplay(place, fill(new DisplayData(), shown));
  }

  static DisplayData fill(DisplayData message, Shown shown) {
    shown
        .data()
        .forEach(
            (type, content) -> {
              message.putData(type, content);
              if (shown.width() > 0 && type.equals(Shown.PNG)) {
                message.putMetaData(type, Map.of("width", shown.width()));
              }
            });
    return message;
  }
}
