/** One reader a data set, checks of whole data sets, and their download. */
package isopose.data.sets;
