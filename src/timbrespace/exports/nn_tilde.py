"""A voice as one TorchScript file in the convention of nn~. Needs the extra ``models``."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from timbrespace.atlas.files import write_atomically
from timbrespace.errors import TimbrespaceError
from timbrespace.exports import voices
from timbrespace.exports.inlets import home, inlets
from timbrespace.exports.networks import Networks, networks_of
from timbrespace.exports.one_frame import one_frame_at_a_time
from timbrespace.exports.program import Steering, program
from timbrespace.spaces.trained import folder as folders
from timbrespace.surrogates.scaling import LEAST_HZ, Scaling
from timbrespace.train.stream.export import traced
from timbrespace.train.stream.steps import DecoderStep, EncoderStep

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.base import Surrogate
    from timbrespace.train.stream.model import StreamModel


def write_stream(
    path: Path, folder: Path, voice: Voice, surrogate: Surrogate | None
) -> tuple[str, ...]:
    """Write a trained folder of the kind ``stream``, and say which methods the file has.

    Args:
        path: Of the file.
        folder: Of the space.
        voice: The same, opened.
        surrogate: Of this voice; without one there is no method ``play``.
    """
    model = one_frame_at_a_time(_model(folder))
    encoder, decoder = EncoderStep(model).eval(), DecoderStep(model).eval()
    with _undeprecated():
        inner = voices.StreamProgram(
            traced(encoder), traced(decoder), voice.hop, len(voice.dims),
            encoder.n_state, decoder.n_state,
        )  # fmt: skip
        return _write(path, inner, voice, surrogate, hears=True)


def write_script(path: Path, file: Path, voice: Voice, surrogate: Surrogate) -> tuple[str, ...]:
    """Write a TorchScript file again, with the words as a method; it is run, so it is trusted.

    Args:
        path: Of the new file.
        file: A program in the convention of nn~, with ``decode`` at least.
        voice: The same, opened.
        surrogate: Of this voice.

    Raises:
        TimbrespaceError: It does not decode.
    """
    with _undeprecated():
        loaded = torch.jit.load(str(file), map_location="cpu")  # type: ignore[no-untyped-call]
        if not hasattr(loaded, "decode"):
            raise TimbrespaceError(
                f"'{file}' has no method 'decode', so words can't play it.",
                "Export one that has from the model it came from.",
            )
        hears = hasattr(loaded, "encode") and hasattr(loaded, "encode_params")
        kind = voices.Earpiece if hears else voices.Mouthpiece
        return _write(path, kind(loaded), voice, surrogate, hears)


def _write(
    path: Path, inner: nn.Module, voice: Voice, surrogate: Surrogate | None, hears: bool
) -> tuple[str, ...]:
    params, labels = _ends(voice, surrogate, hears, _n_heard(inner, voice))
    steering = None if surrogate is None else _steering(voice, surrogate)
    made = program(inner, params, labels, steering).eval()
    for each in made.parameters():
        each.requires_grad_(False)
    whole = torch.jit.script(made)
    write_atomically(path, lambda aside: torch.jit.save(whole, str(aside)))
    return tuple(params)


Labels = dict[str, tuple[list[str], list[str]]]


def _ends(
    voice: Voice, surrogate: Surrogate | None, hears: bool, n_heard: int
) -> tuple[dict[str, list[int]], Labels]:
    """Channels and ratios of each method, and what their inlets and outlets are called."""
    n_dims, hop, n_made = len(voice.dims), voice.hop, voice.channels
    heard, made = _channels("sound in", n_heard), _channels("sound out", n_made)
    dims = [dim.name for dim in voice.dims]
    params = {"decode": [n_dims, hop, n_made, 1]}
    labels = {"decode": (dims, made)}
    if surrogate is not None:
        words = inlets(surrogate)
        params["play"] = [len(words), hop, n_made, 1]
        labels["play"] = ([word.help for word in words], made)
    if hears:
        params |= {"encode": [n_heard, 1, n_dims, hop], "forward": [n_heard, 1, n_made, 1]}
        labels |= {"encode": (heard, dims), "forward": (heard, made)}
    return params, {name: _signals(*both) for name, both in labels.items()}


def _signals(*ends: list[str]) -> tuple[list[str], list[str]]:
    taken, given = ([f"(signal) {name}" for name in names] for names in ends)
    return taken, given


def _channels(name: str, n: int) -> list[str]:
    return [name] if n == 1 else [f"{name}, channel {i + 1}" for i in range(n)]


def _n_heard(inner: nn.Module, voice: Voice) -> int:
    """Channels that ``encode`` takes; a program may hear fewer than it makes."""
    params = getattr(getattr(inner, "inner", None), "encode_params", None)
    return 1 if params is None else int(params[0])


def _steering(voice: Voice, surrogate: Surrogate) -> Steering:
    words, networks = inlets(surrogate), networks_of(surrogate)
    if not words:
        raise TimbrespaceError(
            f"None of the words of '{voice.id}' can be asked for.",
            f"See why: timbrespace surrogate {voice.id}",
        )
    return Steering(
        guess_module(networks),
        [word.name for word in words],
        [surrogate.names.index(word.name) for word in words],
        torch.tensor([word.low for word in words]),
        torch.tensor([word.high for word in words]),
        [word.name for word in words if word.free],
        _tensor(home(surrogate)),
        voice.hop / voice.sample_rate,
    )


def guess_module(networks: Networks) -> voices.Guess:
    """The feed-forward inverse as a module, in the units of words and latents."""
    return voices.Guess(
        [(_tensor(weight), _tensor(bias)) for weight, bias in networks.guess],
        _scale(networks.latents),
        _scale(networks.words),
        torch.from_numpy(networks.words.log.copy()),
        LEAST_HZ,
    )


def _scale(scaling: Scaling) -> tuple[Tensor, Tensor]:
    return _tensor(scaling.mean), _tensor(scaling.scale)


def _tensor(values: NDArray[np.floating]) -> Tensor:
    return torch.from_numpy(values.copy()).float()


def _model(folder: Path) -> StreamModel:
    from timbrespace.train.stream.config import StreamConfig
    from timbrespace.train.stream.model import StreamModel

    model = StreamModel(StreamConfig(**folders.read(folder).model))
    weights = folders.read_weights(folder)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
    return model.eval()


@contextmanager
def _undeprecated() -> Iterator[None]:
    """TorchScript is deprecated upstream, and still what the hosts of such files load."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*torch.jit.*deprecated", DeprecationWarning)
        yield
