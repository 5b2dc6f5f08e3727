/**
 * The supervised loss (eq. 2), and the self-supervised techniques (eq. 3, eq. 4) behind one
 * interface.
 */
package isopose.loss;
