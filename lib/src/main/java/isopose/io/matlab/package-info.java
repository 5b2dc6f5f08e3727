/** MATLAB files of versions 5 to 7 and 7.3. */
package isopose.io.matlab;
