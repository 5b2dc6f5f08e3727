/** Files: opening, limits, hashes, CSV tables; the listener of long work. */
package isopose.io;
