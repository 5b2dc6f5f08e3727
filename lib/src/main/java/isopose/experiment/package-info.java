/** Configurations, run records, comparisons, and the paper's published numbers. */
package isopose.experiment;
