"""Which trained spaces can sound the items of an atlas, and opening one of them.

An atlas only names its spaces. Their graphs come from where this user has trained or named them,
or ship with the package; never from a place that the atlas says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api.atlas import Atlas
    from timbrespace.spaces.base import DecodingSpace
    from timbrespace.spaces.trained.folder import SpaceFacts
    from timbrespace.spaces.trained.installed import Installed


@dataclass(frozen=True)
class Decodes:
    """A space that can sound the items of an atlas, or why it cannot here.

    Args:
        id: ``"stream:bells"``.
        in_atlas: Whether the atlas has latents of it; others are here for any sound.
        facts: What its folder says; None where there is none here.
        problem: What keeps it from being opened; None where nothing does.
    """

    id: str
    in_atlas: bool
    facts: SpaceFacts | None
    problem: TimbrespaceError | None = None


def decoding_spaces(atlas: Atlas) -> list[Decodes]:
    """The spaces that can sound the items of an atlas: its own first, then all others here."""
    from timbrespace.spaces.trained.installed import listing

    # An embedding that makes no sound is none of them, here or in the atlas.
    silent = {each.id for each in listing() if each.facts and not each.facts.decodes}
    here = {each.id: each for each in listing() if each.id not in silent}
    hashes = {k: v for k, v in _hashes_in(atlas).items() if k not in silent}
    own = [_own(space_id, found, here) for space_id, found in hashes.items()]
    others = [
        Decodes(
            each.id, False, each.facts, TimbrespaceError(each.problem) if each.problem else None
        )
        for each in here.values()
        if each.id not in hashes
    ]
    return [*own, *sorted(others, key=lambda each: each.problem is not None)]


def open_known(atlas: Atlas, space: str | Path | None = None) -> DecodingSpace:
    """Open a space that can sound the items of an atlas.

    Args:
        atlas: What it is to sound.
        space: ``"stream:bells"``, or the folder of one; default: the first that the atlas has,
            else the first that is known here.

    Raises:
        TimbrespaceError: There is none, or it is not the version that the atlas was encoded
            with.
    """
    from timbrespace.spaces.trained import installed
    from timbrespace.spaces.trained.opening import open_space

    if space is None:
        usable = [each for each in decoding_spaces(atlas) if each.problem is None]
        if not usable:
            raise TimbrespaceError(
                "There is no space here that decodes.",
                "Train one: timbrespace train waveform FOLDER --out my.space",
            )
        space = usable[0].id
    # What is known by its id is that, also where a folder of this very name lies about.
    known = isinstance(space, str) and installed.is_known(space)
    opened = open_space(installed.find(str(space)) if known else space)
    expected = _hashes_in(atlas).get(opened.id)
    if expected is not None and expected != opened.model_hash:
        raise _other_version(opened.id)
    return opened


def _hashes_in(atlas: Atlas) -> dict[str, str]:
    """The spaces of an atlas that decode, with the hashes of what they compute with."""
    from timbrespace.spaces.trained.opening import known_kinds

    kinds = set(known_kinds())
    found = {}
    for facts in atlas.spaces():
        space_id = str(facts["id"])
        if space_id.partition(":")[0] in kinds and ":pca" not in space_id:
            found[plain_id(space_id)] = str(facts.get("model_hash", ""))
    return found


def plain_id(space_id: str) -> str:
    """``KIND:NAME``, whichever way the atlas keeps its frames (``KIND:NAME:flat``)."""
    return ":".join(space_id.split(":")[:2])


def _own(space_id: str, expected: str, here: Mapping[str, Installed]) -> Decodes:
    from timbrespace.spaces.trained.folder import model_hash

    found = here.get(space_id)
    if found is None:
        return Decodes(
            space_id,
            True,
            None,
            TimbrespaceError(
                f"The space '{space_id}' of this atlas is not known on this machine.",
                "Name its folder once: timbrespace blend ATLAS --space FOLDER",
            ),
        )
    if found.problem:
        return Decodes(space_id, True, None, TimbrespaceError(found.problem))
    same = model_hash(found.folder) == expected
    return Decodes(space_id, True, found.facts, None if same else _other_version(space_id))


def _other_version(space_id: str) -> TimbrespaceError:
    return TimbrespaceError(
        f"The space '{space_id}' at hand is not the one that this atlas was encoded with.",
        "Encode the folder of sounds again, or name the folder of the space that was used.",
    )
