/**
 * Random views, perspective projection, placement of cameras, similarity alignment; and how numbers
 * enter gradients ({@link isopose.geometry.GradientSafe}).
 */
package isopose.geometry;
