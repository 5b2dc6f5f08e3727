/**
 * Outputs of a cell that talk to the kernel: sliders and lists, whose changes compute a picture
 * again, and the view of a live session.
 */
package isopose.notebook.widget;
