/**
 * What the notebooks need beyond the library: charts, tables, poses and progress that show
 * themselves, and the profile.
 *
 * <p>How an object looks is decided by pure functions ({@link isopose.notebook.MimeBundle#of});
 * only {@link isopose.notebook.KernelExtension} and {@link isopose.notebook.Notebook} touch the
 * kernel.
 */
package isopose.notebook;
