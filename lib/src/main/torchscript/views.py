"""The geometry of isopose.geometry.UnitProjection and isopose.loss.SslPass, there and back, for residual_step.py.

Poses are in network units, root-relative, (N, J, 3) or (N, J, 2); depths below `nearest` count as `nearest`.
"""
import torch
from torch import Tensor


@torch.jit.script
class UnitProjection:
    """root_depth: of the root. nearest: no joint is nearer."""

    def __init__(self, root_depth: float, nearest: float):
        self.root_depth = root_depth
        self.nearest = nearest

    def depth(self, pose: Tensor) -> Tensor:
        return torch.clamp_min(pose[:, :, 2:] + self.root_depth, self.nearest)

    def slope(self, pose: Tensor) -> Tensor:
        """How much the depth moves with z: 1, or 0 where it is held."""
        return (pose[:, :, 2:] + self.root_depth >= self.nearest).to(pose.dtype)

    def project(self, pose: Tensor) -> Tensor:
        return pose[:, :, :2] * self.root_depth / self.depth(pose)

    def project_back(self, pose: Tensor, gradient: Tensor) -> Tensor:
        """From the gradient of project(pose) to that of pose."""
        depth = self.depth(pose)
        xy = gradient * self.root_depth / depth
        z = (xy * pose[:, :, :2]).sum(2, True).neg() / depth * self.slope(pose)
        return torch.cat([xy, z], 2)

    def on_lines_of_sight(self, pose2d: Tensor, pose: Tensor) -> Tensor:
        return torch.cat([pose2d * self.depth(pose) / self.root_depth, pose[:, :, 2:]], 2)

    def on_lines_back(self, pose2d: Tensor, pose: Tensor, gradient: Tensor) -> Tensor:
        """From the gradient of on_lines_of_sight(pose2d, pose) to that of pose, whose x and y do not matter."""
        z = (gradient[:, :, :2] * pose2d).sum(2, True) / self.root_depth * self.slope(pose) + gradient[:, :, 2:]
        return torch.cat([torch.zeros_like(pose2d), z], 2)

    def on_lines_pose2d_back(self, pose: Tensor, gradient: Tensor) -> Tensor:
        """The same, to the gradient of pose2d."""
        return gradient[:, :, :2] * self.depth(pose) / self.root_depth


@torch.jit.script
def root_relative(output: Tensor) -> Tensor:
    """A head's output (N, 3J) as poses, their roots at 0."""
    pose = output.view(output.size(0), -1, 3)
    return pose - pose[:, :1]


@torch.jit.script
def root_relative_back(gradient: Tensor) -> Tensor:
    """From the gradient of the poses to that of the output."""
    root = gradient[:, :1] - gradient.sum(1, True)
    return torch.cat([root, gradient[:, 1:]], 1).view(gradient.size(0), -1)
