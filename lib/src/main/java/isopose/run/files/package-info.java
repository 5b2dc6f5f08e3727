/**
 * Poses of users' files before and after a run: the people in a file of 2D detections ({@link
 * isopose.run.files.DetectedPeople}), a body from a calibration recording, a stream lifted without
 * a record, and files of predictions ({@link isopose.run.files.PoseOutput}). Runs with a record are
 * in {@code isopose.run}.
 */
package isopose.run.files;
