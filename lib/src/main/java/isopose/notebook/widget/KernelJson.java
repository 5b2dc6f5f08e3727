package isopose.notebook.widget;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.Method;
import org.dflib.jjava.jupyter.kernel.comm.Comm;

/** A JSON object of the kernel's own copy of the JSON library. */
final class KernelJson {
  private final Object json;

  private KernelJson(Object json) {
    this.json = json;
  }

  /** The data of a message's content. */
  static KernelJson of(Object content) {
    return call(() -> new KernelJson(content.getClass().getMethod("getData").invoke(content)));
  }

  /** Sends data to the page. */
  static void send(Comm comm, JsonObject data) {
    call(
        () -> {
          for (Method method : Comm.class.getMethods()) {
            if (method.getName().equals("send") && method.getParameterCount() == 1) {
              Class<?> type = method.getParameterTypes()[0];
              return method.invoke(comm, parsed(type, data));
            }
          }
          throw new NoSuchMethodException("Comm.send");
        });
  }

  /** Adds a value. */
  void add(String key, JsonElement value) {
    call(
        () -> {
          Class<?> element =
              Class.forName(
                  json.getClass().getPackageName() + ".JsonElement",
                  true,
                  json.getClass().getClassLoader());
          return json.getClass()
              .getMethod("add", String.class, element)
              .invoke(json, key, parsed(json.getClass(), value));
        });
  }

  /** As text. */
  String text() {
    return json.toString();
  }

  private static Object parsed(Class<?> sibling, JsonElement value)
      throws ReflectiveOperationException {
    Class<?> parser =
        Class.forName(sibling.getPackageName() + ".JsonParser", true, sibling.getClassLoader());
    return parser.getMethod("parseString", String.class).invoke(null, value.toString());
  }

  private interface Reflective<T> {
    T run() throws ReflectiveOperationException;
  }

  private static <T> T call(Reflective<T> call) {
    try {
      return call.run();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this kernel's widgets are not those of jjava 1.0a8 (notebooks/requirements.txt)", e);
    }
  }
}
