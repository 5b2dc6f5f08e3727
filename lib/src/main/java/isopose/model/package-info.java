/**
 * Networks as functions of named parameters, and what holds the numbers: weights, tape, Adam,
 * checkpoints.
 */
package isopose.model;
