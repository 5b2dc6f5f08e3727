package isopose.io.numpy;

import isopose.io.BadInput;
import isopose.io.Limits;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Walks through what a pickle held, checking each step. */
public final class PickleTree {
  private PickleTree() {}

  /** A dictionary, or the array () of one object that NumPy wraps around it. */
  public static Map<?, ?> map(Object value, String where) {
    if (content(value) instanceof Map<?, ?> map) {
      return map;
    }
    throw new BadInput(where + ": expected a dictionary");
  }

  /** What a value holds: the object in an array () of one object, else the value itself. */
  public static Object content(Object value) {
    return value instanceof PickledArray wrapper
            && wrapper.objects() != null
            && wrapper.objects().size() == 1
        ? wrapper.objects().get(0)
        : value;
  }

  /** The elements of a list, a tuple or an array of objects. */
  static List<?> elements(Object value, String where) {
    if (value instanceof Object[] tuple) {
      return Arrays.asList(tuple);
    }
    if (value instanceof List<?> || value instanceof PickledArray) {
      return list(value, where);
    }
    throw new BadInput(where + ": expected an array of numbers");
  }

  /** A dictionary whose keys are names. */
  public static Map<String, Object> named(Map<?, ?> map, String where) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String name)
              || name.length() > Limits.PICKLE_NAME
              || !name.matches("[\\p{Graph} ]+")) {
            throw new BadInput(where + ": expected names as keys of its dictionary");
          }
          named.put(name, value);
        });
    return named;
  }

  /** A numeric array. */
  public static NpyArray array(Object value, String where) {
    if (value instanceof PickledArray pickled && pickled.array() != null) {
      pickled.array().requireNumbers(where);
      return pickled.array();
    }
    throw new BadInput(where + ": expected an array of numbers");
  }

  /** A list, which may be an array of objects. */
  public static List<?> list(Object value, String where) {
    if (value instanceof PickledArray array && array.objects() != null) {
      return array.objects();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new BadInput(where + ": expected a list");
  }

  /** The array of one camera in a dictionary subject, action, list of cameras. */
  public static NpyArray view(
      Map<?, ?> pixels, String subject, String action, int camera, Path file) {
    String where = file + " " + subject + "/" + action;
    Object actions = pixels.get(subject);
    Object views = actions == null ? null : map(actions, where).get(action);
    if (views == null) {
      throw new BadInput(where + ": not in the 2D file; expected the 2D file of the same 3D file");
    }
    List<?> list = list(views, where);
    if (list.size() <= camera) {
      throw new BadInput(where + ": " + list.size() + " cameras; expected 4");
    }
    return array(list.get(camera), where + " camera " + camera);
  }
}
