"""Voices with their words as files for other programs: what ``timbrespace export`` calls."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from timbrespace.errors import MissingExtra, TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.base import Surrogate

Target = Literal["nn~", "onnx", "max", "pd"]
TARGETS: tuple[Target, ...] = ("nn~", "onnx", "max", "pd")


@dataclass(frozen=True)
class Export:
    """What was written.

    Args:
        place: The file, or the folder.
        parts: Methods of the file, graphs or patches in the folder.
        words: That can be asked for; empty where the voice has none.
        notes: What its user should know, in sentences.
    """

    place: Path
    parts: tuple[str, ...]
    words: tuple[str, ...]
    notes: tuple[str, ...]


def export(
    voice: str | Path,
    to: Target,
    out: str | Path | None = None,
    *,
    surrogate: str | Path | None = None,
    trust: bool = False,
) -> Export:
    """Write a voice, and the words it is played by, for another program.

    Args:
        voice: Its name, or the path of its file or folder.
        to: ``"nn~"``: one TorchScript file for nn~ in Max and Pd; ``"onnx"``: a folder of graphs
            and how to loop over them; ``"max"``, ``"pd"``: patches that play the engine over OSC
            and the file of ``"nn~"``.
        out: File or folder; default: named after the voice, in the working folder. For ``"nn~"``
            a name without an ending is a folder.
        surrogate: The folder of its words; default: the user's own, or the one that ships.
        trust: Whether a voice that is a program may be run, and is remembered as trusted.

    Raises:
        TimbrespaceError: The voice can't be written so, or has no words where these are needed.
        MissingExtra: ``"nn~"`` needs the extra ``models``.
    """
    from timbrespace.spaces.playing.opening import open_voice

    if to not in TARGETS:
        named = ", ".join(TARGETS)
        raise TimbrespaceError(f"Nothing can be exported to '{to}'.", f"Name one of {named}.")
    if to == "nn~":
        _check_torchscript()
    opened = open_voice(voice, trust=trust)
    words = _words(opened, surrogate)
    if to == "nn~":
        return _to_nn_tilde(voice, opened, words, out)
    if to == "onnx":
        return _to_onnx(voice, opened, words, out)
    return _to_patches(to, voice, opened, words, out)


def _to_nn_tilde(
    place: str | Path, voice: Voice, words: Surrogate | None, out: str | Path | None
) -> Export:
    from timbrespace.exports import nn_tilde, patching

    path = Path(out) if out is not None else Path(patching.script_name(voice.id))
    if path.is_dir() or not path.suffix:
        path = path / patching.script_name(voice.id)
    file, space = _program(place, voice), _streaming(place, voice)
    notes = [_hosts_rate(voice), *_hosts_blocks(voice)]
    if file is not None:
        if words is None:
            raise _no_words(voice)
        if path.resolve() == file.resolve():
            raise TimbrespaceError(f"'{path}' is the voice itself.", "Name another file: --out")
        parts = nn_tilde.write_program(path, file, voice, words)  # type: ignore[arg-type]
    elif space is not None:
        parts = nn_tilde.write_stream(path, space, voice, words)
        notes += [] if words else [_without_words(voice, "play")]
    else:
        raise TimbrespaceError(
            f"'{voice.id}' does not run in TorchScript, so it can't be a file for nn~.",
            f"Play it from Max or Pd over OSC: timbrespace export {voice.id} --to pd (or max).",
        )
    return Export(path, parts, _askable(words), tuple(notes))


def _to_onnx(
    place: str | Path, voice: Voice, words: Surrogate | None, out: str | Path | None
) -> Export:
    from timbrespace.exports import onnx_folder, patching

    folder = Path(out) if out is not None else Path(f"{patching.file_name(voice.id)}-onnx")
    parts = onnx_folder.write(folder, voice, words, _space(place, voice))
    notes = [] if words else [_without_words(voice, "predict.onnx and guess.onnx")]
    if "decoder.onnx" not in parts:
        notes.append("Only its words were written: of this kind of voice no graphs can be looped.")
    return Export(folder, parts, _askable(words), tuple(notes))


def _to_patches(
    to: Target, place: str | Path, voice: Voice, words: Surrogate | None, out: str | Path | None
) -> Export:
    from timbrespace.exports import patching
    from timbrespace.exports.ports import Ports

    if words is None:
        raise _no_words(voice)
    folder = Path(out) if out is not None else Path(f"{patching.file_name(voice.id)}-{to}")
    why_not = _why_not_in_nn(place, voice)
    osc, *nn = patching.write(folder, to, voice, words, in_nn=not why_not)
    notes = [f"{osc.name} plays the engine: {Ports().command(voice.id)}"]
    notes += [
        f"{path.name} plays {patching.script_name(voice.id)} with the external nn~: "
        f"timbrespace export {voice.id} --to nn~ --out {folder}"
        for path in nn
    ]
    if why_not:
        notes.append(f"There is no patch for nn~: {why_not}.")
    return Export(folder, tuple(path.name for path in (osc, *nn)), _askable(words), tuple(notes))


def _why_not_in_nn(place: str | Path, voice: Voice) -> str:
    """Why nn~ can't play a voice; empty where it can."""
    if _program(place, voice) is None and _streaming(place, voice) is None:
        return "this voice does not run in TorchScript"
    if _hosts_blocks(voice):
        return f"a frame of this voice is {voice.hop} samples, and nn~ takes powers of two only"
    return ""


def _words(voice: Voice, folder: str | Path | None) -> Surrogate | None:
    from timbrespace.surrogates.opening import find_surrogate, open_surrogate

    return find_surrogate(voice) if folder is None else open_surrogate(folder, voice)


def _askable(words: Surrogate | None) -> tuple[str, ...]:
    return tuple(word.name for word in words.words if not word.problem) if words else ()


def _space(place: str | Path, voice: Voice) -> Path | None:
    """The folder of a trained space."""
    from timbrespace.spaces.trained import folder as folders
    from timbrespace.spaces.trained import installed

    if not installed.is_known(voice.id) and not Path(place).expanduser().is_dir():
        return None
    folder = installed.folder_of(place)
    return folder if folders.is_space(folder) else None


def _streaming(place: str | Path, voice: Voice) -> Path | None:
    """The folder of a trained space of the kind that can be written as TorchScript."""
    return _space(place, voice) if voice.id.startswith("stream:") else None


def _program(place: str | Path, voice: Voice) -> Path | None:
    """The file of a voice that is a program."""
    from timbrespace.atlas.remembered import recall_voice

    if not voice.id.startswith("nn:"):
        return None
    path = Path(place).expanduser()
    return path if path.is_file() else recall_voice(voice.id)


def _check_torchscript() -> None:
    """Raise where TorchScript files can't be written."""
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise MissingExtra("writing TorchScript", "models")
    if sys.version_info >= (3, 14):
        raise TimbrespaceError(
            "PyTorch has no TorchScript on Python 3.14 and later.",
            "Run this command with Python 3.11 to 3.13, or export --to onnx.",
        )


def _hosts_rate(voice: Voice) -> str:
    return f"Set the host to {voice.sample_rate} Hz: a file for nn~ does not resample."


def _hosts_blocks(voice: Voice) -> list[str]:
    if voice.hop & (voice.hop - 1) == 0:
        return []
    return [
        f"A frame of this voice is {voice.hop} samples; nn~ takes blocks of powers of two only, "
        "so it can't play it. Other hosts may."
    ]


def _no_words(voice: Voice) -> TimbrespaceError:
    return TimbrespaceError(
        f"'{voice.id}' has no words yet.", f"Learn them: timbrespace surrogate {voice.id}"
    )


def _without_words(voice: Voice, what: str) -> str:
    learn = f"timbrespace surrogate {voice.id}"
    return f"Left out: {what}, since this voice has no words yet. Learn them: {learn}"
