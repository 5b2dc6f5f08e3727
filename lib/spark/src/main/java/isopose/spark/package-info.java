/**
 * Apache Spark as a cluster: missing runs, archives of 2D poses, and functions for Spark programs.
 */
package isopose.spark;
