/**
 * RepNet (Wandt and Rosenhahn, "RepNet: Weakly Supervised Training of an Adversarial Reprojection
 * Network for 3D Human Pose Estimation", CVPR 2019): a comparator of Table 1 that learns from 2D
 * poses and from 3D poses that do not belong together.
 */
package isopose.comparator.repnet;
