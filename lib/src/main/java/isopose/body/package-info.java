/**
 * Body proportions as ten numbers: estimated from a person's unlabelled 2D poses, and used by a
 * lifter that takes them as a second input.
 */
package isopose.body;
