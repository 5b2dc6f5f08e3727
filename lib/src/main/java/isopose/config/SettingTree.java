package isopose.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import isopose.io.BadInput;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The settings of a configuration by their names, in its JSON tree. */
final class SettingTree {
  /**
   * Choices that every preset leaves to the user; a change of another key is marked with a star.
   */
  private static final Set<String> ALWAYS_FREE =
      Set.of(
          "seed",
          "technique",
          "scenario",
          "laboratory",
          "cameras",
          "source",
          "target",
          "unit",
          "up",
          "skipBad",
          "stream",
          "subset");

  /** Settings that records have under another name, by the names that users give. */
  private static final Map<String, String> NAMES_IN_RECORDS =
      Map.of("subjects", "laboratory", "data.subjects", "data.laboratory");

  private final JsonObject tree;

  /** Of a configuration's JSON, which {@link #set} changes. */
  SettingTree(JsonObject tree) {
    this.tree = tree;
  }

  /** The name that users give to a setting of a record. */
  static String presentName(String recorded) {
    return NAMES_IN_RECORDS.entrySet().stream()
        .filter(name -> recorded.equals(name.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(recorded);
  }

  /** The value of a setting, as {@link #set} takes it. */
  String value(String name) {
    String key = NAMES_IN_RECORDS.getOrDefault(name, name);
    return owner(key, key).get(key).getAsString();
  }

  /**
   * Sets a value, and marks the preset's name where the setting is a part of the preset.
   *
   * @return whether the value changed
   * @throws BadInput if the setting is unknown or the value is not valid
   */
  boolean set(String name, String value) {
    String key = NAMES_IN_RECORDS.getOrDefault(name, name);
    String last = key.substring(key.lastIndexOf('.') + 1);
    JsonObject owner = owner(key, last);
    if (!(owner.get(last) instanceof JsonPrimitive before)) {
      throw unknownKey(key);
    }
    JsonPrimitive after = parse(key, before, value);
    if (after.equals(before)) {
      return false;
    }
    owner.add(last, after);
    String preset = tree.get("preset").getAsString();
    if (!ALWAYS_FREE.contains(last) && !preset.endsWith("*")) {
      tree.addProperty("preset", preset + "*");
    }
    return true;
  }

  private JsonObject owner(String key, String last) {
    if (tree.has(last) && key.equals(last)) {
      return tree;
    }
    JsonObject owner = null;
    for (Map.Entry<String, JsonElement> entry : tree.entrySet()) {
      boolean named = key.equals(last) || key.equals(entry.getKey() + "." + last);
      if (named && entry.getValue() instanceof JsonObject group && group.has(last)) {
        owner = group;
      }
    }
    if (owner == null) {
      throw unknownKey(key);
    }
    return owner;
  }

  private BadInput unknownKey(String key) {
    return new BadInput(key + ": no such setting; the settings are " + settingNames());
  }

  private String settingNames() {
    StringBuilder names = new StringBuilder();
    for (Map.Entry<String, JsonElement> entry : tree.entrySet()) {
      if (entry.getValue() instanceof JsonObject group) {
        group.keySet().forEach(k -> names.append(' ').append(entry.getKey()).append('.').append(k));
      }
    }
    return names.toString().strip().replace("data.laboratory", "data.subjects");
  }

  private static JsonPrimitive parse(String key, JsonPrimitive before, String value) {
    try {
      if (before.isBoolean()) {
        if (!value.matches("true|false")) {
          throw new NumberFormatException();
        }
        return new JsonPrimitive(Boolean.valueOf(value));
      }
      if (!before.isNumber()) {
        return new JsonPrimitive(
            value.matches("[a-z]+") && isUpper(before) ? value.toUpperCase(Locale.ROOT) : value);
      }
      if (before.getAsString().matches("-?\\d+")) {
        return new JsonPrimitive(Long.valueOf(value));
      }
      double number = Double.parseDouble(value);
      if (!Double.isFinite(number)) {
        throw new NumberFormatException();
      }
      return new JsonPrimitive(number);
    } catch (NumberFormatException e) {
      throw new BadInput("%s=%s: expected a value like %s".formatted(key, value, before), e);
    }
  }

  private static boolean isUpper(JsonPrimitive primitive) {
    return primitive.getAsString().matches("[A-Z]+");
  }
}
