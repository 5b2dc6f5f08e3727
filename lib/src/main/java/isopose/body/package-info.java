/**
 * Body proportions as ten numbers: estimated from a person's unlabelled 2D poses, and used by a
 * lifter that takes them as a second input. The encoder, the lifter, their training, and the
 * estimate along a stream.
 */
package isopose.body;
