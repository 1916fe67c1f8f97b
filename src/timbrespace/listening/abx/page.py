"""An ABX test as one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from timbrespace.atlas.files import write_text
from timbrespace.listening.abx.design import AbxTrial
from timbrespace.listening.abx.scores import exact_interval, fewest_right
from timbrespace.listening.one_file import flac, page_of
from timbrespace.listening.page import check_names
from timbrespace.listening.stimuli import alike, of_one_length

QUESTION = "Does X belong to A or to B?"


def abx_page(
    trials: Sequence[AbxTrial],
    *,
    title: str,
    question: str = QUESTION,
    seed: int = 0,
    align: bool = True,
    tells: bool = False,
) -> str:
    """A whole ABX test as the text of one HTML file.

    The order of trials, which sound is A and whose X is, follow from the seed and the listener's
    name. Nothing leaves the page but the results, which a listener saves as CSV
    (:mod:`timbrespace.listening.abx.answers`).

    Args:
        trials: What is to be told apart; names must differ.
        title: Of the test.
        question: What the listener is asked in each trial.
        seed: Of all orders.
        align: Bring all sounds of a trial to one loudness, so that it does not tell them apart.
        tells: Say at the end how many answers were right, with the exact interval, and write
            them with the results; else a listener can't know, and may take the test again.

    Raises:
        TimbrespaceError: There are no trials, two of one name, or more sound than fits.

    Source: Munson and Gardner (1950), as ITU-R BS.1116 and others run it today.
    """
    check_names([trial.name for trial in trials])
    content = [_trial(trial, align) for trial in trials]
    test: dict[str, Any] = {
        "title": title, "question": question, "seed": seed, "trials": content,
    }  # fmt: skip
    if tells:
        n = len(trials)
        test["intervals"] = [exact_interval(right, n) for right in range(n + 1)]
        test["fewest"] = fewest_right(n)
    return page_of("abx", test)


def write_abx(path: Path, trials: Sequence[AbxTrial], **options: Any) -> Path:
    """Write :func:`abx_page`; the file is replaced as a whole."""
    write_text(path, abx_page(trials, **options))
    return path


def _trial(trial: AbxTrial, align: bool) -> dict[str, Any]:
    cut, _ = of_one_length(trial.sounds, trial.sample_rate)
    ready, _ = alike(cut, "a", trial.sample_rate, align=align)
    stimuli = [{"name": n, "flac": flac(s, trial.sample_rate)} for n, s in ready.items()]
    return {"name": trial.name, "condition": trial.condition, "stimuli": stimuli}
