/** Random views, rotation, perspective projection and similarity alignment. */
package isopose.geometry;
