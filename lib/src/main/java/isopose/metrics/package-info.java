/** MPJPE, PCK and AUC under protocols that travel with each number; per sample, joint and group. */
package isopose.metrics;
