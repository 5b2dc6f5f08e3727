"""Prediction by a network whose weights no longer change: batch normalisation is part of the matrices, and these lie in
memory in the order in which oneDNN's kernels read them. Needs a build of torch with oneDNN, and a CPU.
"""
from typing import List, Optional, Union

import torch
from residual import Network
from torch import Tensor


class FrozenPrediction(torch.nn.Module):
    """A network bound to copies of its weights, forward only, with frozen statistics and without dropout."""

    matrices: List[Tensor]
    packed: List[Tensor]
    biases: List[Tensor]

    def __init__(self):
        super().__init__()
        self.network = Network(True, True)
        self.matrices, self.packed, self.biases = [], [], []

    @torch.jit.export
    def bind(self, weights: List[Tensor], statistics: List[Tensor]) -> Tensor:
        network = self.network
        network.weights, network.statistics = weights, statistics
        for layer in range(network.layers()):
            i, k = network.position(layer), 2 * layer
            matrix, bias = weights[i], weights[i + 1]
            if len(statistics) > 0:  # gamma (W h + b - mean) / sqrt(variance + epsilon) + beta
                scale = weights[i + 2] / torch.sqrt(statistics[k + 1] + network.epsilon)
                matrix, bias = matrix * scale.unsqueeze(1), (bias - statistics[k]) * scale + weights[i + 3]
            self.matrices.append(matrix)
            self.packed.append(torch.ops.mkldnn._reorder_linear_weight(matrix))
            self.biases.append(bias)
        if weights[0].size(0) >= 512:  # products of any number of rows take less time in their packed form
            self.matrices = []
        return weights[0]

    def half(self, layer: int, h: Tensor, packed: bool) -> Tensor:
        if packed:
            slope: List[Optional[Union[int, float, complex]]] = [self.network.slope]
            return torch.ops.mkldnn._linear_pointwise(
                h, self.packed[layer], self.biases[layer], "leaky_relu", slope, ""
            )
        z = torch.addmm(self.biases[layer], h, self.matrices[layer].t())
        return torch.ops.aten.leaky_relu_(z, self.network.slope)

    def forward(self, x: Tensor) -> Tensor:
        rows = x.size(0)
        packed = len(self.matrices) == 0 or rows >= 32  # a small product takes less time than the call of its packed form
        if packed and rows < 4:  # oneDNN multiplies one or two rows more slowly than four
            x = torch.constant_pad_nd(x, [0, 0, 0, 4 - rows])
        h = self.network.linear(0, x)
        for layer in range(0, len(self.biases), 2):
            h = self.half(layer + 1, self.half(layer, h, packed), packed).add_(h)
        return self.network.linear(len(self.network.weights) - 2, h)[:rows]
