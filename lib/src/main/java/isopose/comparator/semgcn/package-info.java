/**
 * SemGCN (Zhao et al., "Semantic Graph Convolutional Networks for 3D Human Pose Regression", CVPR
 * 2019) as a backbone: a comparator of Table 1, and a lifter of another kind to adapt.
 *
 * <p>Inside, features lie channel by channel, (C, N, J): then a convolution's kernels are one
 * matrix product for all joints of all samples, and the joints of a channel mix by another.
 */
package isopose.comparator.semgcn;
