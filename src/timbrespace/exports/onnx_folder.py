"""A voice and its words as a folder of ONNX graphs, with all that it takes to loop over them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.atlas.files import write_json, write_text, written_aside
from timbrespace.errors import TimbrespaceError
from timbrespace.exports.inlets import home, inlets
from timbrespace.exports.learned import learned
from timbrespace.exports.surrogate_graphs import guess_graph, predict_graph
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import graphs

if TYPE_CHECKING:
    import onnx

    from timbrespace.spaces.playing.hifigan.voice import HifiganVoice
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.base import Surrogate

ABOUT, README = "voice.json", "README.md"
#: The state with which a HiFi-GAN voice begins.
SILENCE = "silence.npy"
#: By kind: file of the part, and the outputs that tell it.
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "stream": {"encoder.onnx": ("latents", "heard"), "decoder.onnx": ("sound", "spoken")},
    "waveform": {"encoder.onnx": ("latents",), "decoder.onnx": ("sound",)},
}


def write(
    out: Path, voice: Voice, surrogate: Surrogate | None, space: Path | None
) -> tuple[str, ...]:
    """Write the folder, whole or not at all, and say which graphs lie in it.

    Args:
        out: The folder; one that was written before is replaced.
        voice: What is exported.
        surrogate: Of this voice; without one there are no graphs of words.
        space: Folder of the voice, where it is a trained space. Of HiFi-GAN there is a decoder,
            of all others there are only the words.

    Raises:
        TimbrespaceError: There is something else in the folder's place, or nothing to export.
    """
    hifigan = _as_hifigan(voice)
    made = {**_voice_graphs(space, hifigan), **_word_graphs(surrogate)}
    if not made:
        raise TimbrespaceError(
            f"'{voice.id}' has no ONNX graphs and no words, so there is nothing to export.",
            f"Learn its words first: timbrespace surrogate {voice.id}",
        )
    _check_free(out)
    with written_aside(out) as aside:
        for name, graph in made.items():
            graphs.save(graph, aside / name)
        if hifigan is not None:
            np.save(aside / SILENCE, hifigan.silence)
        write_json(aside / ABOUT, _about(voice, surrogate, made))
        write_text(aside / README, _readme(voice, made, in_blocks=hifigan is not None))
    return tuple(made)


def _as_hifigan(voice: Voice) -> HifiganVoice | None:
    from timbrespace.spaces.playing.hifigan.voice import HifiganVoice

    return voice if isinstance(voice, HifiganVoice) else None


def _voice_graphs(space: Path | None, hifigan: HifiganVoice | None) -> dict[str, onnx.ModelProto]:
    if hifigan is not None:
        from timbrespace.exports.hifigan_graph import decoder

        return {"decoder.onnx": decoder(hifigan)}
    if space is None:
        return {}
    parts = PARTS.get(folders.read(space).kind, {})
    model = graphs.load(space / folders.MODEL)
    return {name: graphs.part(model, *outputs) for name, outputs in parts.items()}


def _word_graphs(surrogate: Surrogate | None) -> dict[str, onnx.ModelProto]:
    if surrogate is None:
        return {}
    networks = learned(surrogate)
    return {"predict.onnx": predict_graph(networks), "guess.onnx": guess_graph(networks)}


def _about(
    voice: Voice, surrogate: Surrogate | None, made: Mapping[str, onnx.ModelProto]
) -> dict[str, Any]:
    """What ``voice.json`` says."""
    about: dict[str, Any] = {
        "id": voice.id,
        "title": voice.title,
        "sample_rate_hz": voice.sample_rate,
        "hop_samples": voice.hop,
        "channels": voice.channels,
        "delay_samples": voice.delay_samples,
        "model_sha256": voice.model_hash,
        "dims": [{k: v for k, v in vars(d).items() if v is not None} for d in voice.dims],
        "graphs": {name: _ends(graph) for name, graph in made.items()},
    }
    if surrogate is not None:
        about["home"] = [round(float(value), 6) for value in home(surrogate)]
        about["words"] = _words(surrogate)
    return about


def _words(surrogate: Surrogate) -> list[dict[str, Any]]:
    """All words in the order of the graphs; those with a ``problem`` can't be asked for."""
    can = {inlet.name: inlet for inlet in inlets(surrogate)}
    return [
        {
            "name": word.name, "title": word.title, "unit": word.unit,
            "low": word.low, "high": word.high, "problem": word.problem,
            "start": can[word.name].start if word.name in can else None,
            "free": can[word.name].free if word.name in can else True,
        }
        for word in surrogate.words
    ]  # fmt: skip


def _ends(model: onnx.ModelProto) -> dict[str, dict[str, list[int | str]]]:
    return {
        "inputs": {value.name: _shape(value) for value in model.graph.input},
        "outputs": {value.name: _shape(value) for value in model.graph.output},
    }


def _shape(value: onnx.ValueInfoProto) -> list[int | str]:
    return [dim.dim_value or dim.dim_param for dim in value.type.tensor_type.shape.dim]


def _readme(voice: Voice, made: Mapping[str, onnx.ModelProto], *, in_blocks: bool = False) -> str:
    """How to run what lies here, in the order in which one would."""
    texts = files("timbrespace.exports") / "texts"
    chapters = ["about"]
    if in_blocks:
        chapters.append("blocks")
    elif "decoder.onnx" in made:
        # A decoder of steps takes its state besides.
        chapters.append("loop" if len(made["decoder.onnx"].graph.input) == 2 else "whole")
    if "guess.onnx" in made:
        chapters.append("words")
    if "words" in chapters and {"loop", "blocks"} & set(chapters):
        chapters.append("play")
    text = "\n".join((texts / f"{name}.md").read_text(encoding="utf-8") for name in chapters)
    return text.replace("VOICE", voice.title)


def _check_free(out: Path) -> None:
    if out.exists() and not (out / ABOUT).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise TimbrespaceError(
            f"'{out}' is there already, and was not written by this command.",
            "Name another folder with --out, or move that one away.",
        )
