"""Evidence as records: what is told, how distances agree, what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.jobs import Job
from timbrespace.listening.abx.scores import exact_interval
from timbrespace.reports.results import Result
from timbrespace.sonify.evidence import agree, ask_blind, came_back, followed
from timbrespace.sonify.evidence.distances import FEWEST, filled
from timbrespace.sonify.evidence.ears import DESCRIPTORS, YAMNET
from timbrespace.sonify.evidence.probing import DATA, Blind
from timbrespace.spaces.base import Latents
from timbrespace.spaces.data.items import LABEL, DataItems
from timbrespace.studies.sonify.hearing import Heard
from timbrespace.studies.sonify.sizes import BASELINE, MAIN
from timbrespace.studies.sonify.sounding import is_held_out

#: Fewer held-out groups than this, and all items are measured instead.
FEWEST_HELD = 20


@dataclass(frozen=True)
class Evidence:
    """What was heard of one kind of data by one voice.

    Args:
        data: Name of the data.
        voice: Name of the voice.
        label: What should be heard.
        items: That were made heard.
        heard: By coupling, what ears say ``(N, D)`` by name.
        sent: By coupling, latents ``(F, K)`` that the voice was sent, by item.
        returned: By coupling, what its encoder gave of the sounds; empty where it has none.
        n_permutations: Of the blind probe's test.
        seed: Of all draws.
        command: What makes it again.
    """

    data: str
    voice: str
    label: str
    items: DataItems
    heard: Mapping[str, Heard]
    sent: Mapping[str, Sequence[Latents]]
    returned: Mapping[str, Sequence[Latents]]
    n_permutations: int
    seed: int
    command: str

    @property
    def where(self) -> dict[str, str | int | float]:
        """What every record says of itself."""
        return {"data": self.data, "voice": self.voice}

    @property
    def groups(self) -> list[Any]:
        """What belongs together."""
        return list(self.items.table["group"].tolist())

    @property
    def vectors(self) -> NDArray[np.float32]:
        """The data's latents ``(N, D)``; of items that move, mean and deviation over time."""
        means = self.items.means()
        if not self.items.moves:
            return means
        spreads = [self.items.rows(i).std(axis=0) for i in range(len(self.items))]
        return np.concatenate([means, np.stack(spreads)], axis=1).astype(np.float32)

    @property
    def ears(self) -> list[str]:
        """Names of the ears, the one that verdicts go by first."""
        first = next(iter(self.heard.values()))
        return [name for name in _ORDER if name in first]

    @property
    def measured(self) -> tuple[str, NDArray[np.int64]]:
        """The part that distances and re-encoding are measured on, and its items."""
        held = np.flatnonzero(is_held_out(self.items))
        groups = {self.groups[int(i)] for i in held}
        if len(groups) >= FEWEST_HELD:
            return "held-out", held
        return "all", np.arange(len(self.items))


_ORDER = (YAMNET, "log-mel", DESCRIPTORS)


def measure(evidence: Evidence, job: Job | None = None) -> tuple[list[Result], dict[str, Any]]:
    """All records, and what the report draws beside them.

    Raises:
        TimbrespaceError: There are too few labels or groups.
        Cancelled: The job was asked to stop.
    """
    blind = _asked(evidence, job)
    found = [*told(evidence, blind), *margins(evidence, blind), *recalls(evidence, blind)]
    for how in evidence.heard:
        if job is not None:
            job.check()
        found += returned(evidence, how)
    found += distances(evidence)
    left_out = [f"{n} of {evidence.data}: {why}" for why, n in blind.question.left_out.items()]
    name = key(MAIN, evidence.ears[0])
    kept = {
        "classes": list(blind.question.classes),
        "y": blind.question.y.tolist(),
        "said": blind.predicted[name].tolist() if name in blind.predicted else [],
        "left_out": left_out,
    }
    return found, kept


def key(how: str, ear: str) -> str:
    """What features are called: by which coupling, through which ear."""
    return f"{how}|{ear}"


def _asked(evidence: Evidence, job: Job | None) -> Blind:
    features = {
        key(how, ear): filled(heard[ear])
        for how, heard in evidence.heard.items()
        for ear in evidence.ears
    }
    return ask_blind(
        evidence.items.table[LABEL + evidence.label].tolist(), evidence.groups,
        evidence.vectors, features, label=evidence.label,
        held_out=is_held_out(evidence.items), n_permutations=evidence.n_permutations,
        seed=evidence.seed, job=job,
    )  # fmt: skip


def told(evidence: Evidence, blind: Blind) -> Iterator[Result]:
    """``label_accuracy``, ``label_balanced`` and ``accuracy_ratio``, by coupling, ear and part."""
    for each in blind.told:
        of_data = blind.of(DATA, each.part)
        assert of_data is not None
        how, _, ear = each.features.partition("|")
        where = {**evidence.where, "part": each.part}
        where |= {"from": "data"} if how == DATA else {"from": "sound", "how": how, "ear": ear}
        facts: dict[str, Any] = {
            "n_items": each.n_items, "n_groups": each.n_groups, "command": evidence.command,
        }  # fmt: skip
        chance = {"uniform": blind.uniform}
        majority = {**chance, "majority": blind.majority[each.part]}
        rivals = {}
        base = blind.of(key(BASELINE, ear), each.part)
        if how not in (DATA, BASELINE) and base is not None:
            rivals = {"random projection": base.accuracy.value}
        yield Result("label_accuracy", where, *each.accuracy, baselines=majority | rivals, **facts)
        if each.under_chance is not None:
            chance["permuted"] = each.under_chance
        yield Result("label_balanced", where, *each.balanced, baselines=chance, p=each.p, **facts)
        if each.ratio is not None:
            guess = blind.majority[each.part] / max(of_data.accuracy.value, 1e-12)
            yield Result("accuracy_ratio", where, *each.ratio, baselines={"majority": guess},
                         **facts)  # fmt: skip


def margins(evidence: Evidence, blind: Blind) -> Iterator[Result]:
    """``accuracy_margin`` of each coupling over the random projection, in the same draws."""
    for ear in evidence.ears:
        for how in evidence.heard:
            if how == BASELINE or BASELINE not in evidence.heard:
                continue
            for part in blind.parts:
                margin = blind.margin(key(how, ear), key(BASELINE, ear), part)
                where = {**evidence.where, "part": part, "how": how, "ear": ear}
                n = blind.of(key(how, ear), part)
                assert n is not None
                yield Result("accuracy_margin", where, *margin, n_items=n.n_items,
                             n_groups=n.n_groups, baselines={"none": 0.0},
                             command=evidence.command)  # fmt: skip


def recalls(evidence: Evidence, blind: Blind) -> Iterator[Result]:
    """``label_recall`` of each class, exact, by the main coupling and the first ear."""
    features = key(MAIN, evidence.ears[0])
    if features not in blind.predicted:
        return
    for name, (right, n) in blind.by_class(features).items():
        where = {**evidence.where, "how": MAIN, "ear": evidence.ears[0], "label": name}
        low, high = exact_interval(right, n)
        yield Result("label_recall", where, right / n, low, high, n_items=n,
                     baselines={"uniform": blind.uniform}, command=evidence.command)  # fmt: skip


def distances(evidence: Evidence) -> Iterator[Result]:
    """``distance_spearman`` between data and sounds, in descriptors and in the first ear."""
    part, rows = evidence.measured
    groups = [evidence.groups[int(i)] for i in rows]
    if len(set(groups)) < FEWEST:
        return
    data = evidence.vectors[rows]
    for ear in dict.fromkeys((DESCRIPTORS, evidence.ears[0])):
        found = {
            how: agree(data, heard[ear][rows], groups, seed=evidence.seed)
            for how, heard in evidence.heard.items()
        }
        base = found.get(BASELINE)
        for how, each in found.items():
            rivals = {"none": 0.0}
            if base is not None and how != BASELINE:
                rivals["random projection"] = base.spearman.value
            where = {**evidence.where, "part": part, "how": how, "ear": ear}
            yield Result("distance_spearman", where, *each.spearman, n_items=each.n_items,
                         n_groups=each.n_groups, baselines=rivals, p=each.p,
                         command=evidence.command)  # fmt: skip


def returned(evidence: Evidence, how: str) -> Iterator[Result]:
    """``returned_r2``, ``returned_correlation``, ``returned_found``, and, of what moves,
    ``returned_movement``; nothing where the voice can't hear.
    """
    part, rows = evidence.measured
    if how not in evidence.returned or len(rows) < 3:
        return
    groups = [evidence.groups[int(i)] for i in rows]
    sent = [evidence.sent[how][int(i)] for i in rows]
    heard = [evidence.returned[how][int(i)] for i in rows]
    back = came_back(_means(sent), _means(heard), groups, seed=evidence.seed)
    where = {**evidence.where, "part": part, "how": how}
    facts: dict[str, Any] = {
        "n_items": back.n_items, "n_groups": back.n_groups, "command": evidence.command,
    }  # fmt: skip
    yield Result("returned_r2", where, *back.r2, baselines={"the mean": 0.0}, **facts)
    yield Result("returned_correlation", where, *back.correlation, baselines={"none": 0.0},
                 **facts)  # fmt: skip
    yield Result("returned_found", where, *back.found, baselines={"chance": back.chance},
                 p=back.p, **facts)  # fmt: skip
    if evidence.items.moves:
        moved = followed(sent, heard, groups, seed=evidence.seed)
        yield Result("returned_movement", where, *moved.correlation,
                     baselines={"another item": moved.other}, **facts)  # fmt: skip


def _means(runs: Sequence[Latents]) -> NDArray[np.float32]:
    return np.stack([run.mean(axis=0) for run in runs])
