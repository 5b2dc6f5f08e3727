/** Files: opening, limits, hashes, NumPy arrays and pickles, CSV tables. */
package isopose.io;
