"""Does YAMNet separate the material from the action of a sound, can the two be edited apart?

The question is that of the study *Latent Audio*. Declared before any data are seen: layer 9 is
projected and edited, as in the original; probes compare the first, the last, and the layer that
is best on inner folds; whatever does not beat its baseline is said not to.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import timbrespace
from timbrespace.api import encode
from timbrespace.api.probing import probe
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.reports import probing as probing_report
from timbrespace.reports.probing_page import sentences as probing_sentences
from timbrespace.reports.results import Result, write_results
from timbrespace.studies import Options, latent_audio_page, weights
from timbrespace.studies.margins import margins
from timbrespace.studies.notebook import Findings, Notebook
from timbrespace.studies.parts import (
    FACTORS,
    Grouping,
    Part,
    hold_blocks,
    own_sounds,
    true_factors,
)
from timbrespace.studies.sizes import FULL, SMALL, Sizes

#: The layer that the original study edited.
LAYER = "9"


def run(options: Options, job: Job | None = None, sizes: Sizes | None = None) -> Path:
    """Run the study, or what is left of it.

    Args:
        options: Data, folder, seed.
        job: Shows progress; can be stopped.
        sizes: How large; default: as ``options.small`` says.

    Returns:
        The path of report.html.
    """
    study = LatentAudio(options, sizes or (SMALL if options.small else FULL), job)
    parts = list(study.parts())
    for part in parts:
        study.encode(part)
        for grouping in part.groupings:
            for label in FACTORS:
                study.probe(part, label, grouping)
    return study.write(parts)


class LatentAudio:
    """The steps of the study; each is done once and kept.

    Args:
        options: Data, folder, seed.
        sizes: How large the run is.
        job: Progress; can be stopped.
    """

    def __init__(self, options: Options, sizes: Sizes, job: Job | None = None) -> None:
        self.options, self.sizes = options, sizes
        self.job = quiet_job(job, "study")
        self.notebook = Notebook(options.out, self.job, options.tell)
        self.weights = weights.at_hand()
        self.layer = LAYER if options.layer is None else options.layer

    def parts(self) -> list[Part]:
        """The user's sounds, if there are any; and sounds whose factors are known."""
        out, seed = self.options.out, self.options.seed
        parts = []
        if self.options.data is not None:
            parts.append(own_sounds(self.options.data, out, self.job))
        return [*parts, true_factors(out, self.sizes.per_cell, seed, self.job)]

    # 1. Every layer of the network, pooled over time and frequency, in one pass.

    def encode(self, part: Part) -> None:
        """All layers of all sounds, and the log-mel spectrum that they have to beat."""
        how: dict[str, Any] = {"space": "yamnet:all", "weights": self.weights}
        how |= {"labels": part.labels, "window_s": part.window_s}
        command = line("encode", part.sounds, atlas=part.atlas, **how)

        def work() -> Findings:
            atlas = encode(part.sounds, atlas=part.atlas, job=self.job, **how)
            if part.blocked:
                hold_blocks(atlas)
            items = atlas.items
            found = [
                _count("sounds", len(items)),
                _count("groups", items["group"].nunique()),
                _count("rejects", len(atlas.rejects)),
                _count("duration", float(items["duration_s"].sum()), "s"),
            ]
            return Findings([replace(r, command=command) for r in found], list(part.notes))

        self._step(part, "encode", f"Encoding {part.title}", work, **how)

    # 2. What can be read from each layer, when whole groups, then sources, are held out.

    def probe(self, part: Part, label: str, grouping: Grouping) -> None:
        """Probes beside their baselines; held-out combinations where groups are held out."""
        how: dict[str, Any] = {
            "group": grouping.column,
            "n_folds": grouping.n_folds,
            "n_permutations": self.sizes.n_permutations,
            "seed": self.options.seed,
        }
        if grouping == part.groupings[0]:
            how["combine"] = next(name for name in FACTORS if name != label)

        def work() -> Findings:
            atlas, notes, used = self._open(part), [], dict(how)
            try:
                probed = probe(atlas, label, job=self.job, **used)
            except TimbrespaceError as error:
                if used.pop("combine", None) is None or "combination" not in error.message:
                    raise
                notes = [error.message]
                probed = probe(atlas, label, job=self.job, **used)
            command = line("probe", part.atlas, label=label, **used)
            found = probing_report.results(probed, command)
            return Findings(
                [*found, *margins(probed, LAYER, command)],
                [*probing_sentences(probed), *notes],
            )

        title = f"Probing {label} in {part.title}, {grouping.title} held out"
        self._step(part, f"probe-{label}-by-{grouping.column}", title, work, **how)

    # The report.

    def write(self, parts: list[Part]) -> Path:
        """report.html and results.json, from what the steps have kept."""
        made, notes = latent_audio_page.report(self, parts)
        write_results(
            self.options.out / "results.json", made.results, seconds=self.notebook.seconds,
            seed=self.options.seed, notes=notes,
        )  # fmt: skip
        return made.report.write(self.options.out / "report.html")

    def _open(self, part: Part) -> timbrespace.Atlas:
        return timbrespace.open(part.atlas, sounds=part.sounds)

    def _step(
        self, part: Part, name: str, title: str, work: Callable[[], Findings], **how: object
    ) -> None:
        def in_part() -> Findings:
            found = work()
            results = [replace(r, where={"part": part.name, **r.where}) for r in found.results]
            return replace(found, results=results)

        made_from = {"data": part.fingerprint, "weights": self.weights, **how}
        self.notebook.step(f"{part.name}-{name}", title, made_from, in_part, needs=[part.atlas])


#: Options of the command line whose names differ from those of the functions.
_OPTIONS = {"n_folds": "folds", "n_permutations": "permutations"}


def line(command: str, target: object, **how: object) -> str:
    """The command line that does what a function of the same name did.

    Example:
        >>> line("probe", "a.atlas", label="material", n_folds=5, combine=None)
        'timbrespace probe a.atlas --label material --folds 5'
    """
    words = ["timbrespace", command, str(target)]
    for name, value in how.items():
        if value is not None:
            words += ["--" + _OPTIONS.get(name, name).replace("_", "-"), str(value)]
    return shlex.join(words)


def _count(name: str, value: float, unit: str = "") -> Result:
    return Result(name, {}, value, unit=unit, better="")
