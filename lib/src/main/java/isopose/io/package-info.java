/** Reading and writing files: NumPy, MATLAB, pickles, and the limits on files from strangers. */
package isopose.io;
