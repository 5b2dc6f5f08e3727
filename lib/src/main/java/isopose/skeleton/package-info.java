/** Joints, bones, left-right pairs and the blocks of poses over them. */
package isopose.skeleton;
