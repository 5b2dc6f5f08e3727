/** Timing of the steps of training, adaptation and prediction. */
package isopose.bench;
