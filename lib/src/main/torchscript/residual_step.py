"""Writes residual_step.pt: one iteration of eq. 6 on the paper's networks, in a handful of calls from Java.

usage: python residual_step.py OUT.pt     (needs torch 2.7.1; the file is committed, nobody has to run this)

With frozen statistics and without dropout every row goes through a network by itself, and the way back is short
enough to write out: a few of libtorch's own kernels a layer. A matrix moves as soon as its gradient is there, while
that is still in the cache.

Lists that a kernel changes are attributes: newer versions of torch drop in-place work on lists made in a method.
"""
import sys
from typing import Final, List

import torch
import torch.nn.functional as F
from residual import Network, vectors
from torch import Tensor
from views import UnitProjection, root_relative, root_relative_back


class Adam(torch.nn.Module):
    """Moves a network's weights: matrices one by one, each in lists of its own, and vectors together."""

    matrices: List[List[Tensor]]
    matrix_moments: List[List[Tensor]]
    matrix_squares: List[List[Tensor]]
    matrix_gradients: List[List[Tensor]]
    matrix_starts: List[Tensor]
    vectors: List[Tensor]
    vector_moments: List[Tensor]
    vector_squares: List[Tensor]
    vector_starts: List[Tensor]
    steps: List[Tensor]
    step: List[Tensor]
    none: List[Tensor]

    def __init__(self):
        super().__init__()
        self.matrices, self.matrix_moments, self.matrix_squares, self.matrix_gradients = [], [], [], []
        self.vectors, self.vector_moments, self.vector_squares, self.vector_starts = [], [], [], []
        self.matrix_starts, self.steps, self.step, self.none = [], [], [], []
        self.rate = 0.0

    def bind(
        self, weights: List[Tensor], starts: List[Tensor], moments: List[Tensor], squares: List[Tensor], step: Tensor,
        rate: float,
    ):
        self.rate = rate
        self.step = [step]
        for weight, start, moment, square in zip(weights, starts, moments, squares):
            if weight.dim() == 1:
                self.vectors.append(weight)
                self.vector_starts.append(start)
                self.vector_moments.append(moment)
                self.vector_squares.append(square)
                self.steps.append(step)
            else:
                self.matrices.append([weight])
                self.matrix_starts.append(start)
                self.matrix_moments.append([moment])
                self.matrix_squares.append([square])
                self.matrix_gradients.append([self.place_for(weight)])

    def place_for(self, matrix: Tensor) -> Tensor:
        """For its gradient: all matrices of a shape share one."""
        for place in self.matrix_gradients:
            if place[0].size(0) == matrix.size(0) and place[0].size(1) == matrix.size(1):
                return place[0]
        return torch.empty_like(matrix)

    def fused(
        self, weights: List[Tensor], gradients: List[Tensor], moments: List[Tensor], squares: List[Tensor],
        steps: List[Tensor],
    ):
        torch._fused_adam_(
            weights, gradients, moments, squares, self.none, steps, lr=self.rate, beta1=0.9, beta2=0.999,
            weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False, grad_scale=None, found_inf=None,
        )

    def first(self, weight: Tensor, gradient: Tensor, moment: Tensor, square: Tensor, start: Tensor):
        """The first step of all: with moments of zero and their bias taken out, it is -rate g / (|g| + eps)."""
        torch.mul(gradient, 0.1, out=moment)
        torch.mul(gradient, gradient, out=square)
        square.mul_(0.001)
        torch.addcdiv(start, gradient, gradient.abs().add_(1e-8), value=-self.rate, out=weight)

    def move(self, outputs: List[Tensor], inputs: List[Tensor], rows: List[Tensor], first: bool):
        """outputs, inputs: of each layer. rows: the gradients of all vectors. Both in the weights' order."""
        if first:
            self.step[0].fill_(1.0)
            for k in range(len(rows)):
                self.first(
                    self.vectors[k], rows[k], self.vector_moments[k], self.vector_squares[k], self.vector_starts[k]
                )
        else:
            self.step[0].add_(1.0)
            self.fused(self.vectors, rows, self.vector_moments, self.vector_squares, self.steps)
        for k in range(len(self.matrices)):
            matrix, gradient = self.matrices[k], self.matrix_gradients[k]
            torch.mm(outputs[k].t(), inputs[k], out=gradient[0])
            if first:
                self.first(
                    matrix[0], gradient[0], self.matrix_moments[k][0], self.matrix_squares[k][0], self.matrix_starts[k]
                )
            else:
                self.fused(matrix, gradient, self.matrix_moments[k], self.matrix_squares[k], self.step)


class Step(torch.nn.Module):
    """The lifter (extractor and SSL head) and D, both with the same weights all through a step."""

    lifter_trained: List[Tensor]
    lifter_adapted: List[Tensor]
    judge_trained: List[Tensor]
    judge_adapted: List[Tensor]
    x_trail: List[Tensor]
    y_trail: List[Tensor]
    judge_x_trail: List[Tensor]
    judge_trail: List[Tensor]
    judge_outputs: List[Tensor]
    judge_inputs: List[Tensor]
    y_outputs: List[Tensor]
    y_inputs: List[Tensor]
    y_sums: List[Tensor]

    def __init__(self):
        super().__init__()
        self.lifter, self.lifter_adam = Network(True, True), Adam()
        self.judge_network, self.judge_adam = Network(True, True), Adam()
        self.lifter_trained, self.lifter_adapted, self.judge_trained, self.judge_adapted = [], [], [], []
        self.x_trail, self.y_trail, self.judge_x_trail, self.judge_trail = [], [], [], []
        self.judge_outputs, self.judge_inputs = [], []
        self.y_outputs, self.y_inputs, self.y_sums = [], [], []
        self.x = torch.zeros(0)
        self.first = False
        self.views = UnitProjection(10.0, 1.0)
        self.depth_only = self.minimax = False
        self.adversarial = self.identity_view = self.lambda2d = self.lambda3d = 0.0

    def forward(self, x: Tensor) -> Tensor:
        return x

    @torch.jit.export
    def bind_lifter(
        self, trained: List[Tensor], adapted: List[Tensor], statistics: List[Tensor], moments: List[Tensor],
        squares: List[Tensor], step: Tensor, rate: Tensor,
    ) -> Tensor:
        self.lifter_trained, self.lifter_adapted = trained, adapted
        self.lifter.statistics = statistics
        self.lifter_adam.bind(adapted, trained, moments, squares, step, float(rate))
        return step

    @torch.jit.export
    def bind_judge(
        self, trained: List[Tensor], adapted: List[Tensor], moments: List[Tensor], squares: List[Tensor],
        step: Tensor, rate: Tensor,
    ) -> Tensor:
        self.judge_trained, self.judge_adapted = trained, adapted
        self.judge_adam.bind(adapted, trained, moments, squares, step, float(rate))
        return step

    @torch.jit.export
    def begin(self, x: Tensor) -> Tensor:
        """Lifts x (1, 2J); the step goes on from the adapted weights."""
        self.first = False
        self.lifter.weights, self.judge_network.weights = self.lifter_adapted, self.judge_adapted
        return self.lift_x(x)

    @torch.jit.export
    def begin_again(self, x: Tensor) -> Tensor:
        """The same from the trained weights, with Adam's moments of zero: nothing is copied for it."""
        self.first = True
        self.lifter.weights, self.judge_network.weights = self.lifter_trained, self.judge_trained
        return self.lift_x(x)

    def lift_x(self, x: Tensor) -> Tensor:
        self.x = x
        self.x_trail, self.y_outputs, self.y_inputs, self.y_sums = [], [], [], []
        return self.lifter.there(x, self.x_trail, False, 0.0)

    @torch.jit.export
    def lift(self, y: Tensor) -> Tensor:
        """Lifts the random projections y (N, 2J)."""
        self.y_trail = []
        return self.lifter.there(y, self.y_trail, False, 0.0)

    @torch.jit.export
    def judge(self, y: Tensor) -> Tensor:
        """D's logits (N, 1) of y. x has a way of its own: 33 rows cost far more than 32 and one."""
        self.judge_trail = []
        return self.judge_network.there(y, self.judge_trail, False, 0.0)

    @torch.jit.export
    def judge_real(self, like: Tensor) -> Tensor:
        """D's logit (1, 1) of x."""
        self.judge_x_trail = []
        return self.judge_network.there(self.x, self.judge_x_trail, False, 0.0)

    @torch.jit.export
    def judge_back(self, lifter_share: Tensor) -> Tensor:
        """Goes back through D for the lifter's side of the game.

        lifter_share: the gradient of the lifter's loss at each logit of y (N, 1). Gives that at y (N, 2J).
        """
        self.judge_outputs, self.judge_inputs = [], []
        none: List[Tensor] = []
        ones = torch.ones_like(self.judge_trail[0][:, :1])
        per_logit = self.judge_network.back(ones, self.judge_trail, self.judge_outputs, self.judge_inputs, none, False, 0.0)
        return per_logit * lifter_share

    @torch.jit.export
    def judge_learn(self, own_share: Tensor) -> Tensor:
        """Moves D, after judge_back: what each layer adds for a row is weighed once more.

        own_share: the gradient of D's loss at the logits of x and y (1 + N, 1).
        """
        outputs: List[Tensor] = []
        inputs: List[Tensor] = []
        none: List[Tensor] = []
        self.judge_network.back(own_share[:1], self.judge_x_trail, outputs, inputs, none, False, 0.0)
        for k in range(len(outputs)):
            outputs[k] = torch.cat([outputs[k], self.judge_outputs[k] * own_share[1:]])
            inputs[k] = torch.cat([inputs[k], self.judge_inputs[k]])
        outputs.reverse()
        inputs.reverse()
        self.judge_adam.move(outputs, inputs, vectors(outputs, none, True), self.first)
        return own_share

    @torch.jit.export
    def lift_back(self, gradient: Tensor) -> Tensor:
        """From the gradient of y's lift (N, 3J) to the gradient of y (N, 2J)."""
        return self.lifter.back(gradient, self.y_trail, self.y_outputs, self.y_inputs, self.y_sums, False, 0.0)

    @torch.jit.export
    def finish(self, gradient: Tensor) -> Tensor:
        """From the gradient of x's lift (1, 3J); then the lifter is moved."""
        outputs: List[Tensor] = []
        inputs: List[Tensor] = []
        sums: List[Tensor] = []
        self.lifter.back(gradient, self.x_trail, outputs, inputs, sums, False, 0.0)
        if len(self.y_outputs) > 0:
            for k in range(len(outputs)):
                outputs[k] = torch.cat([self.y_outputs[k], outputs[k]])
                inputs[k] = torch.cat([self.y_inputs[k], inputs[k]])
            for k in range(len(sums)):
                sums[k] = self.y_sums[k].add_(sums[k])
        outputs.reverse()
        inputs.reverse()
        sums.reverse()
        self.lifter_adam.move(outputs, inputs, vectors(outputs, sums, True), self.first)
        self.y_outputs, self.y_inputs, self.y_sums = [], [], []
        return gradient

    @torch.jit.export
    def bind_technique(
        self, minimax: Tensor, adversarial: Tensor, identity_view: Tensor, lambda2d: Tensor, lambda3d: Tensor,
        depth_only: Tensor, root_depth: Tensor, nearest: Tensor,
    ) -> Tensor:
        """Which form of eq. 3 and 4 iterate() follows: weights of its terms, and what the SSL head predicts."""
        self.minimax, self.depth_only = bool(minimax), bool(depth_only)
        self.adversarial, self.identity_view = float(adversarial), float(identity_view)
        self.lambda2d, self.lambda3d = float(lambda2d), float(lambda3d)
        self.views = UnitProjection(float(root_depth), float(nearest))
        return minimax

    @torch.jit.export
    def iterate(self, x: Tensor, rotation: Tensor) -> Tensor:
        """All of eq. 6 for x (1, 2J) and random views (N, 3, 3), from the adapted weights. Gives L_s."""
        return self.follow(self.begin(x), x.view(1, -1, 2), rotation)

    @torch.jit.export
    def iterate_again(self, x: Tensor, rotation: Tensor) -> Tensor:
        """The same from the trained weights."""
        return self.follow(self.begin_again(x), x.view(1, -1, 2), rotation)

    def pose(self, output: Tensor, pose2d: Tensor) -> Tensor:
        pose = root_relative(output)
        return self.views.on_lines_of_sight(pose2d, pose) if self.depth_only else pose

    def pose_back(self, output: Tensor, pose2d: Tensor, gradient: Tensor) -> Tensor:
        if self.depth_only:
            gradient = self.views.on_lines_back(pose2d, root_relative(output), gradient)
        return root_relative_back(gradient)

    def follow(self, output: Tensor, x: Tensor, rotation: Tensor) -> Tensor:
        """The technique's loss, and its gradient on all ways back: what autograd makes of eq. 4, written out."""
        lifted = self.pose(output, x)
        turned = torch.matmul(lifted, rotation.transpose(1, 2))
        y = self.views.project(turned)
        copies = y.size(0)
        per_joint = 2.0 / (copies * y.size(1))  # of a mean square over copies and joints

        logits = self.judge(y.view(copies, -1))
        if self.minimax:
            loss = F.softplus(logits).mean() * -self.adversarial
            share = torch.sigmoid(logits) * (-self.adversarial / copies)
        else:
            loss = F.softplus(-logits).mean() * self.adversarial
            share = torch.sigmoid(-logits) * (-self.adversarial / copies)
        y_gradient = self.judge_back(share).view_as(y)
        real = self.judge_real(x)
        self.judge_learn(torch.cat([torch.sigmoid(-real).neg(), torch.sigmoid(logits) / copies]))

        lifted_gradient = torch.zeros_like(lifted)
        if self.identity_view > 0:
            wrong = self.views.project(lifted) - x
            loss = loss + wrong.square().sum() * (self.identity_view / x.size(1))
            lifted_gradient = self.views.project_back(lifted, wrong * (2 * self.identity_view / x.size(1)))
        if self.lambda2d > 0 or self.lambda3d > 0:
            again = self.lift(y.view(copies, -1))
            relifted = self.pose(again, y)
            back = torch.matmul(relifted, rotation)
            wrong2d, wrong3d = self.views.project(back) - x, back - lifted
            loss = loss + wrong2d.square().sum() * (self.lambda2d * per_joint / 2)
            loss = loss + wrong3d.square().sum() * (self.lambda3d * per_joint / 2)
            wrong3d = wrong3d * (self.lambda3d * per_joint)
            lifted_gradient = lifted_gradient - wrong3d.sum(0, True)
            gradient = self.views.project_back(back, wrong2d * (self.lambda2d * per_joint)) + wrong3d
            gradient = torch.matmul(gradient, rotation.transpose(1, 2))
            if self.depth_only:
                y_gradient = y_gradient + self.views.on_lines_pose2d_back(root_relative(again), gradient)
            y_gradient = y_gradient + self.lift_back(self.pose_back(again, y, gradient)).view_as(y)
        turned_gradient = torch.matmul(self.views.project_back(turned, y_gradient), rotation)
        lifted_gradient = lifted_gradient + turned_gradient.sum(0, True)
        self.finish(self.pose_back(output, x, lifted_gradient))
        return loss


if __name__ == "__main__":
    torch.jit.script(Step()).save(sys.argv[1])
