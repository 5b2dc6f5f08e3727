/**
 * The formats of 2D detections: people in frames as each file has them, and the orders of joints.
 */
package isopose.data.detect.format;
