/**
 * The documentation of classes and of the functions of a cell, read from the library's sources, as
 * {@code help("Runs.adapt")} shows it.
 */
package isopose.notebook.help;
