"""A factor flow: an invertible map of latents whose output has named parts.

``t = flow.forward(z)``; ``t[:, flow.factors["material"]]`` stands for the material,
``t[:, flow.residual]`` for all that no factor explains; ``flow.inverse(t)`` is ``z`` again.
Source: Esser, Rombach & Ommer, *A Disentangling Invertible Interpretation Network for
Explaining Latent Representations*, 2020. Training is in :mod:`.train_flow`.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import MissingExtra, TimbrespaceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor
    from zuko.lazy import LazyComposedTransform

Latents = NDArray[np.float32]

#: Rows that go through the flow at once.
BATCH_ROWS = 8192


@dataclass(frozen=True)
class FlowConfig:
    """The shape of a flow: everything but its weights.

    Args:
        n_dims: Width D of what goes in and comes out.
        dims: Factor name -> how many of the D dims stand for it, in order.
        n_blocks: Blocks of ActNorm, rotation and two couplings.
        hidden: Width of the couplings' networks.
        sigma: Correlation of a factor's dims between two items of the same class.
        seed: What the weights began from.
        notes: Plain facts worth keeping (space, labels, how it was trained).

    Raises:
        TimbrespaceError: The factors take all dims, or one takes none.
    """

    n_dims: int
    dims: dict[str, int]
    n_blocks: int = 4
    hidden: int = 64
    sigma: float = 0.975
    seed: int = 0
    notes: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        taken = sum(self.dims.values())
        if not self.dims or min(self.dims.values()) < 1 or taken >= self.n_dims:
            raise TimbrespaceError(
                f"Factors of {self.dims} dims do not fit into {self.n_dims} dims "
                "with one left for the residual.",
                "Give each factor at least one dim, and fewer in all.",
            )
        if not 0 < self.sigma < 1:
            raise TimbrespaceError(f"sigma is {self.sigma}.", "Give one between 0 and 1.")


class FactorFlow:
    """An invertible map from latents ``z (N, D)`` to factors and residual ``t (N, D)``.

    Args:
        config: Its shape.
        net: Its layers, done with training; default: untrained ones.

    Example:
        >>> flow = FactorFlow(FlowConfig(8, {"material": 2, "action": 1}, n_blocks=2))
        >>> flow.factors["action"], flow.residual
        (slice(2, 3, None), slice(3, 8, None))
        >>> z = np.ones((5, 8), np.float32)
        >>> bool(np.allclose(flow.inverse(flow.forward(z)), z, atol=1e-5))
        True
    """

    def __init__(self, config: FlowConfig, net: LazyComposedTransform | None = None) -> None:
        self.config = config
        self.net = net if net is not None else _fresh(config)
        #: Factor name -> its columns of ``t``.
        self.factors: dict[str, slice] = _slices(config.dims)
        #: The columns of ``t`` that stand for no factor.
        self.residual = slice(sum(config.dims.values()), config.n_dims)

    def __repr__(self) -> str:
        parts = ", ".join(f"{name} {width}" for name, width in self.config.dims.items())
        return f"<FactorFlow {self.config.n_dims} dims: {parts}, the rest residual>"

    @property
    def n_dims(self) -> int:
        """Width D of what goes in and comes out."""
        return self.config.n_dims

    def forward(self, z: NDArray[Any]) -> Latents:
        """Factors and residual ``t (N, D)`` of latents ``z (N, D)``."""
        return self.forward_and_logdet(z)[0]

    def forward_and_logdet(self, z: NDArray[Any]) -> tuple[Latents, NDArray[np.float64]]:
        """``t (N, D)``, and the log-determinant of the Jacobian at each row ``(N,)``."""
        from timbrespace.factors.flow.couplings import push

        parts = [push(self._exact, x) for x in self._batches(z)]
        t = [np.zeros((0, self.n_dims), np.float32), *(p[0].numpy() for p in parts)]
        logdet = [np.zeros(0), *(p[1].numpy() for p in parts)]
        return np.concatenate(t).astype(np.float32), np.concatenate(logdet)

    def inverse(self, t: NDArray[Any]) -> Latents:
        """Latents ``z (N, D)`` from factors and residual ``t (N, D)``, in closed form."""
        inverse = self._exact().inv
        z = [
            np.zeros((0, self.n_dims), np.float32),
            *(inverse(y).numpy() for y in self._batches(t)),
        ]
        return np.concatenate(z).astype(np.float32)

    def swap(self, t: NDArray[Any], donor: NDArray[Any], *names: str) -> Latents:
        """``t (N, D)`` with the columns of these factors taken from ``donor (N, D)``."""
        mixed = np.array(t, np.float32)
        for name in names:
            mixed[:, self.columns(name)] = donor[:, self.columns(name)]
        return mixed

    def columns(self, name: str) -> slice:
        """The columns of ``t`` for a factor, or for ``"residual"``.

        Raises:
            TimbrespaceError: There is no such factor.
        """
        if name == "residual":
            return self.residual
        if name not in self.factors:
            raise TimbrespaceError(
                f"This flow has no factor '{name}' (it has: {', '.join(self.factors)}).",
                "Name one of those.",
            )
        return self.factors[name]

    def save(self, folder: Path) -> None:
        """Write ``config.toml`` and ``weights.safetensors`` (float32) into ``folder``."""
        from safetensors.torch import save

        from timbrespace.atlas.files import write_bytes, write_toml

        weights = {k: v.detach().contiguous().clone() for k, v in self.net.state_dict().items()}
        write_bytes(folder / "weights.safetensors", save(weights))
        write_toml(folder / "config.toml", {"kind": "factor-flow", **asdict(self.config)})

    @classmethod
    def load(cls, folder: Path) -> FactorFlow:
        """Read what :meth:`save` wrote.

        Raises:
            TimbrespaceError: There is no flow in ``folder``, or it is damaged.
        """
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        from timbrespace.atlas.files import read_toml

        found = read_toml(folder / "config.toml")
        if found.pop("kind", None) != "factor-flow":
            raise TimbrespaceError(
                f"'{folder}' holds no factor flow.",
                "Train one: timbrespace disentangle ATLAS --factors NAME,NAME",
            )
        flow = cls(FlowConfig(**found))
        try:
            flow.net.load_state_dict(load_file(folder / "weights.safetensors"))
        except (OSError, SafetensorError, RuntimeError) as error:
            raise TimbrespaceError(
                f"The weights in '{folder}' cannot be read ({error}).", "Train the flow again."
            ) from error
        return flow

    @cached_property
    def _exact(self) -> LazyComposedTransform:
        """The same layers in float64, so that the inverse is exact whatever they learned."""
        return deepcopy(self.net).double().requires_grad_(False)

    def _batches(self, values: NDArray[Any]) -> list[Tensor]:
        """Rows as float64 tensors, a bounded number at once."""
        import torch

        if values.ndim != 2 or values.shape[1] != self.n_dims:
            raise TimbrespaceError(
                f"The flow takes vectors of {self.n_dims} dims, found shape {values.shape}.",
                "Use the projection that is kept beside the flow.",
            )
        rows = torch.from_numpy(np.ascontiguousarray(values, np.float64))
        return [rows[i : i + BATCH_ROWS] for i in range(0, len(rows), BATCH_ROWS)]


def _fresh(config: FlowConfig) -> LazyComposedTransform:
    try:
        from timbrespace.factors.flow.couplings import build_net
    except ModuleNotFoundError as error:
        raise MissingExtra("factor flows", "models") from error
    return build_net(
        config.n_dims, n_blocks=config.n_blocks, hidden=config.hidden, seed=config.seed
    )


def _slices(dims: Mapping[str, int]) -> dict[str, slice]:
    begins = np.cumsum([0, *dims.values()]).tolist()
    return {name: slice(begins[i], begins[i + 1]) for i, name in enumerate(dims)}
