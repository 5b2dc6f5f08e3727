/**
 * Poses with their subjects, clips and frames: sequences, pose files, missing joints,
 * normalisation, the pinhole camera. 2D detections are read in {@code isopose.data.detect}.
 */
package isopose.data;
