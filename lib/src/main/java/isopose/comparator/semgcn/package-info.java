/**
 * SemGCN (Zhao et al., "Semantic Graph Convolutional Networks for 3D Human Pose Regression", CVPR
 * 2019) as a backbone: a comparator of Table 1, and a lifter of another kind to adapt.
 *
 * <p>Features belong to joints: (N, J, C).
 */
package isopose.comparator.semgcn;
