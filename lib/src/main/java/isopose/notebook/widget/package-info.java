/** Sliders and lists in a cell, whose changes compute a picture again. */
package isopose.notebook.widget;
