"""Where surrogates lie: of each voice one that this user has made, or one that ships."""

from __future__ import annotations

from pathlib import Path

from timbrespace.atlas.latents import slug
from timbrespace.errors import TimbrespaceError
from timbrespace.places import config_dir
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates import storage
from timbrespace.surrogates.runtime import LearnedSurrogate

#: Surrogates that come with the package, one folder each.
SHIPPED = Path(__file__).parent / "shipped"


def open_surrogate(folder: str | Path, voice: Voice | None = None) -> LearnedSurrogate:
    """The surrogate in a folder.

    Args:
        folder: Where it lies.
        voice: That it has to belong to; default: not looked at.

    Raises:
        TimbrespaceError: There is none, it is damaged, or it was learned from another voice.
    """
    opened = storage.read(Path(folder).expanduser())
    if voice is not None and opened.voice_hash != voice.model_hash:
        other = "another version of it" if opened.voice == voice.id else f"'{opened.voice}'"
        raise TimbrespaceError(
            f"The surrogate in '{folder}' was not learned from '{voice.id}', but from {other}.",
            f"Learn one for this voice: timbrespace surrogate {voice.id}",
        )
    return opened


def find_surrogate(voice: Voice) -> LearnedSurrogate | None:
    """The surrogate of a voice: this user's own, else one that ships; None where there is none.

    Raises:
        TimbrespaceError: There is one, and it is damaged.
    """
    own = home_of(voice.id)
    for folder in (own, *sorted(SHIPPED.glob("*/"))):
        if storage.is_surrogate(folder):
            opened = storage.read(folder)
            if opened.voice_hash == voice.model_hash:
                return opened
    return None


def home_of(voice_id: str) -> Path:
    """The folder where this user's surrogate of a voice is kept.

    Example:
        >>> home_of("stream:bells").name
        'stream.bells'
    """
    return config_dir() / "surrogates" / slug(voice_id)
