/** Joint training on the labelled source (eq. 5). */
package isopose.train;
