/** What a step costs: the steps of training, adaptation and prediction against the clock. */
package isopose.bench;
