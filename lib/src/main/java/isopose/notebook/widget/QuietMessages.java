package isopose.notebook.widget;

import java.lang.reflect.Field;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;

/**
 * Lets a widget's messages be handled without the status "busy". By itself, the kernel reports
 * "busy" and "idle" for every message, and JupyterLab changes its toolbar, the status bar, the tab
 * and the browser's icon for both, which costs as much as everything else that a live session does
 * on its page. "Idle" is still reported, because JupyterLab keeps a message until then.
 */
final class QuietMessages {
  private QuietMessages() {}

  /**
   * From now on, messages of {@link KernelWidget#isQuiet} widgets are handled so. To be called in a
   * cell. With another kernel than that of notebooks/requirements.txt, nothing may change.
   */
  static void handle(BaseKernel kernel) {
    CommManager comms = kernel.getCommManager();
    JupyterConnection connection;
    try {
      Object out = field(kernel.getIO(), "jupyterOut");
      ShellReplyEnvironment cell = (ShellReplyEnvironment) field(out, "env");
      connection = (JupyterConnection) field(cell.getShell(), "connection");
    } catch (ReflectiveOperationException | RuntimeException other) {
      return;
    }
    connection.setHandler(
        MessageType.COMM_MSG_COMMAND,
        (environment, message) -> handle(comms, environment, message));
  }

  static void handle(
      CommManager comms, ShellReplyEnvironment environment, Message<CommMsgCommand> message) {
    Comm comm = comms.getCommByID(message.getContent().getCommID());
    if (comm instanceof KernelWidget widget && widget.isQuiet()) {
      try {
        widget.onMessage(message);
      } finally {
        environment.setStatusIdle();
      }
    } else {
      comms.handleCommMsgCommand(environment, message);
    }
  }

  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}
