"""One step of joint training (eq. 5) on the paper's networks in one call from Java.

As adaptation_step.py for eq. 6, here with the batch's statistics and with dropout. One backward pass through D serves
both sides: its weights are the same for both, and so are dropout's masks.

Lists that a kernel changes are attributes: newer versions of torch drop in-place work on lists made in a method.
"""
from typing import List, Optional

import torch
from objective import (
    Objective, discriminator_accuracy, discriminator_gradients, discriminator_loss, gradient_through, gradients,
    root_relative, squared_error,
)
from residual import Network, Pass
from torch import Tensor


class Adam(torch.nn.Module):
    """Updates all weights of one side at once, for the global norm is known only at the end."""

    weights: List[Tensor]
    moments: List[Tensor]
    squares: List[Tensor]
    gradients: List[Tensor]
    steps: List[Tensor]
    step: List[Tensor]
    none: List[Tensor]

    def __init__(self):
        super().__init__()
        self.weights, self.moments, self.squares, self.gradients = [], [], [], []
        self.steps, self.step, self.none = [], [], []

    def bind(self, weights: List[Tensor], moments: List[Tensor], squares: List[Tensor], step: Tensor):
        self.weights, self.moments, self.squares = weights, moments, squares
        self.step = [step]
        for weight in weights:
            self.steps.append(step)
            self.gradients.append(torch.zeros_like(weight))

    def collect(self, start: int, p: Pass, starts: bool) -> int:
        """The gradients of the network whose weights begin at an index; returns the index behind them."""
        vectors = p.vectors(starts)
        at, layer, vector = start, 0, 0
        while layer < len(p.outputs) or vector < len(vectors):
            if self.weights[at].dim() == 2:
                torch.mm(p.outputs[layer].t(), p.inputs[layer], out=self.gradients[at])
                layer += 1
            else:
                self.gradients[at].copy_(vectors[vector])
                vector += 1
            at += 1
        return at

    def update(self, rate: float, max_norm: float) -> Tensor:
        """Returns the gradients' global norm; they are scaled down to max_norm where that is above 0."""
        self.step[0].add_(1.0)
        norm = torch.stack(torch._foreach_norm(self.gradients)).norm()
        divisor = torch.jit.annotate(Optional[Tensor], None)  # with one, the kernel writes every gradient back
        if max_norm > 0 and float(norm) > max_norm:
            divisor = norm / max_norm
        torch._fused_adam_(
            self.weights, self.gradients, self.moments, self.squares, self.none, self.steps, lr=rate, beta1=0.9,
            beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False, grad_scale=divisor,
            found_inf=None,
        )
        return norm


class Step(torch.nn.Module):
    """Extractor, both heads and D, with the same weights all through a step."""

    def __init__(self):
        super().__init__()
        self.objective = Objective()
        self.extractor, self.fsl, self.ssl = Network(True, False), Network(False, True), Network(False, True)
        self.discriminator = Network(True, True)
        self.lifter_adam, self.discriminator_adam = Adam(), Adam()
        self.bones = torch.zeros(0)
        self.supervised_weight, self.lambda_, self.max_norm = 1.0, 0.0, 0.0
        self.dropout, self.limit = 0.0, 1.0
        self.bone_term = self.joint = self.y_batch = False

    @torch.jit.export
    def bind_lifter(
        self, weights: List[Tensor], statistics: List[Tensor], moments: List[Tensor], squares: List[Tensor],
        step: Tensor, weights_until: Tensor, statistics_until: Tensor,
    ) -> Tensor:
        """Extractor, FSL head and, in joint training, SSL head, in this order.

        weights_until, statistics_until: the indices at which the first and the second of them end.
        """
        a, b = int(weights_until[0]), int(weights_until[1])
        self.extractor.weights, self.fsl.weights, self.ssl.weights = weights[:a], weights[a:b], weights[b:]
        a, b = int(statistics_until[0]), int(statistics_until[1])
        self.extractor.statistics, self.fsl.statistics = statistics[:a], statistics[a:b]
        self.ssl.statistics = statistics[b:]
        self.lifter_adam.bind(weights, moments, squares, step)
        return step

    @torch.jit.export
    def bind_discriminator(
        self, weights: List[Tensor], moments: List[Tensor], squares: List[Tensor], step: Tensor
    ) -> Tensor:
        self.discriminator.weights = weights
        self.discriminator_adam.bind(weights, moments, squares, step)
        return step

    @torch.jit.export
    def bind_training(self, bones: Tensor, numbers: Tensor) -> Tensor:
        """bones: B (J, J), the matrix that makes bone vectors of joints, or one number to leave eq. 2's bone term out.

        numbers: the weight of L_f, the largest norm of the lifter's gradients (0: any), dropout, the accuracy below
        which D learns, whether the projections are normalised by their own statistics (1) or by the running ones (0).
        """
        n: List[float] = numbers.tolist()
        self.bones, self.bone_term = bones, bones.numel() > 1
        self.supervised_weight, self.max_norm, self.dropout, self.limit, self.y_batch = n[0], n[1], n[2], n[3], n[4] > 0
        return numbers

    @torch.jit.export
    def bind_objective(self, numbers: Tensor, weight: Tensor) -> Tensor:
        """Makes the training a joint one; weight: lambda of eq. 5."""
        self.objective.bind(numbers)
        self.lambda_, self.joint = float(weight), True
        return numbers

    def supervised(self, output: Tensor, truth: Tensor) -> List[Tensor]:
        """The terms of eq. 2."""
        predicted = root_relative(output)
        terms = [squared_error(predicted, truth)]
        if self.bone_term:
            terms.append(squared_error(torch.matmul(self.bones, predicted), torch.matmul(self.bones, truth)))
        return terms

    def forward(
        self, x: Tensor, truth: Tensor, rotation: Tensor, seeds: Tensor, rate: Tensor, discriminator_rate: Tensor
    ) -> Tensor:
        """Both sides' step for x (N, 2J), truth (N, J, 3) and random views (N, 3, 3).

        seeds: of dropout, for x and for the projections through the lifter, for the projections and for x through D.
        Returns what there is of eq. 2's terms, the objective's, the gradients' norm, D's loss and D's accuracy.
        """
        extractor_pass, fsl_pass = Pass(True, self.dropout), Pass(True, self.dropout)
        torch.manual_seed(int(seeds[0]))
        features = self.extractor(x, extractor_pass)
        output = self.fsl(features, fsl_pass).requires_grad_(True)
        terms = self.supervised(output, truth)
        loss = torch.stack(terms).sum() * self.supervised_weight
        if not self.joint:
            features_gradient = self.fsl.backward(gradients(loss, [output])[0], fsl_pass)
            self.extractor.backward(features_gradient, extractor_pass)
            at = self.lifter_adam.collect(0, extractor_pass, True)
            self.lifter_adam.collect(at, fsl_pass, False)
            return torch.stack(terms + [self.lifter_adam.update(float(rate), self.max_norm)]).detach()

        ssl_pass, real_pass, fake_pass = Pass(True, self.dropout), Pass(False, self.dropout), Pass(False, self.dropout)
        y_pass, y_ssl_pass = Pass(self.y_batch, self.dropout), Pass(self.y_batch, self.dropout)
        pose2d = x.view(x.size(0), -1, 2)
        ssl_output = self.ssl(features, ssl_pass).requires_grad_(True)
        lifted = self.objective.pose(ssl_output, pose2d)
        projected = self.objective.project(torch.matmul(lifted, rotation.transpose(1, 2)))
        y = projected.detach().requires_grad_(True)
        rows = y.detach().view(y.size(0), -1)
        again, relifted = ssl_output, torch.jit.annotate(Optional[Tensor], None)
        if self.objective.cycles():
            torch.manual_seed(int(seeds[1]))
            again = self.ssl(self.extractor(rows, y_pass), y_ssl_pass).requires_grad_(True)
            relifted = torch.matmul(self.objective.pose(again, y), rotation)
        torch.manual_seed(int(seeds[2]))
        logits = self.discriminator(rows, fake_pass).requires_grad_(True)
        torch.manual_seed(int(seeds[3]))
        real = self.discriminator(x, real_pass)
        ssl_terms = self.objective.terms(pose2d, lifted, logits, relifted)
        loss = loss + self.objective.total(ssl_terms) * self.lambda_
        own_loss, accuracy = discriminator_loss(real, logits.detach()), discriminator_accuracy(real, logits)

        # see adaptation_step.py
        output_gradient, ssl_gradient, y_gradient, logit_gradient, again_gradient = gradients(
            loss, [output, ssl_output, y, logits, again]
        )
        per_logit = self.discriminator.backward(torch.ones_like(logits), fake_pass)
        rows_gradient = y_gradient.view(rows.size(0), -1) + per_logit * logit_gradient
        if self.objective.cycles():
            features_gradient = self.ssl.backward(again_gradient, y_ssl_pass)
            rows_gradient = rows_gradient + self.extractor.backward(features_gradient, y_pass)
        ssl_gradient = ssl_gradient + gradient_through(projected, rows_gradient.view_as(y), ssl_output)
        features_gradient = self.fsl.backward(output_gradient, fsl_pass) + self.ssl.backward(ssl_gradient, ssl_pass)
        self.extractor.backward(features_gradient, extractor_pass)
        if self.limit >= 1 or float(accuracy) < self.limit:
            real_gradient, fake_gradient = discriminator_gradients(real, logits.detach())
            self.discriminator.backward(real_gradient, real_pass)
            fake_pass.weigh(fake_gradient)
            real_pass.join(fake_pass)
            self.discriminator_adam.collect(0, real_pass, True)
            self.discriminator_adam.update(float(discriminator_rate), 0.0)
        extractor_pass.join(y_pass)
        ssl_pass.join(y_ssl_pass)
        at = self.lifter_adam.collect(0, extractor_pass, True)
        at = self.lifter_adam.collect(at, fsl_pass, False)
        self.lifter_adam.collect(at, ssl_pass, False)
        norm = self.lifter_adam.update(float(rate), self.max_norm)
        return torch.stack(terms + ssl_terms + [norm, own_loss, accuracy]).detach()
