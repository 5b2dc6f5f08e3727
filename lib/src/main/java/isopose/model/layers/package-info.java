/** Layers as functions of named parameters; dropout's random numbers. */
package isopose.model.layers;
