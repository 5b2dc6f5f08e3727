/**
 * Poses in files of other programs, for {@code score}: {@link isopose.data.arrays.PoseColumn} finds
 * the array of predictions or of the truth in a NumPy, MATLAB or pickle file, whatever its name and
 * nesting, and brings it into Human3.6M's joint order. Data sets with a known layout are in {@code
 * isopose.data.sets}.
 */
package isopose.data.arrays;
