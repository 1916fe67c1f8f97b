"""A listening test of the atlas that is open: random pairs of its sounds, as a page of its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from timbrespace.app.answers import Answer, CallError, NotFound
from timbrespace.app.tables import LABEL

if TYPE_CHECKING:
    from timbrespace.app.view import View
    from timbrespace.listening.abx.drawn import Clip

#: Trials of a test; every one carries four sounds, and a listener tires.
MOST_PAIRS = 48
QUESTION = "A and B are of two kinds. Of which kind is X?"

Key = tuple[int, str, int, int]


class ListeningTests:
    """Makes tests, and keeps the last: it is asked for again when it is opened."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: tuple[Key, Answer] | None = None

    def abx(self, view: View, label: str, pairs: int, seed: int) -> Answer:
        """An ABX test as a page whose policy lets it run its own script and ask nobody.

        Args:
            view: Of the atlas; only sounds that it lists are in the test.
            label: In which the sounds of a pair differ.
            pairs: How many, 1 to 48.
            seed: Of the draw, 0 or more.

        Raises:
            NotFound: There is no such label.
            CallError: That is no number of pairs, or no seed.
            TimbrespaceError: Too few sounds have this label.
        """
        if label not in view.items.label_names():
            raise NotFound(f"There is no label {label[:80]!r}.", "Read the atlas again.")
        if not 1 <= pairs <= MOST_PAIRS or seed < 0:
            raise CallError(
                f"A test can't have {pairs} pairs and the seed {seed}.",
                f"Ask for 1 to {MOST_PAIRS} pairs, and a seed of 0 or more.",
            )
        key = (view.version, label, pairs, seed)
        with self._lock:  # One at a time: each reads and compresses a hundred sounds.
            if self._last is None or self._last[0] != key:
                self._last = (key, _abx(view, label, pairs, seed))
            return self._last[1]


def _abx(view: View, label: str, pairs: int, seed: int) -> Answer:
    from timbrespace.audio.decode import read
    from timbrespace.listening.abx.drawn import drawn_trials
    from timbrespace.listening.abx.page import abx_page
    from timbrespace.listening.one_file import policy_of

    ids, table = view.items.ids, view.atlas.items

    def clip(index: int) -> Clip:
        offset_s, duration_s = view.items.window(ids[index])
        return read(view.atlas.sound_path(ids[index]), offset_s, duration_s)

    groups = table["group"] if "group" in table else table["id"]
    trials = drawn_trials(
        table[LABEL + label].astype(object).where(table[LABEL + label].notna(), None).tolist(),
        groups.astype(str).tolist(), clip, pairs, condition=label, seed=seed,
    )  # fmt: skip
    title = f"{view.atlas.name}: {label}"
    page = abx_page(trials, title=title, question=QUESTION, seed=seed, tells=True)
    policy = f"{policy_of(page)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return Answer(
        {"type": "text/html", "label": label, "pairs": pairs},
        page.encode(), {"content-security-policy": policy},
    )  # fmt: skip
