"""Writes residual.pt and dropout.pt: the paper's networks in one call from Java, for predictions; dropout's masks.

usage: python residual.py FOLDER     (needs torch 2.7.1; the files are committed, nobody has to run this)
"""
import sys
from typing import Final, List

import torch
from torch import Tensor


@torch.jit.script
def mask(like: Tensor, probability: float) -> Tensor:
    """0 with this probability, else 1 / (1 - probability): four numbers from one draw of 64 bits.

    The probability is rounded to a multiple of 1/65536. torch's own dropout draws number by number, which takes
    longer than the matrix products between.
    """
    bits = torch.empty((like.numel() + 3) // 4, dtype=torch.int64, device=like.device).random_(-9223372036854775807 - 1, None)
    numbers = torch.view_copy(bits, dtype=torch.int16)[: like.numel()].view(like.shape)
    kept = torch.empty_like(like)
    torch.ge(numbers, int(probability * 65536 + 0.5) - 32768, out=kept)
    return kept.mul_(1 / (1 - probability))


@torch.jit.script
def vectors(outputs: List[Tensor], sums: List[Tensor], starts: bool) -> List[Tensor]:
    """The gradients of a network's vectors in its weights' order, from what Network.back appended, turned round."""
    gradients: List[Tensor] = []
    first = 1 if starts else 0
    for k in range(len(outputs)):
        gradients.append(outputs[k].sum(0))
        if k >= first and 2 * (k - first) < len(sums):
            gradients.append(sums[2 * (k - first)])
            gradients.append(sums[2 * (k - first) + 1])
    return gradients


class Network(torch.nn.Module):
    """Perhaps a linear layer, residual blocks, perhaps a linear layer; there and back.

    Weights come in the checkpoint's order, layer by layer: matrix, bias and, in the blocks of a normalised network,
    gamma, beta. Statistics: mean and variance of each of those layers. A trail is a list of what the way back needs.

    batch: whether layers are normalised by the batch's own statistics, and move the running ones.
    dropout: the probability; 0 for none.
    """

    slope: Final[float] = 0.01  # of leaky ReLU
    momentum: Final[float] = 0.1  # what a batch leaves of a running statistic's way to its own
    epsilon: Final[float] = 1e-5  # of batch normalisation
    weights: List[Tensor]
    statistics: List[Tensor]

    def __init__(self, starts: bool, ends: bool):
        super().__init__()
        self.weights = []
        self.statistics = []
        self.starts = starts
        self.ends = ends

    def stride(self) -> int:
        """How many arrays a layer in a block has."""
        return 4 if len(self.statistics) > 0 else 2

    def place(self, layer: int) -> int:
        """Where the matrix of a layer in a block stands among the weights; the first layer is 0."""
        return (2 if self.starts else 0) + layer * self.stride()

    def layers(self) -> int:
        """How many there are in the blocks."""
        return (len(self.weights) - (2 if self.starts else 0) - (2 if self.ends else 0)) // self.stride()

    def linear(self, place: int, h: Tensor) -> Tensor:
        rows = h.size(0)
        if rows < 8 or rows > 32:
            return torch.addmm(self.weights[place + 1], h, self.weights[place].t())
        # for so few rows MKL multiplies half as fast again if the matrix is the first factor
        out = torch.empty(rows, self.weights[place].size(0), dtype=h.dtype, device=h.device)
        return torch.add(torch.mm(self.weights[place], h.t()).t(), self.weights[place + 1], out=out)

    def half(self, layer: int, h: Tensor, trail: List[Tensor], batch: bool, dropout: float) -> Tensor:
        trail.append(h)
        i, k = self.place(layer), 2 * layer
        z = self.linear(i, h)
        if len(self.statistics) > 0:
            trail.append(z)
            z, mean, spread = torch.native_batch_norm(
                z, self.weights[i + 2], self.weights[i + 3], self.statistics[k], self.statistics[k + 1], batch,
                self.momentum, self.epsilon,
            )
            trail.append(mean)
            trail.append(spread)
        z = torch.ops.aten.leaky_relu_(z, self.slope)
        if dropout > 0:
            kept = mask(z, dropout)
            trail.append(kept)
            z = z.mul_(kept)
        trail.append(z)
        return z

    def block(self, layer: int, h: Tensor, trail: List[Tensor], batch: bool, dropout: float) -> Tensor:
        return self.half(layer + 1, self.half(layer, h, trail, batch, dropout), trail, batch, dropout) + h

    def there(self, x: Tensor, trail: List[Tensor], batch: bool, dropout: float) -> Tensor:
        """Maps (N, in) to (N, out)."""
        h = x
        if self.starts:
            trail.append(h)
            h = self.linear(0, h)
        for layer in range(0, self.layers(), 2):
            h = self.block(layer, h, trail, batch, dropout)
        if self.ends:
            trail.append(h)
            h = self.linear(len(self.weights) - 2, h)
        return h

    def half_back(
        self, layer: int, g: Tensor, trail: List[Tensor], outputs: List[Tensor], inputs: List[Tensor],
        sums: List[Tensor], batch: bool, dropout: float,
    ) -> Tensor:
        i, k = self.place(layer), 2 * layer
        z = trail.pop()
        if dropout > 0:
            g = g * trail.pop()  # where this is 0, so is z, and the slope does not matter
        g = torch.ops.aten.leaky_relu_backward(g, z, self.slope, True)
        if len(self.statistics) > 0:
            spread, mean = trail.pop(), trail.pop()
            g, gammas, betas = torch.ops.aten.native_batch_norm_backward(
                g, trail.pop(), self.weights[i + 2], self.statistics[k], self.statistics[k + 1], mean, spread, batch,
                self.epsilon, [True, True, True],
            )
            sums.append(betas)
            sums.append(gammas)
        inputs.append(trail.pop())
        outputs.append(g)
        return torch.mm(g, self.weights[i])

    def back(
        self, gradient: Tensor, trail: List[Tensor], outputs: List[Tensor], inputs: List[Tensor], sums: List[Tensor],
        batch: bool, dropout: float,
    ) -> Tensor:
        """Gives the gradient of the input; appends the rest, from the last layer to the first.

        outputs, inputs: of each layer; a matrix's gradient is outputs^T inputs. sums: beta's, gamma's gradient.
        """
        g = gradient
        if self.ends:
            inputs.append(trail.pop())
            outputs.append(g)
            g = torch.mm(g, self.weights[len(self.weights) - 2])
        for layer in range(self.layers() - 1, 0, -2):
            h = self.half_back(layer, g, trail, outputs, inputs, sums, batch, dropout)
            g = self.half_back(layer - 1, h, trail, outputs, inputs, sums, batch, dropout).add_(g)
        if self.starts:
            inputs.append(trail.pop())
            outputs.append(g)
            g = torch.mm(g, self.weights[0])
        return g


class Prediction(torch.nn.Module):
    """A network bound to its weights, one way, with frozen statistics and without dropout."""

    def __init__(self):
        super().__init__()
        self.network = Network(True, True)

    @torch.jit.export
    def bind(self, weights: List[Tensor], statistics: List[Tensor]) -> Tensor:
        self.network.weights, self.network.statistics = weights, statistics
        return weights[0]

    def forward(self, x: Tensor) -> Tensor:
        h = self.network.linear(0, x)
        for layer in range(0, self.network.layers(), 2):
            nobody: List[Tensor] = []
            h = self.network.block(layer, h, nobody, False, 0.0)
        return self.network.linear(len(self.network.weights) - 2, h)


class Dropout(torch.nn.Module):
    def forward(self, like: Tensor, probability: Tensor) -> Tensor:
        return mask(like, float(probability))


if __name__ == "__main__":
    torch.jit.script(Prediction()).save(sys.argv[1] + "/residual.pt")
    torch.jit.script(Dropout()).save(sys.argv[1] + "/dropout.pt")
