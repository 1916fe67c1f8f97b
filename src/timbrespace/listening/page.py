"""A MUSHRA test as one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.atlas.files import write_text
from timbrespace.errors import TimbrespaceError
from timbrespace.listening.design import Trial, role_of
from timbrespace.listening.one_file import flac, page_of
from timbrespace.listening.stimuli import ANCHOR_HZ, Prepared, prepared

QUESTION = "How close is each sound to the reference, in all that you hear?"


def listening_page(
    trials: Sequence[Trial],
    *,
    title: str,
    question: str = QUESTION,
    seed: int = 0,
    align: bool = True,
    anchor_hz: float = ANCHOR_HZ,
) -> str:
    """A whole MUSHRA test (ITU-R BS.1534-3) as the text of one HTML file.

    The order of trials, and of the sounds in each, follows from the seed and the listener's name,
    so that everybody has another one, and the same one again. Nothing leaves the page but the
    results, which a listener saves as CSV (:mod:`timbrespace.listening.answers`).

    Args:
        trials: What is compared; names must differ.
        title: Of the test.
        question: What the listener is asked in each trial.
        seed: Of all orders.
        align: Bring all sounds of a trial to the loudness of its reference.
        anchor_hz: Cut-off of the low anchors that are made.

    Raises:
        TimbrespaceError: There are no trials, two of one name, or more sound than fits.
    """
    check_names([trial.name for trial in trials])
    made = [prepared(trial, align=align, anchor_hz=anchor_hz) for trial in trials]
    content = [_trial(each, np.random.default_rng([seed, k])) for k, each in enumerate(made)]
    test = {"title": title, "question": question, "seed": seed, "trials": content}
    return page_of("mushra", test)


def write_page(path: Path, trials: Sequence[Trial], **options: Any) -> Path:
    """Write :func:`listening_page`; the file is replaced as a whole."""
    write_text(path, listening_page(trials, **options))
    return path


def check_names(names: Sequence[str]) -> None:
    """Refuse a test without trials, or with two of one name."""
    if not names or len(set(names)) < len(names):
        raise TimbrespaceError(
            "A test needs trials of different names.", "Put each into a folder of its own."
        )


def _trial(made: Prepared, random: np.random.Generator) -> dict[str, Any]:
    # Shuffled here, too: whoever looks into the file does not find the reference first.
    names = [str(name) for name in random.permutation(list(made.sounds))]
    stimuli = [
        {"name": name, "role": role_of(name), "flac": flac(made.sounds[name], made.sample_rate)}
        for name in names
    ]
    return {"name": made.name, "stimuli": stimuli}
