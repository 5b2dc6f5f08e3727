"""The networks of Sec. 3.3 as a few kernels a layer, forward and backward, for the other scripts of this folder.

The backward pass of the layers is written by hand: autograd takes a quarter longer for an online step at width 256,
where a layer's kernels cost little more than recording them does.
"""
from typing import Final, List

import torch
from torch import Tensor


@torch.jit.script
def mask(like: Tensor, probability: float) -> Tensor:
    """Dropout's mask: 0 with this probability, else 1 / (1 - probability); four entries from one draw of 64 bits.

    The probability is rounded to a multiple of 1/65536. torch's own dropout draws number by number, which takes
    longer than the matrix products between.
    """
    bits = torch.empty((like.numel() + 3) // 4, dtype=torch.int64, device=like.device).random_(-9223372036854775807 - 1, None)
    numbers = torch.view_copy(bits, dtype=torch.int16)[: like.numel()].view(like.shape)
    kept = torch.empty_like(like)
    torch.ge(numbers, int(probability * 65536 + 0.5) - 32768, out=kept)
    return kept.mul_(1 / (1 - probability))


@torch.jit.script
class Pass:
    """One pass of a batch through a network.

    batch: whether layers are normalised by the batch's own statistics, and update the running ones.
    dropout: the probability; 0 for none.
    saved: what the backward pass needs. It fills, in the order of the layers, outputs (gradients of the layers'
    outputs) and inputs (the layers' inputs), so that a matrix's gradient is outputs^T inputs, and scales: the
    gradients of beta and gamma.
    """

    def __init__(self, batch: bool, dropout: float):
        self.batch = batch
        self.dropout = dropout
        self.saved = torch.jit.annotate(List[Tensor], [])
        self.outputs = torch.jit.annotate(List[Tensor], [])
        self.inputs = torch.jit.annotate(List[Tensor], [])
        self.scales = torch.jit.annotate(List[Tensor], [])

    def weigh(self, rows: Tensor):
        """Multiplies what was found for each row of the batch by a number (N, 1)."""
        for k in range(len(self.outputs)):
            self.outputs[k] = self.outputs[k] * rows

    def join(self, other: "Pass"):
        """Adds what another pass through the same network found, if it has been backward."""
        for k in range(len(other.outputs)):
            self.outputs[k] = torch.cat([other.outputs[k], self.outputs[k]])
            self.inputs[k] = torch.cat([other.inputs[k], self.inputs[k]])
        for k in range(len(other.scales)):
            self.scales[k] = self.scales[k].add_(other.scales[k])

    def vectors(self, starts: bool) -> List[Tensor]:
        """The gradients of the network's vectors, in the order of its weights."""
        gradients: List[Tensor] = []
        first = 1 if starts else 0
        for k in range(len(self.outputs)):
            gradients.append(self.outputs[k].sum(0))
            scale = 2 * (k - first)
            if scale >= 0 and scale < len(self.scales):
                gradients.append(self.scales[scale])
                gradients.append(self.scales[scale + 1])
        return gradients


class Network(torch.nn.Module):
    """Perhaps a linear layer, residual blocks, perhaps a linear layer.

    Weights come in the checkpoint's order, layer by layer: matrix, bias and, in the blocks of a normalised network,
    gamma, beta. Statistics: mean and variance of each of those layers.
    """

    slope: Final[float] = 0.01  # of leaky ReLU
    momentum: Final[float] = 0.1  # of the running statistics, in PyTorch's sense
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
        """The number of arrays of a layer in a block."""
        return 4 if len(self.statistics) > 0 else 2

    def position(self, layer: int) -> int:
        """The index of a block's layer's matrix among the weights; the first layer is 0."""
        return (2 if self.starts else 0) + layer * self.stride()

    def layers(self) -> int:
        """The number of layers in the blocks."""
        return (len(self.weights) - (2 if self.starts else 0) - (2 if self.ends else 0)) // self.stride()

    def linear(self, position: int, h: Tensor) -> Tensor:
        rows = h.size(0)
        if rows != 2 and (rows < 8 or rows > 32):
            return torch.addmm(self.weights[position + 1], h, self.weights[position].t())
        # with so few rows MKL multiplies 1.5 times as fast if the matrix is the first factor, with two rows (a pose
        # and its mirror image) twice as fast
        out = torch.empty(rows, self.weights[position].size(0), dtype=h.dtype, device=h.device)
        return torch.add(torch.mm(self.weights[position], h.t()).t(), self.weights[position + 1], out=out)

    def half(self, layer: int, h: Tensor, p: Pass) -> Tensor:
        p.saved.append(h)
        i, k = self.position(layer), 2 * layer
        z = self.linear(i, h)
        if len(self.statistics) > 0:
            p.saved.append(z)
            z, mean, spread = torch.native_batch_norm(
                z, self.weights[i + 2], self.weights[i + 3], self.statistics[k], self.statistics[k + 1], p.batch,
                self.momentum, self.epsilon,
            )
            p.saved.append(mean)
            p.saved.append(spread)
        z = torch.ops.aten.leaky_relu_(z, self.slope)
        if p.dropout > 0:
            kept = mask(z, p.dropout)
            p.saved.append(kept)
            z = z.mul_(kept)
        p.saved.append(z)
        return z

    def forward(self, x: Tensor, p: Pass) -> Tensor:
        """Maps (N, in) to (N, out)."""
        h = x
        if self.starts:
            p.saved.append(h)
            h = self.linear(0, h)
        for layer in range(0, self.layers(), 2):
            h = self.half(layer + 1, self.half(layer, h, p), p) + h
        if self.ends:
            p.saved.append(h)
            h = self.linear(len(self.weights) - 2, h)
        return h

    def half_backward(self, layer: int, g: Tensor, p: Pass) -> Tensor:
        i, k = self.position(layer), 2 * layer
        z = p.saved.pop()
        if p.dropout > 0:
            g = g * p.saved.pop()  # where this is 0, so is z, and the slope does not matter
        g = torch.ops.aten.leaky_relu_backward(g, z, self.slope, True)
        if len(self.statistics) > 0:
            spread, mean = p.saved.pop(), p.saved.pop()
            g, gammas, betas = torch.ops.aten.native_batch_norm_backward(
                g, p.saved.pop(), self.weights[i + 2], self.statistics[k], self.statistics[k + 1], mean, spread,
                p.batch, self.epsilon, [True, True, True],
            )
            p.scales.append(betas)
            p.scales.append(gammas)
        p.inputs.append(p.saved.pop())
        p.outputs.append(g)
        return torch.mm(g, self.weights[i])

    def backward(self, gradient: Tensor, p: Pass) -> Tensor:
        """From the gradient of the output (N, out) to that of the input (N, in); fills the pass."""
        g = gradient
        if self.ends:
            p.inputs.append(p.saved.pop())
            p.outputs.append(g)
            g = torch.mm(g, self.weights[len(self.weights) - 2])
        for layer in range(self.layers() - 1, 0, -2):
            h = self.half_backward(layer, g, p)
            g = self.half_backward(layer - 1, h, p).add_(g)
        if self.starts:
            p.inputs.append(p.saved.pop())
            p.outputs.append(g)
            g = torch.mm(g, self.weights[0])
        p.outputs.reverse()
        p.inputs.reverse()
        p.scales.reverse()
        return g


class Prediction(torch.nn.Module):
    """A network bound to its weights, forward only, with frozen statistics and without dropout."""

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
            block = Pass(False, 0.0)  # what it saves is freed with it
            h = self.network.half(layer + 1, self.network.half(layer, h, block), block) + h
        return self.network.linear(len(self.network.weights) - 2, h)


class Dropout(torch.nn.Module):
    def forward(self, like: Tensor, probability: Tensor) -> Tensor:
        return mask(like, float(probability))
