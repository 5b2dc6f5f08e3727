/** One step of training or adaptation in one call of a TorchScript. */
package isopose.model.fused;
