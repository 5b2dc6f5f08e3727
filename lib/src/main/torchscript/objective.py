"""The self-supervised loss of eq. 3 and 4 and its geometry: isopose.geometry.UnitProjection, isopose.loss.Cycle.

All arrays are in network units, 3D poses (N, J, 3) root-relative. Autograd computes the gradients.
"""
from typing import List, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor


@torch.jit.script
def squared_error(a: Tensor, b: Tensor) -> Tensor:
    """Mean over poses and joints of the squared Euclidean distance."""
    return (a - b).square().sum(-1).mean()


@torch.jit.script
def root_relative(output: Tensor) -> Tensor:
    """A head's output (N, 3J) as poses, their roots at 0."""
    pose = output.view(output.size(0), -1, 3)
    return pose - pose[:, :1]


@torch.jit.script
def discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """D's side of eq. 3 as a loss, from logits of real poses (M, 1) and of projected ones (N, 1)."""
    return F.softplus(-real).mean() + F.softplus(fake).mean()


@torch.jit.script
def discriminator_gradients(real: Tensor, fake: Tensor) -> Tuple[Tensor, Tensor]:
    """Of that loss, at both."""
    return torch.sigmoid(-real) / -real.size(0), torch.sigmoid(fake) / fake.size(0)


@torch.jit.script
def discriminator_accuracy(real: Tensor, fake: Tensor) -> Tensor:
    """The fraction of real and of projected poses that D classifies correctly; both count equally."""
    return ((real > 0).float().mean() + (fake < 0).float().mean()) / 2


@torch.jit.script
def gradients(loss: Tensor, inputs: List[Tensor]) -> List[Tensor]:
    """Of a scalar; zeros for inputs that it does not depend on. Keeps the graph."""
    found = torch.autograd.grad([loss], inputs, retain_graph=True, allow_unused=True)
    result: List[Tensor] = []
    for k in range(len(inputs)):
        gradient = found[k]
        result.append(torch.zeros_like(inputs[k]) if gradient is None else gradient)
    return result


@torch.jit.script
def gradient_through(y: Tensor, gradient: Tensor, x: Tensor) -> Tensor:
    """From the gradient of y to that of x, on which y depends."""
    weight: List[Optional[Tensor]] = [gradient]
    found = torch.autograd.grad([y], [x], weight)[0]
    assert found is not None
    return found


class Objective(torch.nn.Module):
    """L_s by the weights of its terms: see isopose.model.ClosedForm."""

    def __init__(self):
        super().__init__()
        self.minimax = self.depth_only = False
        self.adversarial = self.reprojection = self.lambda2d = self.lambda3d = 0.0
        self.root_depth, self.nearest = 10.0, 1.0

    def bind(self, numbers: Tensor):
        """numbers: minimax, the four terms' weights, depth only, the root's depth, the least depth of a joint."""
        n: List[float] = numbers.tolist()
        self.minimax, self.depth_only = n[0] > 0, n[5] > 0
        self.adversarial, self.reprojection, self.lambda2d, self.lambda3d = n[1], n[2], n[3], n[4]
        self.root_depth, self.nearest = n[6], n[7]

    def cycles(self) -> bool:
        """Whether the projections are lifted again."""
        return self.lambda2d > 0 or self.lambda3d > 0

    def depth(self, pose: Tensor) -> Tensor:
        return torch.clamp_min(pose[:, :, 2:] + self.root_depth, self.nearest)

    def project(self, pose: Tensor) -> Tensor:
        """(N, J, 3) to (N, J, 2)."""
        return pose[:, :, :2] * self.root_depth / self.depth(pose)

    def pose(self, output: Tensor, pose2d: Tensor) -> Tensor:
        """The SSL head's output (N, 3J) for 2D poses (N, J, 2) as poses."""
        pose = root_relative(output)
        if self.depth_only:
            xy = pose2d * self.depth(pose) * (1 / self.root_depth)
            return torch.cat([xy, pose[:, :, 2:]], 2)
        return pose

    def terms(self, x: Tensor, lifted: Tensor, logits: Tensor, relifted: Optional[Tensor]) -> List[Tensor]:
        """Adversarial, reprojection, cycle 2D and 3D; the last three only where they have a weight.

        x (N, J, 2) and lifted (N, J, 3) may have one row for all random views. logits (N, 1): of the projections.
        relifted (N, J, 3): their lift, turned back.
        """
        terms = [F.softplus(logits).mean().neg() if self.minimax else F.softplus(-logits).mean()]
        if self.reprojection > 0:
            terms.append(squared_error(x, self.project(lifted)))
        if relifted is not None:
            terms.append(squared_error(x, self.project(relifted)))
            terms.append(squared_error(lifted, relifted))
        return terms

    def total(self, terms: List[Tensor]) -> Tensor:
        loss = terms[0] * self.adversarial
        if self.reprojection > 0:
            loss = loss + terms[1] * self.reprojection
        if self.cycles():
            loss = loss + terms[-2] * self.lambda2d + terms[-1] * self.lambda3d
        return loss
