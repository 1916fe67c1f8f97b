"""A voice on the stage: with its surrogate, if it has one, and where its latents usually are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.live.history import Place, Stand
from timbrespace.live.matching import carry, usual_of
from timbrespace.live.starting import starting_latents
from timbrespace.spaces.base import Latents
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.base import Surrogate, Word

#: What a sound is told by to another voice where nobody holds a word, and how many of these both
#: must have: fewer say too little of it.
TOLD = ("loudness_lufs", "brightness", "depth", "roughness")
FEWEST_SHARED = 2


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

    def held(self, words: Mapping[str, float]) -> dict[str, float]:
        """Of the words that a player holds those that this voice has, within its reach."""
        return {
            name: float(np.clip(value, self.words[name].low, self.words[name].high))
            for name, value in words.items()
            if self._plays(name)
        }

    def waiting(self, words: Mapping[str, float]) -> dict[str, float]:
        """The others: they wait for a voice that has them."""
        return {name: value for name, value in words.items() if not self._plays(name)}

    def move(self, stand: Stand, words: Mapping[str, float]) -> Stand:
        """The nearest latents at which words are as wanted, as far as they are in reach.

        Words that the voice does not have are kept, and move nothing. At latents that are not
        numbers, or where the surrogate fails, all stays where it is.

        Raises:
            TimbrespaceError: The surrogate failed.
        """
        reach = self.held(words)
        if self.surrogate is None or not reach:
            return Stand(stand.latents, dict(words))
        try:
            found = self.surrogate.invert(reach, stand.latents.astype(np.float64))
        except Exception as error:
            raise TimbrespaceError(
                f"The surrogate failed ({error}).", "Learn it again."
            ) from error
        if not np.isfinite(found.latent).all():
            raise TimbrespaceError("The surrogate gave latents that are not numbers.")
        reached = {
            name: bool(found.reached.get(name, False)) and value == words[name]
            for name, value in reach.items()
        }
        return Stand(np.asarray(found.latent, np.float32), dict(words), reached)

    def place(self, stand: Stand) -> Place:
        """Where a player of this voice stands, as another voice can be told."""
        sounds = {
            word["name"]: word["predicted"]
            for word in self.predicted(stand.latents)
            if word["name"] in TOLD and not word["problem"] and word["predicted"] is not None
        }
        return Place(self.usual, stand, sounds)

    def adopt(self, place: Place) -> tuple[Stand, str]:
        """Where a player of another voice stands in this one, and what became of it.

        Words stay as they were wished for, and sound within reach. Where this voice has none of
        them it is brought once to how the other sounded; where the two share too few words for
        that, latents are carried over by order, which says little of the sound.
        """
        stand, origin = place.stand, place.usual
        if self.voice.model_hash == origin.voice_hash and self.usual.names == origin.names:
            return self._again(stand), "the latents as they are"
        moved, waiting = self.move(self.start, stand.words), self.waiting(stand.words)
        also = f"; waiting for a voice that has them: {', '.join(waiting)}" if waiting else ""
        if len(moved.words) > len(waiting):
            return moved, f"words kept: {', '.join(self.held(moved.words))}{also}"
        shared = {n: value for n, value in place.sounds.items() if n in TOLD and self._plays(n)}
        if len(shared) >= FEWEST_SHARED:
            latents = self.move(self.start, shared).latents
            told = f"as {origin.voice} sounded, by {', '.join(shared)}; no word is held"
            return Stand(latents, waiting), told + also
        carried, said = carry(stand.latents[None], origin, self.usual)
        why = "; the two have too few words in common to go by the sound"
        return Stand(carried[0], waiting), said + why + also

    def _again(self, stand: Stand) -> Stand:
        """The same stand, with what is known of its words by now."""
        held = self.held(stand.words)
        reached = {n: stand.reached.get(n, held[n] == stand.words[n]) for n in held}
        return Stand(stand.latents, stand.words, reached)

    def _plays(self, name: str) -> bool:
        return name in self.words and not self.words[name].problem

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
