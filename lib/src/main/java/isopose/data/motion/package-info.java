/** BVH motion capture as poses of 17 joints. */
package isopose.data.motion;
