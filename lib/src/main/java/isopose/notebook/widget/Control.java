package isopose.notebook.widget;

import com.google.gson.JsonObject;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * Something to set in the page.
 *
 * @param <T> of its value
 */
public interface Control<T> {
  /** What it sets. */
  String name();

  /** The value at first. */
  T first();

  /** The value as text, for pages without a kernel. */
  String describe(T value);

  /** Opens the model in the page. */
  KernelWidget open(BaseKernel kernel, String layout, String style);

  /** The value in the page's changes; null where it did not change. */
  T changed(JsonObject changes);
}
