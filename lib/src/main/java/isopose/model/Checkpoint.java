package isopose.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import isopose.data.Normalisation;
import isopose.io.BadInput;
import isopose.io.numpy.NpyArray;
import isopose.io.numpy.Npz;
import isopose.model.SafetensorsCheckpoint.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A model on disk: a NumPy archive with readable names, so that Python opens it too.
 *
 * <p>It holds every parameter and running statistic by name, {@code normalisation.bone_sum}, the
 * configuration as a JSON text, and where training is to go on, the optimizers' state. A file that
 * ends in {@code .safetensors} has the form of {@link SafetensorsCheckpoint}.
 *
 * @param file where it was read from, for messages
 * @param arrays everything, by name
 */
public record Checkpoint(Path file, Map<String, NpyArray> arrays) {
  private static final NDIndex ALL = new NDIndex("...");
  static final String BONE_SUM = "normalisation.bone_sum";
  static final String CONFIGURATION = "configuration";

  /**
   * Writes a checkpoint in one move: a reader finds the old file or the whole new one.
   *
   * @param state more arrays to keep, by names that no weight has
   * @param notes likewise, of any type
   */
  public static void write(
      Path file,
      Weights weights,
      Normalisation normalisation,
      String configuration,
      Map<String, NDArray> state,
      Map<String, NpyArray> notes) {
    Map<String, NpyArray> arrays = arrays(weights, normalisation, configuration);
    state.forEach((name, array) -> arrays.put(name, toNpy(array)));
    arrays.putAll(notes);
    Npz.write(file, arrays);
  }

  /** Writes a checkpoint for other programs, in the form of {@link SafetensorsCheckpoint}. */
  public static void export(
      Path file, Weights weights, Normalisation normalisation, String configuration) {
    Checkpoint whole = new Checkpoint(file, arrays(weights, normalisation, configuration));
    SafetensorsCheckpoint.write(file, whole, name -> true, Precision.FULL, Map.of());
  }

  private static Map<String, NpyArray> arrays(
      Weights weights, Normalisation normalisation, String configuration) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(CONFIGURATION, NpyArray.of(configuration));
    arrays.put(BONE_SUM, NpyArray.of(new double[] {normalisation.boneSum()}, 1));
    weights.names().forEach(name -> arrays.put(name, toNpy(weights.get(name))));
    return arrays;
  }

  /**
   * Reads any checkpoint.
   *
   * @throws BadInput if the file is none
   */
  public static Checkpoint read(Path file) {
    Checkpoint checkpoint =
        SafetensorsCheckpoint.isNamed(file)
            ? SafetensorsCheckpoint.read(file)
            : new Checkpoint(file, Npz.read(file));
    checkpoint.configuration();
    checkpoint.normalisation();
    return checkpoint;
  }

  /** The configuration's JSON. */
  public String configuration() {
    return required(CONFIGURATION, 1).strings()[0];
  }

  /** How its network's units relate to millimetres. */
  public Normalisation normalisation() {
    double boneSum = required(BONE_SUM, 1).doubles()[0];
    if (!(boneSum > 0) || Double.isInfinite(boneSum)) {
      throw new BadInput(file + ": " + BONE_SUM + " must be a positive length, got " + boneSum);
    }
    return new Normalisation(boneSum);
  }

  /** Puts the stored numbers into weights of the same networks. */
  public void into(Weights weights) {
    into(weights, name -> false);
  }

  /**
   * The same.
   *
   * @param optional which arrays stay as they are where the file has none
   */
  public void into(Weights weights, Predicate<String> optional) {
    weights.names().stream()
        .filter(name -> arrays.containsKey(name) || !optional.test(name))
        .forEach(name -> into(name, weights.get(name)));
  }

  /** Puts the stored numbers of these names into their arrays. */
  public void into(Map<String, NDArray> state) {
    state.forEach(this::into);
  }

  private void into(String name, NDArray array) {
    NpyArray stored = required(name, Math.toIntExact(array.size()));
    float[] values = stored.floats();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new BadInput(file + ": " + name + " holds a value that is not finite");
      }
    }
    try (NDManager scope = array.getManager().newSubManager()) {
      array.set(ALL, scope.create(values, array.getShape()));
    }
  }

  private NpyArray required(String name, int size) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new BadInput(
          file + ": has no array '" + name + "'; expected a checkpoint that train wrote");
    }
    if (array.size() != size) {
      throw new BadInput(
          "%s: '%s' has %d numbers, expected %d".formatted(file, name, array.size(), size));
    }
    return array;
  }

  private static NpyArray toNpy(NDArray array) {
    if (array.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException("weights are 32-bit floats, got " + array.getDataType());
    }
    Shape shape = array.getShape();
    return NpyArray.of(
        array.toFloatArray(), Arrays.stream(shape.getShape()).mapToInt(Math::toIntExact).toArray());
  }
}
