"""Patches for Max and Pd in a folder; those of the shipped voice come with the package.

``python -m timbrespace.exports.patching`` writes these anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.atlas.files import write_text
from timbrespace.atlas.latents import slug
from timbrespace.errors import TimbrespaceError
from timbrespace.exports import max_patches, pd_patches
from timbrespace.exports.inlets import Inlet, inlets
from timbrespace.exports.ports import Ports

if TYPE_CHECKING:
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.base import Surrogate

#: Of the shipped voice.
SHIPPED = Path(__file__).parent / "patches"
OSC, NN = "timbrespace-osc", "timbrespace-nn"
ENDINGS = {"pd": ".pd", "max": ".maxpat"}
#: Samples that nn~ collects before it plays, where a frame is not longer.
BUFFER = 2_048


def file_name(voice_id: str) -> str:
    """A voice's id as part of a file's name, without dots: some hosts take these for endings.

    Example:
        >>> file_name("stream:bells")
        'stream-bells'
    """
    return slug(voice_id).replace(".", "-")


def script_name(voice_id: str) -> str:
    """What the exported file of a voice is called, here and by ``--to nn~``.

    Example:
        >>> script_name("stream:bells")
        'stream-bells.ts'
    """
    return f"{file_name(voice_id)}.ts"


def write(
    folder: Path,
    to: str,
    voice: Voice,
    surrogate: Surrogate,
    ports: Ports | None = None,
    *,
    in_nn: bool = True,
) -> tuple[Path, ...]:
    """Write the patches of a voice for ``"max"`` or ``"pd"``, and say where they lie.

    Args:
        folder: Where to.
        to: ``"max"`` or ``"pd"``.
        voice: That is played.
        surrogate: Of it.
        ports: Of the engine.
        in_nn: Whether there can be a file of this voice for nn~; else its patch is left out.

    Raises:
        TimbrespaceError: None of the voice's words can be asked for.
    """
    made = patches(to, voice, inlets(surrogate), ports)
    if not in_nn:
        del made[NN + ENDINGS[to]]
    for name, text in made.items():
        write_text(folder / name, text)
    return tuple(folder / name for name in made)


def patches(
    to: str, voice: Voice, words: Sequence[Inlet], ports: Ports | None = None
) -> dict[str, str]:
    """Both patches, by the names of their files."""
    if not words:
        raise TimbrespaceError(
            f"None of the words of '{voice.id}' can be asked for.",
            f"See why: timbrespace surrogate {voice.id}",
        )
    kind, ending = (max_patches if to == "max" else pd_patches), ENDINGS[to]
    buffer = max(BUFFER, 1 << (voice.hop - 1).bit_length())
    file = script_name(voice.id)
    return {
        OSC + ending: kind.osc_patch(words, voice.dims, voice.id, ports),
        NN + ending: kind.nn_patch(words, voice.channels, voice.id, file, buffer),
    }


def _write_shipped() -> None:
    from timbrespace.spaces.playing.opening import open_voice
    from timbrespace.surrogates.opening import SHIPPED as SURROGATES
    from timbrespace.surrogates.opening import open_surrogate

    voice = open_voice("stream:bells")
    surrogate = open_surrogate(SURROGATES / "bells")
    for to in ENDINGS:
        for path in write(SHIPPED, to, voice, surrogate):
            print(path.name)


if __name__ == "__main__":
    _write_shipped()
