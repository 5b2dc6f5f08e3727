/** Charts in one visual style, drawn from tables. */
package isopose.chart;
