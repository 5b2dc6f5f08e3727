/** BVH motion capture files, read and written; binary glTF, written. */
package isopose.io.bvh;
