"""Writes joint_step.pt: one step of joint training (eq. 5) on the paper's networks, in a handful of calls from Java.

usage: python joint_step.py OUT.pt     (needs torch 2.7.1; the file is committed, nobody has to run this)

As residual_step.py does it for eq. 6, here with the batch's statistics and with dropout. One way through D and back
serves both sides of the game: its weights are the same for both, and so are dropout's masks.

Lists that a kernel changes are attributes: newer versions of torch drop in-place work on lists made in a method.
"""
import sys
from typing import List

import torch
from residual import Network, vectors
from torch import Tensor


class Adam(torch.nn.Module):
    """Moves all weights of one side of the game at once, for the global norm is known only at the end."""

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

    def collect(self, at: int, outputs: List[Tensor], inputs: List[Tensor], rows: List[Tensor]) -> int:
        """The gradients of a network whose weights begin at a place; gives the place behind them."""
        layer, vector = 0, 0
        while layer < len(outputs) or vector < len(rows):
            if self.weights[at].dim() == 2:
                torch.mm(outputs[layer].t(), inputs[layer], out=self.gradients[at])
                layer += 1
            else:
                self.gradients[at].copy_(rows[vector])
                vector += 1
            at += 1
        return at

    def move(self, rate: float, max_norm: float) -> Tensor:
        """Gives the gradients' global norm; they are scaled down to max_norm, where that is above 0."""
        self.step[0].add_(1.0)
        norm = torch.stack(torch._foreach_norm(self.gradients)).norm()
        if max_norm > 0 and float(norm) > max_norm:
            torch._fused_adam_(
                self.weights, self.gradients, self.moments, self.squares, self.none, self.steps, lr=rate, beta1=0.9,
                beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False, grad_scale=norm / max_norm,
                found_inf=None,
            )
        else:
            torch._fused_adam_(
                self.weights, self.gradients, self.moments, self.squares, self.none, self.steps, lr=rate, beta1=0.9,
                beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False, grad_scale=None,
                found_inf=None,
            )
        return norm


class Step(torch.nn.Module):
    """Extractor, both heads and D, with the same weights all through a step."""

    x_trail: List[Tensor]
    fsl_trail: List[Tensor]
    ssl_trail: List[Tensor]
    y_trail: List[Tensor]
    real_trail: List[Tensor]
    fake_trail: List[Tensor]
    y_outputs: List[Tensor]
    y_inputs: List[Tensor]
    y_sums: List[Tensor]
    y_ssl_outputs: List[Tensor]
    y_ssl_inputs: List[Tensor]
    y_ssl_sums: List[Tensor]
    fake_outputs: List[Tensor]
    fake_inputs: List[Tensor]

    def __init__(self):
        super().__init__()
        self.extractor, self.fsl, self.ssl = Network(True, False), Network(False, True), Network(False, True)
        self.judge_network = Network(True, True)
        self.lifter_adam, self.judge_adam = Adam(), Adam()
        self.x_trail, self.fsl_trail, self.ssl_trail = [], [], []
        self.y_trail, self.real_trail, self.fake_trail = [], [], []
        self.y_outputs, self.y_inputs, self.y_sums = [], [], []
        self.y_ssl_outputs, self.y_ssl_inputs, self.y_ssl_sums = [], [], []
        self.fake_outputs, self.fake_inputs = [], []
        self.x = torch.zeros(0)
        self.dropout = 0.0
        self.y_batch = False

    def forward(self, x: Tensor) -> Tensor:
        return x

    @torch.jit.export
    def bind_lifter(
        self, weights: List[Tensor], statistics: List[Tensor], moments: List[Tensor], squares: List[Tensor],
        step: Tensor, weights_until: Tensor, statistics_until: Tensor, dropout: Tensor, y_batch: Tensor,
    ) -> Tensor:
        """Extractor, FSL head and, in joint training, SSL head, in this order.

        weights_until, statistics_until: the places where the first and the second of them end. y_batch: whether the
        random projections are normalised by their own statistics, too (1), or not (0).
        """
        a, b = int(weights_until[0]), int(weights_until[1])
        self.extractor.weights, self.fsl.weights, self.ssl.weights = weights[:a], weights[a:b], weights[b:]
        a, b = int(statistics_until[0]), int(statistics_until[1])
        self.extractor.statistics, self.fsl.statistics = statistics[:a], statistics[a:b]
        self.ssl.statistics = statistics[b:]
        self.lifter_adam.bind(weights, moments, squares, step)
        self.dropout = float(dropout)
        self.y_batch = float(y_batch) > 0
        return step

    @torch.jit.export
    def bind_judge(self, weights: List[Tensor], moments: List[Tensor], squares: List[Tensor], step: Tensor) -> Tensor:
        self.judge_network.weights = weights
        self.judge_adam.bind(weights, moments, squares, step)
        return step

    @torch.jit.export
    def begin(self, x: Tensor) -> Tensor:
        """Lifts x (N, 2J) by both heads: (N, 3J), the supervised one's first, one below the other (2N, 3J)."""
        self.x = x
        self.x_trail, self.fsl_trail, self.ssl_trail = [], [], []
        self.y_outputs, self.y_inputs, self.y_sums = [], [], []
        self.y_ssl_outputs, self.y_ssl_inputs, self.y_ssl_sums = [], [], []
        features = self.extractor.there(x, self.x_trail, True, self.dropout)
        supervised = self.fsl.there(features, self.fsl_trail, True, self.dropout)
        return torch.cat([supervised, self.ssl.there(features, self.ssl_trail, True, self.dropout)])

    @torch.jit.export
    def begin_baseline(self, x: Tensor) -> Tensor:
        """The same by the supervised head only, (N, 3J)."""
        self.x_trail, self.fsl_trail = [], []
        return self.fsl.there(
            self.extractor.there(x, self.x_trail, True, self.dropout), self.fsl_trail, True, self.dropout
        )

    @torch.jit.export
    def lift(self, y: Tensor) -> Tensor:
        """Lifts the random projections y (N, 2J) by the self-supervised head."""
        self.y_trail = []
        features = self.extractor.there(y, self.y_trail, self.y_batch, self.dropout)
        return self.ssl.there(features, self.y_trail, self.y_batch, self.dropout)

    @torch.jit.export
    def judge(self, y: Tensor) -> Tensor:
        """D's logits (N, 1) of y."""
        self.fake_trail = []
        return self.judge_network.there(y, self.fake_trail, False, self.dropout)

    @torch.jit.export
    def judge_real(self, like: Tensor) -> Tensor:
        """D's logits (N, 1) of x."""
        self.real_trail = []
        return self.judge_network.there(self.x, self.real_trail, False, self.dropout)

    @torch.jit.export
    def judge_back(self, lifter_share: Tensor) -> Tensor:
        """Goes back through D for the lifter's side of the game.

        lifter_share: the gradient of the lifter's loss at each logit of y (N, 1). Gives that at y (N, 2J).
        """
        self.fake_outputs, self.fake_inputs = [], []
        none: List[Tensor] = []
        per_logit = self.judge_network.back(
            torch.ones_like(lifter_share), self.fake_trail, self.fake_outputs, self.fake_inputs, none, False,
            self.dropout,
        )
        return per_logit * lifter_share

    @torch.jit.export
    def judge_learn(self, own_share: Tensor, rate: Tensor) -> Tensor:
        """Moves D, after judge_back: what each layer adds for a row is weighed once more.

        own_share: the gradient of D's loss at the logits of x and y (2N, 1).
        """
        outputs: List[Tensor] = []
        inputs: List[Tensor] = []
        none: List[Tensor] = []
        rows = self.x.size(0)
        self.judge_network.back(own_share[:rows], self.real_trail, outputs, inputs, none, False, self.dropout)
        for k in range(len(outputs)):
            outputs[k] = torch.cat([outputs[k], self.fake_outputs[k] * own_share[rows:]])
            inputs[k] = torch.cat([inputs[k], self.fake_inputs[k]])
        outputs.reverse()
        inputs.reverse()
        self.judge_adam.collect(0, outputs, inputs, vectors(outputs, none, True))
        return self.judge_adam.move(float(rate), 0.0)

    @torch.jit.export
    def lift_back(self, gradient: Tensor) -> Tensor:
        """From the gradient of y's lift (N, 3J) to the gradient of y (N, 2J)."""
        g = self.ssl.back(
            gradient, self.y_trail, self.y_ssl_outputs, self.y_ssl_inputs, self.y_ssl_sums, self.y_batch, self.dropout
        )
        return self.extractor.back(
            g, self.y_trail, self.y_outputs, self.y_inputs, self.y_sums, self.y_batch, self.dropout
        )

    def collect(
        self, starts: bool, at: int, outputs: List[Tensor], inputs: List[Tensor], sums: List[Tensor],
        y_outputs: List[Tensor], y_inputs: List[Tensor], y_sums: List[Tensor],
    ) -> int:
        """Adds what y's way back found, if there was one, to what x's found."""
        if len(y_outputs) > 0:
            for k in range(len(outputs)):
                outputs[k] = torch.cat([y_outputs[k], outputs[k]])
                inputs[k] = torch.cat([y_inputs[k], inputs[k]])
            for k in range(len(sums)):
                sums[k] = y_sums[k].add_(sums[k])
        outputs.reverse()
        inputs.reverse()
        sums.reverse()
        return self.lifter_adam.collect(at, outputs, inputs, vectors(outputs, sums, starts))

    @torch.jit.export
    def finish(self, gradient: Tensor, rate: Tensor, max_norm: Tensor) -> Tensor:
        """From the gradient of what begin gave; the lifter is moved. Gives the gradients' norm before scaling."""
        rows = self.x_trail[0].size(0)
        joint = gradient.size(0) > rows
        outputs: List[Tensor] = []
        inputs: List[Tensor] = []
        sums: List[Tensor] = []
        f_outputs: List[Tensor] = []
        f_inputs: List[Tensor] = []
        f_sums: List[Tensor] = []
        s_outputs: List[Tensor] = []
        s_inputs: List[Tensor] = []
        s_sums: List[Tensor] = []
        none: List[Tensor] = []
        g = self.fsl.back(gradient[:rows], self.fsl_trail, f_outputs, f_inputs, f_sums, True, self.dropout)
        if joint:
            g += self.ssl.back(gradient[rows:], self.ssl_trail, s_outputs, s_inputs, s_sums, True, self.dropout)
        self.extractor.back(g, self.x_trail, outputs, inputs, sums, True, self.dropout)
        at = self.collect(True, 0, outputs, inputs, sums, self.y_outputs, self.y_inputs, self.y_sums)
        at = self.collect(False, at, f_outputs, f_inputs, f_sums, none, none, none)
        if joint:
            self.collect(
                False, at, s_outputs, s_inputs, s_sums, self.y_ssl_outputs, self.y_ssl_inputs, self.y_ssl_sums
            )
        self.y_outputs, self.y_inputs, self.y_sums = [], [], []
        self.y_ssl_outputs, self.y_ssl_inputs, self.y_ssl_sums = [], [], []
        return self.lifter_adam.move(float(rate), float(max_norm))


if __name__ == "__main__":
    torch.jit.script(Step()).save(sys.argv[1])
