"""libtorch's own fused Adam step, which DJL cannot call by itself.

All lists come in as arguments: newer versions of torch drop in-place work on lists made inside.
"""
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
        beta1: torch.Tensor,
        beta2: torch.Tensor,
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
            beta1=float(beta1),
            beta2=float(beta2),
            weight_decay=0.0,
            eps=1e-8,
            amsgrad=False,
            maximize=False,
            grad_scale=divisor,
            found_inf=None,
        )
        return norm
