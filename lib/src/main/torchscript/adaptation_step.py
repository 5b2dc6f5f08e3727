"""One iteration of eq. 6 on the paper's networks in one call from Java.

With frozen statistics and without dropout every row passes a network by itself: x is lifted and judged once for all
its random views. A matrix is updated as soon as its gradient is computed, while that is still in the cache.

Lists that a kernel changes are attributes: newer versions of torch drop in-place work on lists made in a method.
"""
from typing import List, Optional

import torch
from objective import Objective, discriminator_accuracy, discriminator_gradients, gradient_through, gradients
from residual import Network, Pass
from torch import Tensor


class Adam(torch.nn.Module):
    """Updates a network's weights: matrices one by one, each in lists of its own, and vectors together."""

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
                self.matrix_gradients.append([self.buffer(weight)])

    def buffer(self, matrix: Tensor) -> Tensor:
        """For its gradient: all matrices of one shape share one."""
        for other in self.matrix_gradients:
            if other[0].size(0) == matrix.size(0) and other[0].size(1) == matrix.size(1):
                return other[0]
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
        """The first step: with moments of zero and their bias corrected, it is -rate g / (|g| + eps)."""
        torch.mul(gradient, 0.1, out=moment)
        torch.mul(gradient, gradient, out=square)
        square.mul_(0.001)
        torch.addcdiv(start, gradient, gradient.abs().add_(1e-8), value=-self.rate, out=weight)

    def update(self, p: Pass, first: bool):
        vectors = p.vectors(True)
        if first:
            self.step[0].fill_(1.0)
            for k in range(len(vectors)):
                self.first(
                    self.vectors[k], vectors[k], self.vector_moments[k], self.vector_squares[k], self.vector_starts[k]
                )
        else:
            self.step[0].add_(1.0)
            self.fused(self.vectors, vectors, self.vector_moments, self.vector_squares, self.steps)
        for k in range(len(self.matrices)):
            matrix, gradient = self.matrices[k], self.matrix_gradients[k]
            torch.mm(p.outputs[k].t(), p.inputs[k], out=gradient[0])
            if first:
                self.first(
                    matrix[0], gradient[0], self.matrix_moments[k][0], self.matrix_squares[k][0], self.matrix_starts[k]
                )
            else:
                self.fused(matrix, gradient, self.matrix_moments[k], self.matrix_squares[k], self.step)


class Side(torch.nn.Module):
    """One of the two networks, the lifter (extractor and SSL head) or D, and its optimizer."""

    trained: List[Tensor]
    adapted: List[Tensor]

    def __init__(self):
        super().__init__()
        self.network, self.adam = Network(True, True), Adam()
        self.trained, self.adapted = [], []

    def bind(
        self, trained: List[Tensor], adapted: List[Tensor], statistics: List[Tensor], moments: List[Tensor],
        squares: List[Tensor], step: Tensor, rate: Tensor,
    ):
        self.trained, self.adapted = trained, adapted
        self.network.statistics = statistics
        self.adam.bind(adapted, trained, moments, squares, step, float(rate))

    def begin(self, first: bool):
        self.network.weights = self.trained if first else self.adapted


class Step(torch.nn.Module):
    """Both sides, with the same weights all through a step."""

    def __init__(self):
        super().__init__()
        self.objective = Objective()
        self.lifter, self.discriminator = Side(), Side()
        self.limit = 1.0

    @torch.jit.export
    def bind_lifter(
        self, trained: List[Tensor], adapted: List[Tensor], statistics: List[Tensor], moments: List[Tensor],
        squares: List[Tensor], step: Tensor, rate: Tensor,
    ) -> Tensor:
        self.lifter.bind(trained, adapted, statistics, moments, squares, step, rate)
        return step

    @torch.jit.export
    def bind_discriminator(
        self, trained: List[Tensor], adapted: List[Tensor], moments: List[Tensor], squares: List[Tensor],
        step: Tensor, rate: Tensor, limit: Tensor,
    ) -> Tensor:
        """limit: D learns only while its accuracy is below it; 1 for always."""
        none: List[Tensor] = []
        self.limit = float(limit)
        self.discriminator.bind(trained, adapted, none, moments, squares, step, rate)
        return step

    @torch.jit.export
    def bind_objective(self, numbers: Tensor) -> Tensor:
        self.objective.bind(numbers)
        return numbers

    def forward(self, x: Tensor, rotation: Tensor, first: Tensor) -> Tensor:
        """Both sides' step for x (1, 2J) and random views (N, 3, 3). Returns L_s before the step.

        first: 1 to start from the trained weights, with Adam's moments of zero; nothing is copied for it.
        """
        is_first = bool(first)
        self.lifter.begin(is_first)
        self.discriminator.begin(is_first)
        x_pass, y_pass = Pass(False, 0.0), Pass(False, 0.0)
        real_pass, fake_pass = Pass(False, 0.0), Pass(False, 0.0)
        pose2d = x.view(1, -1, 2)
        output = self.lifter.network(x, x_pass).requires_grad_(True)
        lifted = self.objective.pose(output, pose2d)
        projected = self.objective.project(torch.matmul(lifted, rotation.transpose(1, 2)))
        y = projected.detach().requires_grad_(True)
        rows = y.detach().view(y.size(0), -1)
        logits = self.discriminator.network(rows, fake_pass).requires_grad_(True)
        again, relifted = output, torch.jit.annotate(Optional[Tensor], None)
        if self.objective.cycles():
            again = self.lifter.network(rows, y_pass).requires_grad_(True)
            relifted = torch.matmul(self.objective.pose(again, y), rotation)
        loss = self.objective.total(self.objective.terms(pose2d, lifted, logits, relifted))
        output_gradient, y_gradient, logit_gradient, again_gradient = gradients(loss, [output, y, logits, again])

        # One backward pass through D, with a gradient of 1 at every logit, serves both sides: what arrives at a
        # row of y times dL_s/dlogit is the lifter's, what a layer finds for a row times dL_D/dlogit is D's own.
        per_logit = self.discriminator.network.backward(torch.ones_like(logits), fake_pass)
        real = self.discriminator.network(x, real_pass)  # 33 rows cost more than 32 and one
        if self.limit >= 1 or float(discriminator_accuracy(real, logits)) < self.limit:
            real_gradient, fake_gradient = discriminator_gradients(real, logits.detach())
            self.discriminator.network.backward(real_gradient, real_pass)
            fake_pass.weigh(fake_gradient)
            real_pass.join(fake_pass)
            self.discriminator.adam.update(real_pass, is_first)

        rows_gradient = y_gradient.view(rows.size(0), -1) + per_logit * logit_gradient
        if self.objective.cycles():
            rows_gradient = rows_gradient + self.lifter.network.backward(again_gradient, y_pass)
        output_gradient = output_gradient + gradient_through(projected, rows_gradient.view_as(y), output)
        self.lifter.network.backward(output_gradient, x_pass)
        x_pass.join(y_pass)
        self.lifter.adam.update(x_pass, is_first)
        return loss.detach()
