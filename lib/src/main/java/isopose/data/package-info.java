/**
 * Readers (one class a file format), cameras, normalisation and scenarios: a labelled source and an
 * unlabelled target stream.
 */
package isopose.data;
