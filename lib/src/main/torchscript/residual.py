"""Writes residual.pt: the paper's networks in one call from Java, for predictions.

usage: python residual.py OUT.pt     (needs torch 2.7.1; the file is committed, nobody has to run this)
"""
import sys
from typing import Final, List

import torch
from torch import Tensor


class Network(torch.nn.Module):
    """A linear layer, residual blocks, a linear layer; there and back.

    Weights come in the checkpoint's order, layer by layer: matrix, bias and, in the blocks of a normalised network,
    gamma, beta. Statistics: mean and variance of each of those layers. A trail is a list: for each layer its input
    and, in the blocks, the sum before normalisation and the activation.
    """

    slope: Final[float] = 0.01  # of leaky ReLU
    epsilon: Final[float] = 1e-5  # of batch normalisation
    weights: List[Tensor]
    statistics: List[Tensor]

    def __init__(self):
        super().__init__()
        self.weights = []
        self.statistics = []

    def stride(self) -> int:
        """How many arrays a layer in a block has."""
        return 4 if len(self.statistics) > 0 else 2

    def last(self) -> int:
        """The last layer's number; the first's is 0."""
        return 1 + (len(self.weights) - 4) // self.stride()

    def place(self, layer: int) -> int:
        """Where a layer's matrix stands among the weights."""
        return 0 if layer == 0 else 2 + (layer - 1) * self.stride()

    def linear(self, layer: int, h: Tensor) -> Tensor:
        i = self.place(layer)
        rows = h.size(0)
        if rows < 8 or rows > 32:
            return torch.addmm(self.weights[i + 1], h, self.weights[i].t())
        # for so few rows MKL multiplies half as fast again if the matrix is the first factor
        out = torch.empty(rows, self.weights[i].size(0), dtype=h.dtype, device=h.device)
        return torch.add(torch.mm(self.weights[i], h.t()).t(), self.weights[i + 1], out=out)

    def normalise(self, layer: int, z: Tensor) -> Tensor:
        i, k = self.place(layer), 2 * layer - 2
        gamma, beta = self.weights[i + 2], self.weights[i + 3]
        mean, variance = self.statistics[k], self.statistics[k + 1]
        return torch.native_batch_norm(z, gamma, beta, mean, variance, False, 0.0, self.epsilon)[0]

    def half(self, layer: int, h: Tensor, trail: List[Tensor]) -> Tensor:
        trail.append(h)
        z = self.linear(layer, h)
        if len(self.statistics) > 0:
            trail.append(z)
            z = self.normalise(layer, z)
        z = torch.ops.aten.leaky_relu_(z, self.slope)
        trail.append(z)
        return z

    def block(self, layer: int, h: Tensor, trail: List[Tensor]) -> Tensor:
        return self.half(layer + 1, self.half(layer, h, trail), trail) + h

    def there(self, x: Tensor, trail: List[Tensor]) -> Tensor:
        """Maps (N, in) to (N, out)."""
        trail.append(x)
        h = self.linear(0, x)
        for layer in range(1, self.last(), 2):
            h = self.block(layer, h, trail)
        trail.append(h)
        return self.linear(self.last(), h)

    def half_back(
        self, layer: int, g: Tensor, trail: List[Tensor], outputs: List[Tensor], inputs: List[Tensor], sums: List[Tensor]
    ) -> Tensor:
        i, k = self.place(layer), 2 * layer - 2
        g = torch.ops.aten.leaky_relu_backward(g, trail.pop(), self.slope, True)
        if len(self.statistics) > 0:
            gamma, variance = self.weights[i + 2], self.statistics[k + 1]
            g, gammas, betas = torch.ops.aten.native_batch_norm_backward(
                g, trail.pop(), gamma, self.statistics[k], variance, None, None, False, self.epsilon, [True, True, True]
            )
            sums.append(betas)
            sums.append(gammas)
        inputs.append(trail.pop())
        outputs.append(g)
        return torch.mm(g, self.weights[i])

    def back(
        self, gradient: Tensor, trail: List[Tensor], outputs: List[Tensor], inputs: List[Tensor], sums: List[Tensor]
    ) -> Tensor:
        """Gives the gradient of the input; the rest from the last layer to the first.

        outputs, inputs: of each layer; a matrix's gradient is outputs^T inputs. sums: beta's, gamma's gradient.
        """
        last = self.last()
        inputs.append(trail.pop())
        outputs.append(gradient)
        g = torch.mm(gradient, self.weights[self.place(last)])
        for layer in range(last - 1, 0, -2):
            h = self.half_back(layer, g, trail, outputs, inputs, sums)
            g = self.half_back(layer - 1, h, trail, outputs, inputs, sums).add_(g)
        inputs.append(trail.pop())
        outputs.append(g)
        return torch.mm(g, self.weights[0])


class Prediction(torch.nn.Module):
    """A network bound to its weights, one way."""

    def __init__(self):
        super().__init__()
        self.network = Network()

    @torch.jit.export
    def bind(self, weights: List[Tensor], statistics: List[Tensor]) -> Tensor:
        self.network.weights, self.network.statistics = weights, statistics
        return weights[0]

    def forward(self, x: Tensor) -> Tensor:
        h = self.network.linear(0, x)
        for layer in range(1, self.network.last(), 2):
            nobody: List[Tensor] = []
            h = self.network.block(layer, h, nobody)
        return self.network.linear(self.network.last(), h)


if __name__ == "__main__":
    torch.jit.script(Prediction()).save(sys.argv[1])
