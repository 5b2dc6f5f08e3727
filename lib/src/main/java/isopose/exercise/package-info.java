/**
 * The checks of the notebooks' exercises, one class per notebook. A failed check names the error
 * without giving the answer; the solutions are in {@code notebooks/solutions}.
 */
package isopose.exercise;
