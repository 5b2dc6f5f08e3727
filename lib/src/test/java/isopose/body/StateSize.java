package isopose.body;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The size of what an object keeps: the fields, elements of arrays and entries of collections that
 * are reachable from it, static ones excepted. Unlike the heap, it does not depend on the garbage
 * collector.
 */
final class StateSize {
  private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private long size;

  private StateSize() {}

  static long of(Object root) throws IllegalAccessException {
    StateSize walk = new StateSize();
    walk.reach(root);
    while (!walk.open.isEmpty()) {
      walk.add(walk.open.pop());
    }
    return walk.size;
  }

  private void reach(Object value) {
    size++;
    if (value != null && visited.add(value)) {
      open.push(value);
    }
  }

  private void add(Object object) throws IllegalAccessException {
    Class<?> type = object.getClass();
    boolean own = type.getName().startsWith("isopose.");
    if (object instanceof Object[] elements) {
      for (Object element : elements) {
        reach(element);
      }
    } else if (type.isArray()) {
      size += Array.getLength(object);
    } else if (object instanceof Collection<?> elements) {
      elements.forEach(this::reach);
    } else if (object instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            reach(key);
            reach(value);
          });
    } else if (object instanceof CharSequence text) {
      size += text.length();
    } else if (!own && !isLeaf(object)) {
      // what it keeps cannot be seen: better to fail than to count nothing
      throw new IllegalArgumentException("unknown size: " + type);
    }
    if (own) {
      addFields(object);
    }
  }

  /** Numbers, and native arrays, whose manager counts them. */
  private static boolean isLeaf(Object object) {
    return object instanceof Number
        || object instanceof Boolean
        || object instanceof Enum
        || object.getClass().getName().startsWith("ai.djl.");
  }

  private void addFields(Object object) throws IllegalAccessException {
    for (Class<?> type = object.getClass();
        type.getName().startsWith("isopose.");
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          reach(field.get(object));
        }
      }
    }
  }
}
