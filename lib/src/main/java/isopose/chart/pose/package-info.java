/** Pose pictures, interactive 3D scenes and the stream player. */
package isopose.chart.pose;
