/**
 * The checks behind the notebooks' exercises, one class a notebook. Each tells an answer's author
 * what is wrong and leaves the rest to them; the solutions lie in {@code notebooks/solutions}.
 */
package isopose.exercise;
