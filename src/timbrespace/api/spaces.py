"""Spaces as an atlas knows them: full ids from short ones, and the same model again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError


def choose_space(text: str | None, known: Sequence[str], default: str | None) -> str:
    """The full id of a space that an atlas has.

    Args:
        text: A full id, its short form (no weights named), or None for the default.
        known: The full ids that the atlas has.
        default: The one it was built for.

    Raises:
        TimbrespaceError: It has none that fits, or several.

    Example:
        >>> choose_space("yamnet:8", ["yamnet-tfhub:8", "yamnet-tfhub:scores"], None)
        'yamnet-tfhub:8'
    """
    if text is None:
        if default in known:
            return str(default)
        candidates = [s for s in known if ":scores" not in s and s != "descriptors"]
        candidates = candidates[:1] or list(known)[:1]
    else:
        candidates = [s for s in known if text in (s, _short(s))]
    if not candidates:
        has = ", ".join(known) or "none yet"
        raise TimbrespaceError(
            f"This atlas has no space '{text or 'at all'}' (it has: {has}).",
            f"timbrespace encode FOLDER --space {text or 'yamnet:8'} --atlas ATLAS adds one.",
        )
    if len(candidates) > 1:
        raise TimbrespaceError(
            f"'{text}' could be {' or '.join(candidates)}.", "Name it in full: they do not mix."
        )
    return candidates[0]


def encode_sound(sound: Path | bytes, attributes: dict[str, Any]) -> NDArray[np.float32]:
    """The pooled latent ``(D,)`` of one sound in a space that an atlas has.

    Args:
        sound: A file, or the bytes of one.
        attributes: What the atlas keeps about the space.

    Raises:
        TimbrespaceError: The sound cannot be read, or the model at hand is not the one
            that the atlas was encoded with.
    """
    from timbrespace.audio.decode import open_blocks, probe
    from timbrespace.spaces.listen import encode_blocks
    from timbrespace.spaces.registry import open_again

    encoder = open_again(attributes)
    wanted = [r.id for r in encoder.records].index(str(attributes["id"]))
    with _as_file(sound) as path:
        rate = probe(path).sample_rate
        latents = encode_blocks(open_blocks(path), rate, [encoder])[wanted]
    return latents if latents.ndim == 1 else np.asarray(latents.mean(axis=0), np.float32)


@contextmanager
def _as_file(sound: Path | bytes) -> Iterator[Path]:
    """The path of a sound; bytes are kept in a file meanwhile, as decoders want one."""
    if isinstance(sound, Path):
        yield sound
        return
    with tempfile.TemporaryDirectory(prefix="timbrespace-") as folder:
        path = Path(folder) / "sound"
        path.write_bytes(sound)
        yield path


def _short(space_id: str) -> str:
    """The id without its weights: ``yamnet-tfhub:8`` is ``yamnet:8`` for short."""
    family, _, rest = space_id.partition(":")
    return f"{family.split('-')[0]}:{rest}" if rest else space_id
