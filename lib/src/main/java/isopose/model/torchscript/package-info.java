/** The compiled TorchScript files (sources: {@code src/main/torchscript}) and how to call them. */
package isopose.model.torchscript;
