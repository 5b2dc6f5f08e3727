/**
 * 2D detections as detectors, trackers and published code write them: recognised by content, read
 * as people with named joints and confidences, followed from frame to frame and mapped to
 * Human3.6M's joints.
 */
package isopose.data.detect;
