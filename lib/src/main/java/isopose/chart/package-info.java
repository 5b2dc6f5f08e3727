/** Charts and pose pictures in one visual style, drawn from tables and poses. */
package isopose.chart;
