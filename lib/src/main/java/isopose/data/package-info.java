/**
 * Poses with their subjects, clips and frames: sequences, pose files, detections, normalisation.
 */
package isopose.data;
