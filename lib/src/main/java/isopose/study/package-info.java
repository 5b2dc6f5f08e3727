/**
 * Experiments as declarations: axes, methods and metrics over the observations of runs. Which runs
 * are needed, the table, its intervals, the charts and the caption follow from the declaration.
 */
package isopose.study;
