package isopose.model.layers;

import ai.djl.ndarray.NDArray;

/** Looks up a network's parameters by name; networks hold none themselves. */
@FunctionalInterface
public interface Parameters {
  /** The array of this name, e.g. "extractor.block1.linear1.weight". */
  NDArray get(String name);
}
