/** Reading of BVH motion capture files. */
package isopose.io.bvh;
