/** The command line. */
package isopose.cli;
