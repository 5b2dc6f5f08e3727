/** NumPy arrays and archives, and Python pickles of them. */
package isopose.io.numpy;
