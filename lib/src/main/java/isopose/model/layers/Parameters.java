package isopose.model.layers;

import ai.djl.ndarray.NDArray;

/** Finds a network's numbers by name; networks keep none themselves. */
@FunctionalInterface
public interface Parameters {
  /** The array of this name, e.g. "extractor.block1.linear1.weight". */
  NDArray get(String name);
}
