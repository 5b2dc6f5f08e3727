/** The lifter and the discriminator; weights, gradient scope, Adam, checkpoints, prediction. */
package isopose.model;
