/**
 * Charts of XChart as Vega-Lite specifications, with hover, zoom and export in a notebook ({@link
 * isopose.chart.vega.VegaLite}), and in words ({@link isopose.chart.vega.Description}). What a
 * chart shows is decided in {@code isopose.chart}.
 */
package isopose.chart.vega;
