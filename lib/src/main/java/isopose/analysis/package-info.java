/** What an adaptation changed. */
package isopose.analysis;
