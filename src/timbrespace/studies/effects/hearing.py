"""The matcher's sounds, for ears: a MUSHRA test, and what the report plays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from timbrespace.audio.write import write_wav
from timbrespace.effects.base import Effect
from timbrespace.effects.drawing import draw_settings
from timbrespace.jobs import Job, quiet_job
from timbrespace.listening import Trial
from timbrespace.listening.page import write_page
from timbrespace.matching.match import find_settings
from timbrespace.matching.sound import Floats
from timbrespace.matching.storage import find_matcher
from timbrespace.matching.trials import Budget
from timbrespace.studies.effects.matching_items import RATE_HZ, Item
from timbrespace.studies.effects.matching_rows import Scorer

QUESTION = (
    "The reference is a sound after an effect. How near to it is each of the others? "
    "Judge the treatment: what was played is the same in all."
)


def trials(
    effects: Sequence[Effect],
    items: Sequence[Item],
    n_renders: int,
    seed: int = 0,
    job: Job | None = None,
) -> list[Trial]:
    """One trial for each effect and item: the target, ours at once and refined, dry, random.

    Args:
        effects: Each with settings of its own for every item.
        items: What is played.
        n_renders: Budget of the refinement.
        seed: Of settings and searches.
        job: Counts trials; can be stopped.
    """
    job, made = quiet_job(job, "hear"), []
    job.begin(len(effects) * len(items), "Sounds for a listening test", unit="trials")
    for effect in effects:
        scorer = Scorer(effect, find_matcher(effect), None, n_renders, seed, Job("match"))
        for i, (item, true) in enumerate(
            zip(items, draw_settings(effect, len(items), seed + 78), strict=True)
        ):
            job.check()
            made.append(_trial(f"{effect.title}, {item.corpus}", scorer, item, true, seed + i))
            job.advance()
    return made


def _trial(name: str, scorer: Scorer, item: Item, true: Floats, seed: int) -> Trial:
    matcher = scorer.matcher
    reference = scorer.rendered(item.other, true)
    budget = Budget(renders=scorer.n_renders)
    ways: dict[str, Budget | None] = (
        {"search": budget} if matcher is None else {"at once": None, "refined": budget}
    )
    conditions = {"dry": item.dry}
    for way, spent in ways.items():
        found = find_settings(
            item.dry, reference, RATE_HZ, scorer.effect, matcher=matcher, budget=spent, seed=seed
        )
        conditions[way] = scorer.rendered(item.dry, found.theta)
    random = true.copy()
    random[scorer.told] = np.random.default_rng([seed, 12]).random(len(scorer.told))
    conditions["random settings"] = scorer.rendered(item.dry, random)
    sounds = {way: sound[None] for way, sound in conditions.items()}
    return Trial(name, scorer.rendered(item.dry, true)[None], sounds, RATE_HZ)


def write_test(path: Path, made: Sequence[Trial], seed: int = 0) -> Path:
    """The test as one page; ``timbrespace listening read`` reads what listeners save."""
    return write_page(path, made, title="Copying an effect", question=QUESTION, seed=seed)


def write_sounds(folder: Path, made: Sequence[Trial]) -> list[dict[str, str]]:
    """Every sound of every trial as a file: ``[{"trial", "sound", "file"}]``."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = []
    for number, trial in enumerate(made):
        for way, sound in trial.sounds.items():
            file = folder / f"{number + 1}-{way.replace(' ', '-')}.wav"
            write_wav(file, sound, trial.sample_rate)
            shown.append({"trial": trial.name, "sound": way, "file": f"{folder.name}/{file.name}"})
    return shown
