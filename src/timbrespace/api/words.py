"""Words of the user's own: marked on sounds or while playing, fitted, played, shared.

They are kept per user (:mod:`timbrespace.surrogates.words.book`), so that a word that was taught
on one atlas can be played on any voice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.word_features import SoundTable, of_marks, playable, table_of
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.words.book import Book
from timbrespace.surrogates.words.features import DESCRIPTORS, fit_scaler
from timbrespace.surrogates.words.files import as_plain, read_word, write_word
from timbrespace.surrogates.words.loop import N_REQUESTS
from timbrespace.surrogates.words.marks import Mark, rating_of, targets, with_mark
from timbrespace.surrogates.words.naming import check_free
from timbrespace.surrogates.words.word import OwnWord, fit_word

if TYPE_CHECKING:
    from timbrespace.api.atlas import Atlas
    from timbrespace.jobs import Job
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.base import Points, Surrogate

Floats = NDArray[np.float64]

#: So many of a voice's points fit a slider; more would not change it.
MOST_POINTS = 2000


@dataclass(frozen=True)
class Suggestion:
    """An unmarked item that would teach a word much.

    Args:
        item: Its id.
        path: Of the sound, as the atlas has it.
        value: What the word says of it so far, in the word's own units.
        gain: Share of the word's uncertainty over the atlas that its mark would take away.
    """

    item: str
    path: str
    value: float
    gain: float


def list_words() -> list[OwnWord]:
    """This user's words, in the order of their names."""
    return Book().words()


def get_word(name: str) -> OwnWord:
    """One of them.

    Raises:
        TimbrespaceError: There is none of that name.
    """
    return Book().word(name)


def told(word: OwnWord) -> dict[str, Any]:
    """A word as plain data for a page: what it is called, how it was taught, how far it goes."""
    y = targets(word.marks)
    return {
        "name": word.name,
        "title": word.title,
        "unit": word.unit,
        "low": word.low,
        "high": word.high,
        "n_marks": len(y),
        "n_yes": int((y > 0.5).sum()),
        "n_no": int((y < 0.5).sum()),
        "marks": {mark.id: mark.rating for mark in word.marks},
        "fitted": word.model is not None,
        "reads": [block.space for block in word.model.blocks] if word.model else [],
        "leading": word.player().leading() if word.model else [],
        "reliability": vars(word.reliability) if word.reliability else None,
        "loops": [loop.plain() for loop in word.loops],
        "said": " ".join(sentences(word)),
    }


def sentences(word: OwnWord) -> list[str]:
    """How far a fitted word can be relied on: on sounds, and of each voice that was asked."""
    found = [word.reliability.sentence()] if word.reliability else []
    return found + [loop.sentence() for loop in word.loops]


def mark(name: str, atlas: Atlas, items: str | Iterable[str], said: bool | float) -> OwnWord:
    """Say of items of an atlas that they are so, are not so, or how much, from 1 to 5.

    Args:
        name: The word; begun if there is none of that name.
        atlas: With descriptors of these items.
        items: One id, or several.
        said: True, False, or a rating.

    Raises:
        TimbrespaceError: No such item, one that was not measured, or an impossible rating or name.
    """
    table = table_of(atlas)
    rating, ids = rating_of(said), [items] if isinstance(items, str) else list(items)
    rows = [atlas.position(item) for item in ids]
    made = [
        Mark(item, rating, "item", str(table.groups[row]), table.measured(row), atlas.name)
        for item, row in zip(ids, rows, strict=True)
    ]
    return _add(name, made)


def mark_moment(
    name: str,
    voice: Voice,
    latent: Sequence[float],
    said: bool | float,
    *,
    performance: str = "",
) -> OwnWord:
    """Say the same of a moment of a performance: the latent is held, decoded and measured.

    Args:
        name: The word; begun if there is none of that name.
        voice: That was played.
        latent: Where it was ``(D,)``.
        said: True, False, or a rating from 1 to 5.
        performance: Moments of one performance are never split between folds; default: each
            stands for itself.

    Raises:
        TimbrespaceError: The latent is silent, or an impossible rating or name.
    """
    from timbrespace.surrogates.holding import hold_for
    from timbrespace.surrogates.meter import Meter

    at = np.asarray(latent, np.float32)
    names = playable()
    readings = Meter(voice, names, hold_for(voice)).read(at[None])
    if readings.silent[0]:
        raise TimbrespaceError("Nothing is heard at this moment.", "Mark one that sounds.")
    digest = hashlib.sha256(voice.model_hash.encode() + at.tobytes()).hexdigest()[:16]
    measured = dict(zip(names, readings.values[0].tolist(), strict=True))
    moment = Mark(
        f"moment-{digest}", rating_of(said), "moment", performance or digest, measured, voice.id,
        tuple(at.tolist()),
    )  # fmt: skip
    return _add(name, [moment])


def unmark(name: str, ids: str | Iterable[str]) -> OwnWord:
    """Take marks away, by the ids of their items or moments; ids that are not marked are fine.

    Raises:
        TimbrespaceError: There is no such word.
    """
    gone = {ids} if isinstance(ids, str) else set(ids)
    book = Book()
    with book.writing():
        word = book.word(name)
        left = tuple(mark for mark in word.marks if mark.id not in gone)
        return book.keep(replace(word, marks=left))


def fit(
    name: str, atlas: Atlas | None = None, *, reads: Sequence[str] = (DESCRIPTORS,), seed: int = 0
) -> OwnWord:
    """Fit a word on its marks, and say by grouped cross-validation how far it can be relied on.

    Args:
        name: The word.
        atlas: Wanted where a space is read beside descriptors: for the latents of its items.
        reads: ``"descriptors"``, and spaces of the atlas (``"yamnet:embedding"``). A word that
            reads a space gets its slider by way of descriptors, taught by all items of the atlas.
        seed: For folds and bootstraps.

    Raises:
        TimbrespaceError: No such word, too few marks, or the atlas has not got what it reads.
    """
    book = Book()
    word = book.word(name)
    if list(reads) == [DESCRIPTORS]:
        features, blocks = of_marks(word)
        fitted = fit_word(word, features, blocks, seed=seed)
    else:
        if atlas is None:
            raise TimbrespaceError(
                f"To read {', '.join(reads)}, the sounds are wanted.", "Name their atlas."
            )
        fitted = _fit_on(word, table_of(atlas, reads), seed)
    with book.writing():
        # Marks that came meanwhile stay.
        return book.keep(replace(fitted, marks=book.word(name).marks))


def ask(
    name: str,
    voice: Voice,
    *,
    n_requests: int = N_REQUESTS,
    seed: int = 0,
    job: Job | None = None,
) -> OwnWord:
    """Ask a voice for a fitted word, listen to what comes, and keep the figure with the word.

    Args:
        name: The word.
        voice: That has a surrogate.
        n_requests: How often; each is decoded and described.
        seed: Of the requests.
        job: Counts decodes; can be stopped.

    Raises:
        TimbrespaceError: No such word, it was not fitted, or the voice has no slider for it.
    """
    from timbrespace.surrogates.opening import find_surrogate
    from timbrespace.surrogates.words.loop import close_loop
    from timbrespace.surrogates.words.slider import make_slider
    from timbrespace.surrogates.words.surrogate import WithOwnWords

    word, base = get_word(name), find_surrogate(voice)
    word.fitted()
    if base is None:
        raise TimbrespaceError(
            f"'{voice.id}' has no words yet.", f"Learn them: timbrespace surrogate {voice.id}"
        )
    points = _some(kept_points(base))
    # What came of it before must not keep it from being asked again.
    slider = make_slider(base, replace(word, loops=()), points)
    if slider.word.problem:
        raise TimbrespaceError(
            f"'{voice.id}' can't be asked for '{word.name}'. {slider.word.problem}",
            "Mark moments of this voice while it plays, or ask another.",
        )
    found = close_loop(
        WithOwnWords(base, [slider]), word.name, voice, points, n_requests=n_requests, seed=seed,
        job=job,
    )  # fmt: skip
    book = Book()
    with book.writing():
        now = book.word(name)
        if as_plain(now)["model"] != as_plain(word)["model"]:
            return now  # It was fitted anew meanwhile: the figure is that of another word.
        others = tuple(loop for loop in now.loops if loop.voice_hash != voice.model_hash)
        return book.keep(replace(now, loops=(*others, found)))


def values(name: str | OwnWord, atlas: Atlas) -> Floats:
    """The word's value of each item ``(N,)`` in its own units, to colour a map by.

    NaN where an item was not measured.

    Raises:
        TimbrespaceError: No such word, it was not fitted, or the atlas has not got what it reads.
    """
    word = get_word(name) if isinstance(name, str) else name
    model = word.fitted()
    table = table_of(atlas, [block.space for block in model.blocks])
    found = word.scaled(model.values(table.features(model.blocks)))
    return np.where(table.usable, found, np.nan)


def suggest(name: str, atlas: Atlas, n: int = 8, *, seed: int = 0) -> list[Suggestion]:
    """The unmarked items of an atlas whose marks would teach a word most, best first.

    Args:
        name: The word; one without marks, or not fitted yet, is taught by coverage.
        atlas: Whose items.
        n: How many.
        seed: Draws the sounds that are to be settled, where there are many.
    """
    from timbrespace.surrogates.words.teaching import suggest as lessons

    book = Book()
    word = book.begun(name)
    model = word.model
    reads = [b.space for b in model.blocks] if model else [DESCRIPTORS]
    table = table_of(atlas, reads)
    blocks = model.blocks if model else table.blocks
    features = table.features(blocks)
    held = np.isin(table.ids, [mark.id for mark in word.marks])
    free = np.flatnonzero(table.usable & ~held)
    scaler = model.scaler if model else fit_scaler(features[table.usable], blocks)
    found = lessons(model, scaler, features[held & table.usable], features[free], n, seed=seed)
    paths = atlas.items["path"].tolist()
    return [
        Suggestion(
            str(table.ids[free[lesson.row]]), str(paths[free[lesson.row]]),
            float(word.scaled(np.array(lesson.value))), lesson.gain,
        )
        for lesson in found
    ]  # fmt: skip


def rename(name: str, title: str) -> OwnWord:
    """Call a word otherwise; its name for files and OSC follows from the title.

    Raises:
        TimbrespaceError: No such word, or another one, or a descriptor, is called so.
    """
    return Book().rename(name, title)


def rescale(name: str, low: float, high: float, unit: str = "") -> OwnWord:
    """Let a word read ``low`` where nothing is so and ``high`` where all is.

    Raises:
        TimbrespaceError: No such word, or the scale has no extent.
    """
    if not np.isfinite([low, high]).all() or low == high:
        raise TimbrespaceError(f"{low} to {high} is no scale.", "Name two different numbers.")
    book = Book()
    with book.writing():
        return book.keep(replace(book.word(name), low=float(low), high=float(high), unit=unit))


def export(name: str, path: Path, *, marks: bool = True) -> Path:
    """Write a word as one JSON file that others can import.

    Args:
        name: The word.
        path: The file, or a folder for one of the word's name.
        marks: Whether marks go along: ids, groups and measurements of the sounds that you
            marked, and the name of their atlas. Without them it plays the same.

    Raises:
        TimbrespaceError: There is no such word.
    """
    word = get_word(name)
    return write_word(path / f"{word.name}.json" if path.is_dir() else path, word, marks=marks)


def import_word(path: Path, name: str = "") -> OwnWord:
    """Take over a word that somebody has exported.

    Args:
        path: The file.
        name: What to call it here; default: as it is called there.

    Raises:
        TimbrespaceError: It is not a word, or one is called so already.
    """
    from timbrespace.surrogates.words.naming import as_name

    word = read_word(path)
    if name:
        word = replace(word, name=as_name(name), title=name)
    check_free(word.name)
    book = Book()
    with book.writing():
        if word.name in book.names():
            raise TimbrespaceError(
                f"You have a word '{word.name}' already.", "Name another one with --as NAME."
            )
        return book.keep(word)


def forget(name: str) -> OwnWord:
    """Delete a word; what it was comes back.

    Raises:
        TimbrespaceError: There is no such word.
    """
    return Book().forget(name)


def with_own_words(surrogate: Surrogate, points: Points | None = None) -> Surrogate:
    """The surrogate of a voice, with all fitted words of this user as words of its own.

    Where there are none, it is the same surrogate.

    Args:
        surrogate: Of the voice.
        points: Of the voice; default: those kept beside its surrogate, if they are.
    """
    from timbrespace.surrogates.words.slider import make_slider
    from timbrespace.surrogates.words.surrogate import WithOwnWords

    fitted = [word for word in _readable() if word.model is not None]
    if not fitted:
        return surrogate
    points = _some(points if points is not None else kept_points(surrogate))
    return WithOwnWords(surrogate, [make_slider(surrogate, word, points) for word in fitted])


def _readable() -> list[OwnWord]:
    """All words but damaged ones: those must not silence a voice; ``word list`` names them."""
    book, found = Book(), []
    for name in book.names():
        try:
            found.append(book.word(name))
        except TimbrespaceError:
            continue
    return found


def _add(name: str, made: Sequence[Mark]) -> OwnWord:
    book = Book()
    with book.writing():
        word = book.begun(name)
        marks = word.marks
        for new in made:
            marks = with_mark(marks, new)
        return book.keep(replace(word, marks=marks))


def _fit_on(word: OwnWord, table: SoundTable, seed: int) -> OwnWord:
    """Fit a word that reads spaces, on those of its marks that are items of the atlas."""
    rows = {item: row for row, item in enumerate(table.ids) if table.usable[row]}
    here = tuple(mark for mark in word.marks if mark.id in rows)
    features = table.features(table.blocks)
    others = (features[table.usable][:, : table.n_descriptors], features[table.usable])
    marked = features[[rows[mark.id] for mark in here]]
    fitted = fit_word(replace(word, marks=here), marked, table.blocks, others=others, seed=seed)
    return replace(fitted, marks=word.marks)


def kept_points(surrogate: Surrogate) -> Points | None:
    """The points that this voice's surrogate was learned from, where they were kept."""
    from timbrespace.surrogates.opening import SHIPPED, home_of
    from timbrespace.surrogates.points_file import read_points
    from timbrespace.surrogates.storage import POINTS

    for folder in (home_of(surrogate.voice), *sorted(SHIPPED.glob("*/"))):
        if (folder / POINTS).is_file():
            points = read_points(folder / POINTS)
            if points.voice_hash == surrogate.voice_hash:
                return points
    return None


def _some(points: Points | None) -> Points | None:
    """At most :data:`MOST_POINTS` of the points, evenly spaced."""
    if points is None or len(points.latents) <= MOST_POINTS:
        return points
    rows = np.arange(MOST_POINTS) * len(points.latents) // MOST_POINTS
    return replace(
        points, latents=points.latents[rows], values=points.values[rows],
        silent=points.silent[rows], clipped=points.clipped[rows], repeats=points.repeats[:0],
    )  # fmt: skip
