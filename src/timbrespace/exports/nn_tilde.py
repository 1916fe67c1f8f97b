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
from timbrespace.exports.learned import learned
from timbrespace.exports.one_frame import one_frame_at_a_time
from timbrespace.exports.program import Steering, program
from timbrespace.spaces.playing.nn_tilde.program import load
from timbrespace.spaces.trained import folder as folders
from timbrespace.surrogates.networks import GuessNet
from timbrespace.surrogates.scaling import LEAST_HZ, Scaling
from timbrespace.train.stream.export import traced
from timbrespace.train.stream.steps import DecoderStep, EncoderStep

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from timbrespace.spaces.playing.nn_tilde.voice import NnVoice
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.base import Surrogate
    from timbrespace.surrogates.runtime import LearnedSurrogate
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
        return _write(path, inner, voice, surrogate, 1, (voice.hop, 1))


def write_program(path: Path, file: Path, voice: NnVoice, surrogate: Surrogate) -> tuple[str, ...]:
    """Write a TorchScript file again, with the words as a method.

    Args:
        path: Of the new file.
        file: A program in the convention of nn~, which its user trusts.
        voice: The same, opened.
        surrogate: Of this voice.
    """
    with _undeprecated():
        loaded = load(file.read_bytes(), file)
        inner = (voices.Earpiece if voice.hears else voices.Mouthpiece)(loaded)
        known = {method.name: method for method in voice.methods}
        decode, heard = known["decode"], known["encode"].in_channels if voice.hears else 0
        ratios = (decode.in_ratio, decode.out_ratio)
        return _write(path, inner, voice, surrogate, heard, ratios)


def _write(
    path: Path,
    inner: nn.Module,
    voice: Voice,
    surrogate: Surrogate | None,
    n_heard: int,
    ratios: tuple[int, int],
) -> tuple[str, ...]:
    params, labels = _ends(voice, surrogate, n_heard, ratios)
    steering = None if surrogate is None else _steering(voice, surrogate)
    made = program(inner, params, labels, steering, voice.sample_rate).eval()
    for each in made.parameters():
        each.requires_grad_(False)
    whole = torch.jit.script(made)
    write_atomically(path, lambda aside: torch.jit.save(whole, str(aside)))
    return tuple(params)


Labels = dict[str, tuple[list[str], list[str]]]


def _ends(
    voice: Voice, surrogate: Surrogate | None, n_heard: int, ratios: tuple[int, int]
) -> tuple[dict[str, list[int]], Labels]:
    """Channels and ratios of each method, and what their inlets and outlets are called."""
    (taken, given), n_dims, n_made = ratios, len(voice.dims), voice.channels
    heard, made = _channels("sound in", n_heard), _channels("sound out", n_made)
    dims = [dim.name for dim in voice.dims]
    params = {"decode": [n_dims, taken, n_made, given]}
    labels = {"decode": (dims, made)}
    if surrogate is not None:
        words = inlets(surrogate)
        params["play"] = [len(words), taken, n_made, given]
        labels["play"] = ([word.help for word in words], made)
    if n_heard:
        params |= {"encode": [n_heard, 1, n_dims, voice.hop], "forward": [n_heard, 1, n_made, 1]}
        labels |= {"encode": (heard, dims), "forward": (heard, made)}
    return params, {name: _signals(*both) for name, both in labels.items()}


def _signals(*ends: list[str]) -> tuple[list[str], list[str]]:
    taken, given = ([f"(signal) {name}" for name in names] for names in ends)
    return taken, given


def _channels(name: str, n: int) -> list[str]:
    return [name] if n == 1 else [f"{name}, channel {i + 1}" for i in range(n)]


def _steering(voice: Voice, surrogate: Surrogate) -> Steering:
    words = inlets(surrogate)
    if not words:
        raise TimbrespaceError(
            f"None of the words of '{voice.id}' can be asked for.",
            f"See why: timbrespace surrogate {voice.id}",
        )
    return Steering(
        guess_module(learned(surrogate)),
        [word.name for word in words],
        [surrogate.names.index(word.name) for word in words],
        torch.tensor([word.low for word in words]),
        torch.tensor([word.high for word in words]),
        [word.name for word in words if word.free],
        _tensor(home(surrogate)),
        voice.hop / voice.sample_rate,
        len(surrogate.names),
    )


def guess_module(surrogate: LearnedSurrogate) -> voices.Guess:
    """The feed-forward inverse as a module, in the units of words and latents."""
    net, k, d = GuessNet.from_arrays(surrogate.arrays), len(surrogate.words), len(surrogate.dims)
    example = (torch.zeros(1, k), torch.zeros(1, k), torch.zeros(1, d))
    words = surrogate.word_scaling
    with _undeprecated():
        script = torch.jit.trace(net.eval(), example)  # type: ignore[no-untyped-call]
    return voices.Guess(
        script,
        _scale(surrogate.latent_scaling),
        _scale(words),
        torch.from_numpy(words.log.copy()),
        LEAST_HZ,
    )


def _scale(scaling: Scaling) -> tuple[Tensor, Tensor]:
    return _tensor(scaling.mean), _tensor(scaling.scale)


def _tensor(values: NDArray[np.floating]) -> Tensor:
    return torch.from_numpy(values.copy()).float()


def _model(folder: Path) -> StreamModel:
    from timbrespace.train.stream.config import StreamConfig
    from timbrespace.train.stream.model import StreamModel

    weights = folders.read_weights(folder)
    try:
        model = StreamModel(StreamConfig(**folders.read(folder).model))
        model.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
    except (RuntimeError, TypeError) as error:
        raise TimbrespaceError(
            f"The weights of '{folder}' are not those that its settings describe.",
            "Train the space again, or copy its folder again from where it came from.",
        ) from error
    return model.eval()


@contextmanager
def _undeprecated() -> Iterator[None]:
    """TorchScript is deprecated upstream, and still what the hosts of such files load."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*torch.jit.*deprecated", DeprecationWarning)
        yield
