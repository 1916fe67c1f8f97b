"""A voice on the stage: with its surrogate, if it has one, and where its latents usually are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.live.history import Stand
from timbrespace.live.matching import Usual, carry, usual_of
from timbrespace.live.starting import starting_latents
from timbrespace.spaces.base import Latents
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.base import Surrogate, Word


class Stage:
    """What the control side knows of one voice; never changed once it is made.

    Args:
        voice: That is played.
        surrogate: Its words; without one there are only latents.

    Raises:
        TimbrespaceError: The surrogate was learned from another voice.
    """

    def __init__(self, voice: Voice, surrogate: Surrogate | None = None) -> None:
        if surrogate is not None and surrogate.voice_hash != voice.model_hash:
            raise TimbrespaceError(
                f"This surrogate was learned from '{surrogate.voice}', or another version of it, "
                f"and not from '{voice.id}'.",
                f"Learn one for this voice: timbrespace surrogate {voice.id}",
            )
        self.voice, self.surrogate = voice, surrogate
        self.usual = usual_of(voice)
        self.dims = {dim.name: i for i, dim in enumerate(voice.dims)}
        words = surrogate.words if surrogate is not None else ()
        self.words: dict[str, Word] = {word.name: word for word in words}
        self.start = Stand(starting_latents(voice))

    def dim(self, named: int | str) -> int:
        """The number of a dim.

        Raises:
            TimbrespaceError: There is none of that name or number.
        """
        if isinstance(named, str) and named in self.dims:
            return self.dims[named]
        if isinstance(named, int) and 0 <= named < len(self.dims):
            return named
        raise TimbrespaceError(
            f"The voice '{self.voice.id}' has no dim {named!r}.",
            f"It has {len(self.dims)}, numbered from 0: {', '.join(list(self.dims)[:8])} ...",
        )

    def word(self, name: str) -> Word:
        """A word that has a slider.

        Raises:
            TimbrespaceError: There is none of that name, or it can't be played.
        """
        found = self.words.get(name)
        playable = [each.name for each in self.words.values() if not each.problem]
        if found is not None and not found.problem:
            return found
        why = f" ({found.problem})" if found is not None else ""
        remedy = (
            f"It plays: {', '.join(playable)}."
            if playable
            else f"Learn its words first: timbrespace surrogate {self.voice.id}"
        )
        raise TimbrespaceError(f"'{self.voice.id}' can't be played by {name!r}{why}.", remedy)

    def move(self, stand: Stand, words: Mapping[str, float]) -> Stand:
        """The nearest latents at which words are as wanted, as far as they are in reach.

        Words that the voice does not have are left out. At latents that are not numbers, or
        where the surrogate fails, all stays where it is.

        Raises:
            TimbrespaceError: The surrogate failed.
        """
        known = {
            name: value
            for name, value in words.items()
            if name in self.words and not self.words[name].problem
        }
        if self.surrogate is None or not known:
            return Stand(stand.latents)
        reach = {
            name: float(np.clip(value, self.words[name].low, self.words[name].high))
            for name, value in known.items()
        }
        try:
            found = self.surrogate.invert(reach, stand.latents.astype(np.float64))
        except Exception as error:
            raise TimbrespaceError(
                f"The surrogate failed ({error}).", "Learn it again."
            ) from error
        if not np.isfinite(found.latent).all():
            raise TimbrespaceError("The surrogate gave latents that are not numbers.")
        reached = {
            name: bool(found.reached.get(name, False)) and reach[name] == value
            for name, value in known.items()
        }
        return Stand(np.asarray(found.latent, np.float32), reach, reached)

    def adopt(self, stand: Stand, origin: Usual) -> tuple[Stand, str]:
        """Where a player of another voice stands in this one, and what became of it.

        Words stay where they are, within reach; without words the latents are carried over.
        """
        words = {name: value for name, value in stand.words.items() if name in self.words}
        if self.voice.model_hash == origin.voice_hash and self.usual.names == origin.names:
            return stand, "the latents as they are"
        moved = self.move(self.start, words)
        if moved.words:
            kept = ", ".join(moved.words)
            lost = [name for name in stand.words if name not in moved.words]
            also = f"; this voice has no {', '.join(lost)}" if lost else ""
            return moved, f"words kept: {kept}{also}"
        latents, said = carry(stand.latents[None], origin, self.usual)
        return Stand(latents[0]), said

    def predicted(self, latents: Latents) -> list[dict[str, Any]]:
        """What the surrogate says of ``(D,)``, word for word, as a face shows it."""
        if self.surrogate is None:
            return []
        try:
            means, spreads = self.surrogate.predict(latents[None].astype(np.float64))
        except Exception:
            means = spreads = np.full((1, len(self.words)), np.nan)
        return [
            {
                "name": word.name, "title": word.title, "unit": word.unit, "low": word.low,
                "high": word.high, "predicted": plain(mean), "spread": plain(spread),
                "problem": word.problem, "r2": plain(word.r2),
                "closed_loop": plain(word.closed_loop), "log": word.log,
            }
            for word, mean, spread in zip(self.words.values(), means[0], spreads[0], strict=True)
        ]  # fmt: skip


def plain(value: float | None) -> float | None:
    """A number that JSON can carry, or None.

    Example:
        >>> plain(np.float32(0.5)), plain(float("nan"))
        (0.5, None)
    """
    return float(value) if value is not None and np.isfinite(value) else None
