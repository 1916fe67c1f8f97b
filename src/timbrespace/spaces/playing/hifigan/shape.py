"""The generator's geometry: its layers, their weights' names, and by how much they lag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod


@dataclass(frozen=True)
class Shape:
    """A generator of the paper's family; the defaults are those of V1.

    Args:
        n_mels: Bands that it takes.
        width: Channels behind the first convolution; halved by every step up.
        rates: Steps up; the transposed convolutions are twice as wide as their step.
        kernels: Widths of the residual blocks that share a step.
        dilations: Of the units of every residual block.
        edge_kernel: Width of the first and the last convolution.
    """

    n_mels: int = 80
    width: int = 512
    rates: tuple[int, ...] = (8, 8, 2, 2)
    kernels: tuple[int, ...] = (3, 7, 11)
    dilations: tuple[int, ...] = (1, 3, 5)
    edge_kernel: int = 7

    @property
    def hop(self) -> int:
        """Samples a frame.

        Example:
            >>> Shape().hop
            256
        """
        return prod(self.rates)

    def channels(self, step: int) -> int:
        """Behind so many steps up."""
        return self.width >> step

    def block_delay(self, kernel: int) -> int:
        """By how many values a residual block of causal convolutions lags."""
        return sum(self.unit_delay(kernel, dilation) for dilation in self.dilations)

    @staticmethod
    def unit_delay(kernel: int, dilation: int) -> int:
        """By how many values one unit lags: a dilated convolution, then a plain one."""
        return (kernel - 1) * (dilation + 1) // 2

    @property
    def delay_samples(self) -> int:
        """By how many samples the streaming network lags behind the one that looks ahead.

        Example:
            >>> Shape().delay_samples
            3258
        """
        edge = (self.edge_kernel - 1) // 2
        late = edge * self.hop + edge
        for step in range(1, len(self.rates) + 1):
            samples_each = prod(self.rates[step:])
            late += samples_each * (self.rates[step - 1] // 2)
            late += samples_each * self.block_delay(max(self.kernels))
        return late

    def weights(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """The name and shape of each layer's weight; biases are named alike and as long as out."""
        yield "conv_pre", (self.width, self.n_mels, self.edge_kernel)
        for i, rate in enumerate(self.rates):
            n_in, n_out = self.channels(i), self.channels(i + 1)
            yield f"ups.{i}", (n_in, n_out, 2 * rate)
            for j, kernel in enumerate(self.kernels):
                block = f"resblocks.{i * len(self.kernels) + j}"
                for unit in range(len(self.dilations)):
                    for convs in ("convs1", "convs2"):
                        yield f"{block}.{convs}.{unit}", (n_out, n_out, kernel)
        yield "conv_post", (1, self.channels(len(self.rates)), self.edge_kernel)

    def bias_shape(self, name: str, weight: tuple[int, ...]) -> tuple[int]:
        """The shape of a layer's bias: transposed convolutions have outputs second."""
        return (weight[1] if name.startswith("ups.") else weight[0],)
