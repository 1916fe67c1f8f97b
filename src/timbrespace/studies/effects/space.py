"""How well effects and settings can be read from spaces, on sounds that they never heard.

Three questions, each with intervals over groups of sounds and beside PCA of the same size
(fitted on training sounds only), log-mel statistics and YAMNet: which effect was it (five
classifiers); how was it set (five regressors, setting by setting); and is the same setting on
another group's sound nearer than another setting of its effect.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.reports.results import Result
from timbrespace.studies.effects import space_features as features
from timbrespace.studies.effects.space_items import Clip, Items, on_the_way, paired, probed
from timbrespace.studies.effects.space_naming import Named, name_effects, naming_results
from timbrespace.studies.effects.space_nearness import nearness
from timbrespace.studies.effects.space_reading import read_settings, reading_results
from timbrespace.train.effects.config import EffectsConfig

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus
    from timbrespace.spaces.base import DecodingSpace
    from timbrespace.spaces.yamnet.space import YamNet

#: Part of the groups that are kept for pairs, so that what is fitted never hears them.
PAIRED_SHARE = 0.3


@dataclass(frozen=True)
class Measured:
    """What came of :func:`measure`.

    Args:
        results: Each with its interval and its baselines.
        items: What was classified and regressed.
        found: Features of the items, by name.
        named: What each classifier said of each item.
        notes: What a reader must know, as sentences.
    """

    results: tuple[Result, ...]
    items: Items
    found: Mapping[str, NDArray[np.float32]]
    named: tuple[Named, ...]
    notes: tuple[str, ...]


def clips_of(corpus: Corpus, kind: str | None = None, without: Collection[str] = ()) -> list[Clip]:
    """The sounds of a corpus as clips to be effected.

    Args:
        corpus: Scanned; its groups are kept.
        kind: The label that says what sort of sound each is, so that sorts come equally often.
        without: Groups that a space has learned from.

    Raises:
        TimbrespaceError: There is no such label, or too little is left.
    """
    column = f"label.{kind}"
    if kind and column not in corpus.items:
        raise TimbrespaceError(f"These sounds have no label '{kind}'.", "Name one that they have.")
    sorts = corpus.items[column] if kind else [""] * len(corpus.items)
    clips = [
        Clip(corpus.base_of(row) / str(row.path), str(row.group), str(sort))
        for row, sort in zip(corpus.items.itertuples(), sorts, strict=True)
        if str(row.group) not in without
    ]
    if len({clip.group for clip in clips}) < 10:
        raise TimbrespaceError(
            f"{len({clip.group for clip in clips})} groups of sounds are too few to measure on.",
            "Give sounds of ten groups or more that no space has learned from.",
        )
    return clips


def measure(
    clips: Sequence[Clip],
    spaces: Mapping[str, DecodingSpace],
    config: EffectsConfig,
    *,
    n_each: int = 150,
    n_pairs: int = 40,
    yamnet: YamNet | None = None,
    seed: int = 0,
    command: str = "",
    job: Job | None = None,
) -> Measured:
    """Ask spaces, and what they have to beat, about effected sounds.

    Args:
        clips: Clean sounds that no space has learned from.
        spaces: By name.
        config: Effects, rate, length and peak of the items; see :func:`asking`.
        n_each: Items of each effect, and dry ones, that are classified and regressed.
        n_pairs: Pairs of each effect.
        yamnet: With the tap ``embedding``; None leaves it out, and a note says so.
        seed: Of clips, folds and forests.
        command: What makes the results again.
        job: Progress; can be stopped.
    """
    job = quiet_job(job, "measure")
    kept = _for_pairs(clips, seed)
    items = probed(clips, config, n_each, seed)
    pairs = paired([clip for clip in clips if clip.group in kept], config, n_pairs, seed)
    how = _describers(spaces, yamnet)
    found, beside = (features.describe(each, how, job) for each in (items, pairs))
    sizes = {name: found[name].shape[1] for name in spaces}
    candidates = features.candidates(found, sizes)
    named = name_effects(items, candidates, seed, job)
    readings = read_settings(items, candidates, seed, job)
    fitted = {each.name: (each.vectors, items.groups) for each in candidates}
    results = [
        *naming_results(items, named, command),
        *reading_results(items, readings, command),
        *nearness(pairs, features.candidates(beside, sizes), fitted, command),
    ]
    return Measured(tuple(results), items, found, tuple(named), _notes(items, pairs, yamnet))


def asking(effects: Sequence[str] = (), sample_rate: int = 24_000) -> EffectsConfig:
    """How items are made that spaces are asked about: two seconds, as they are, nothing stretched.

    Args:
        effects: Ids or places; none: all of our own.
        sample_rate: In Hz.
    """
    return EffectsConfig(sample_rate=sample_rate, effects=tuple(effects), augment=0.0)


def effect_map(
    space: DecodingSpace, clip: Clip, config: EffectsConfig, n_each: int = 200, seed: int = 0
) -> tuple[Items, NDArray[np.float32]]:
    """One clip under many settings, and its latents ``(N, D)``: what maps are drawn from."""
    items = probed([clip], config, n_each, seed)
    return items, features.describe(items, {"it": features.of_space(space)})["it"]


def settings_way(
    space: DecodingSpace, clip: Clip, config: EffectsConfig, effect: int, n: int = 25
) -> NDArray[np.float32]:
    """One clip while all settings of an effect go together from low to high: ``(n, D)``."""
    items = on_the_way(clip, config, effect, n)
    return features.describe(items, {"it": features.of_space(space)})["it"]


def _describers(
    spaces: Mapping[str, DecodingSpace], yamnet: YamNet | None
) -> dict[str, features.Describe]:
    how = {name: features.of_space(space) for name, space in spaces.items()}
    how |= {features.SPECTRUM: features.spectrum, features.STATISTICS: features.statistics}
    return how | ({features.YAMNET: features.of_yamnet(yamnet)} if yamnet else {})


def _for_pairs(clips: Sequence[Clip], seed: int) -> set[str]:
    """Groups that pairs are made of: some of every kind, two at least."""
    rng, kept = np.random.default_rng([seed, 2]), set()
    for kind in sorted({clip.kind for clip in clips}):
        groups = sorted({clip.group for clip in clips if clip.kind == kind})
        n = max(min(2, len(groups) - 1), round(PAIRED_SHARE * len(groups)))
        kept |= {groups[i] for i in rng.permutation(len(groups))[:n]}
    return kept


def _notes(items: Items, pairs: Items, yamnet: YamNet | None) -> tuple[str, ...]:
    n_groups = len(set(items.groups))
    told = [
        f"{len(items)} effected sounds of {n_groups} groups were classified and regressed, whole "
        f"groups held out; {len(pairs) // 2} pairs of {len(set(pairs.groups))} groups compared.",
        "Settings are even (scrambled Sobol); none was drawn again because of how it sounds.",
    ]
    if yamnet is None:
        told.append("YAMNet's weights are not here, so its row is missing.")
    return tuple(told)
