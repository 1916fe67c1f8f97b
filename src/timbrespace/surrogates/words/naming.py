"""How words are called: a name that fits a file, an OSC address and a slider alike."""

from __future__ import annotations

import re
import unicodedata

from timbrespace.errors import TimbrespaceError

LONGEST = 40
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


def as_name(text: str) -> str:
    """The name of a word that a person typed: small letters, hyphens for spaces.

    Raises:
        TimbrespaceError: Nothing is left of it, or it is too long.

    Example:
        >>> as_name("Très wobbly")
        'tres-wobbly'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")
    if not _NAME.fullmatch(name) or len(name) > LONGEST:
        raise TimbrespaceError(
            f"'{text}' can't be the name of a word.",
            f"Begin with a letter from a to z; {LONGEST} letters, digits and hyphens at most.",
        )
    return name


def check_free(name: str) -> None:
    """Raise if a descriptor is called so: one slider cannot mean two things.

    Raises:
        TimbrespaceError: A descriptor has this name.
    """
    from timbrespace.semantics.descriptors import DESCRIPTORS

    if name in {known.name for known in DESCRIPTORS}:
        raise TimbrespaceError(
            f"'{name}' is a descriptor already.", f"Call yours otherwise, for instance my-{name}."
        )
