"""Writes fused_adam.pt: libtorch's own fused Adam step, which DJL cannot call by itself.

usage: python fused_adam.py OUT.pt     (needs torch 2.7.1; the file is committed, nobody has to run this)

All lists come in as arguments: newer versions of torch drop in-place work on lists made inside.
"""
import sys
from typing import List, Optional

import torch


class FusedAdam(torch.nn.Module):
    def forward(
        self,
        parameters: List[torch.Tensor],
        first_moments: List[torch.Tensor],
        second_moments: List[torch.Tensor],
        steps: List[torch.Tensor],
        gradients: List[torch.Tensor],
        rate: torch.Tensor,
        max_norm: torch.Tensor,
    ) -> torch.Tensor:
        """Clips the global gradient norm (where max_norm > 0) and updates every parameter in place."""
        no_maxima: List[torch.Tensor] = []
        norm = torch.stack(torch._foreach_norm(gradients)).norm()
        divisor: Optional[torch.Tensor] = None  # with one, the kernel writes every gradient back
        if float(max_norm) > 0:
            divisor = torch.clamp(norm / max_norm, min=1.0)
        torch._fused_adam_(
            parameters,
            gradients,
            first_moments,
            second_moments,
            no_maxima,
            steps,
            lr=float(rate),
            beta1=0.9,
            beta2=0.999,
            weight_decay=0.0,
            eps=1e-8,
            amsgrad=False,
            maximize=False,
            grad_scale=divisor,
            found_inf=None,
        )
        return norm

    @torch.jit.export
    def step_matrix(
        self,
        parameter: List[torch.Tensor],
        first_moment: List[torch.Tensor],
        second_moment: List[torch.Tensor],
        step: List[torch.Tensor],
        gradient: List[torch.Tensor],
        outputs: torch.Tensor,
        inputs: torch.Tensor,
        rate: torch.Tensor,
    ) -> torch.Tensor:
        """Updates one matrix whose gradient is outputs^T inputs.

        The gradient goes to a place that all matrices of a shape share: it is still in the cache when Adam reads
        it, and never travels to memory.
        """
        no_maxima: List[torch.Tensor] = []
        torch.mm(outputs.t(), inputs, out=gradient[0])
        torch._fused_adam_(
            parameter,
            gradient,
            first_moment,
            second_moment,
            no_maxima,
            step,
            lr=float(rate),
            beta1=0.9,
            beta2=0.999,
            weight_decay=0.0,
            eps=1e-8,
            amsgrad=False,
            maximize=False,
            grad_scale=None,
            found_inf=None,
        )
        return rate

    @torch.jit.export
    def first_step_matrix(
        self,
        parameter: List[torch.Tensor],
        first_moment: List[torch.Tensor],
        second_moment: List[torch.Tensor],
        step: List[torch.Tensor],
        gradient: List[torch.Tensor],
        outputs: torch.Tensor,
        inputs: torch.Tensor,
        rate: torch.Tensor,
        start: torch.Tensor,
    ) -> torch.Tensor:
        """Adam's first step of one matrix from ``start``, whatever parameter and moments held before.

        With moments of zero and their bias taken out, it is -rate g / (|g| + eps).
        """
        g = gradient[0]
        torch.mm(outputs.t(), inputs, out=g)
        torch.mul(g, 0.1, out=first_moment[0])
        torch.mul(g, g, out=second_moment[0])
        second_moment[0].mul_(0.001)
        torch.addcdiv(start, g, g.abs().add_(1e-8), value=-float(rate), out=parameter[0])
        return rate


torch.jit.script(FusedAdam()).save(sys.argv[1])
