"""``decode`` of a program, from NumPy to NumPy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.playing.nn_tilde import program
from timbrespace.spaces.trained.heard import checked

if TYPE_CHECKING:
    import torch

    from timbrespace.spaces.playing.nn_tilde.methods import Method


class Decoder:
    """A program that decodes, with whatever it remembers of what it has decoded.

    Args:
        module: The program; it is used, not copied.
        method: Its ``decode``.
    """

    def __init__(self, module: torch.jit.ScriptModule, method: Method) -> None:
        self._module, self._method = module, method
        self.n_dims, self.channels = method.in_channels, method.out_channels
        self.hop = method.in_ratio // method.out_ratio

    def fresh(self) -> Decoder:
        """A copy in the state that this one is in now, which goes its own way."""
        return Decoder(program.fresh(self._module), self._method)

    def __call__(self, latents: Latents) -> Audio:
        """The samples ``(C, F * hop)`` of frames ``(F, D)``.

        Raises:
            TimbrespaceError: The latents don't fit, the program fails, or what it gives is not
                what it says it gives.
        """
        frames = checked(latents, self.n_dims)
        if not len(frames):
            return np.zeros((self.channels, 0), np.float32)
        sound = run(self._module, "decode", np.ascontiguousarray(frames.T))
        expected = (self.channels, len(frames) * self.hop)
        if sound.shape != expected:
            raise TimbrespaceError(
                f"decode gave {len(frames)} frames the shape {sound.shape}, where its "
                f"decode_params say {expected}.",
                "Export the model again with the right ratios.",
            )
        return sound


@contextmanager
def _one_thread() -> Iterator[None]:
    """Blocks are small: several threads would wait for each other longer than they work."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def run(module: torch.jit.ScriptModule, method: str, x: Audio) -> Audio:
    """A method on ``(C, T)``, as the host calls it: a batch of one, without gradients.

    Raises:
        TimbrespaceError: The program fails, or gives something else than one tensor.
    """
    import torch

    try:
        with torch.inference_mode(), _one_thread():
            given = getattr(module, method)(torch.from_numpy(x)[None])
            return np.array(given[0].float().numpy(), np.float32)
    except (RuntimeError, TypeError, AttributeError) as error:
        lines = str(error).strip().splitlines()
        raise TimbrespaceError(
            f"The program's '{method}' fails on {x.shape[1]} values of {x.shape[0]} channels "
            f"({lines[-1] if lines else type(error).__name__}).",
            "Export the model again, for streaming where there is a choice.",
        ) from error
