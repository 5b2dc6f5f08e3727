/** Algorithm 1: vanilla and online inference stage optimization. */
package isopose.adapt;
