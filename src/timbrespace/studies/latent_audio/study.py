"""Does YAMNet separate the material from the action of a sound, can the two be edited apart?

The question is that of the study *Latent Audio*. Declared before any data are seen: layer 9 is
projected and edited, as in the original; probes compare the first, the last, and the layer that
is best on inner folds; whatever does not beat its baseline is said not to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import timbrespace
from timbrespace.api import encode
from timbrespace.api.disentangling import disentangle
from timbrespace.api.edit_evaluation import evaluate_edits
from timbrespace.api.editing import edit, open_editor
from timbrespace.api.probing import probe
from timbrespace.api.projecting import project
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.factors.flow.training import Schedule
from timbrespace.jobs import Job
from timbrespace.reports import disentangling as disentangling_report
from timbrespace.reports import probing as probing_report
from timbrespace.reports.probing_page import sentences as probing_sentences
from timbrespace.reports.results import Result, write_results
from timbrespace.studies import Options, weights
from timbrespace.studies.commands import line
from timbrespace.studies.latent_audio import edit_records, page
from timbrespace.studies.latent_audio.edit_sounds import first_pairs, write_sounds
from timbrespace.studies.latent_audio.maps import map_quality
from timbrespace.studies.latent_audio.parts import (
    FACTORS,
    Grouping,
    Part,
    flow_folds,
    hold_blocks,
    own_sounds,
    true_factors,
)
from timbrespace.studies.latent_audio.sizes import FULL, SMALL, Sizes
from timbrespace.studies.notebook import Findings
from timbrespace.studies.records import Records
from timbrespace.studies.walk import Walk

#: The layer that the original study edited.
LAYER = "9"
#: Steps that the others build on.
ESSENTIAL = ("encode", "project")


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
        study.draw(part)
        study.project(part)
        study.disentangle(part)
        study.edit(part)
        study.hear(part)
    return study.write(parts)


class LatentAudio(Walk):
    """The steps of the study; each is done once and kept.

    Args:
        options: Data, folder, seed.
        sizes: How large the run is.
        job: Progress; can be stopped.
    """

    def __init__(self, options: Options, sizes: Sizes, job: Job | None = None) -> None:
        super().__init__(options, job)
        self.sizes = sizes
        self.weights = weights.at_hand()
        self.declared = declared(options.layer)

    def parts(self) -> list[Part]:
        """The user's sounds, if there are any; and sounds whose factors are known."""
        out, seed = self.options.out, self.options.seed
        parts = []
        if self.options.data is not None:
            parts.append(own_sounds(self.options.data, out, self.job))
        return [*parts, true_factors(out, self.sizes.per_cell, seed, self.job)]

    @property
    def spaces(self) -> list[str]:
        """What is probed: as many layers as the size of the run has, and the declared one."""
        spaces = list(self.sizes.spaces)
        return spaces if "yamnet:all" in spaces else spaces + missing(spaces, self.declared)

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
            "n_permutations": 0,
            "spaces": self.spaces,
            "seed": self.options.seed,
        }
        if grouping.most_per_group is not None:
            how["most_per_group"] = grouping.most_per_group
        if grouping == part.groupings[0]:
            n_windowed = self.sizes.n_permutations_windows
            how["n_permutations"] = n_windowed if part.blocked else self.sizes.n_permutations
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
            return Findings(found, [*probing_sentences(probed), *notes])

        title = f"Probing {label} in {part.title}, {grouping.title} held out"
        self._step(part, f"probe-{label}-by-{grouping.column}", title, work, **how)

    # 3. The first, the edited and the last layer as pictures.

    def draw(self, part: Part) -> None:
        """t-SNE of three layers, with how far each picture can be trusted."""
        how = {"method": "tsne", "seed": self.options.seed}
        layers = list(dict.fromkeys(("0", self.layer_of(part), "13")))

        def work() -> Findings:
            atlas, found = self._open(part), []
            for layer in layers:
                space = atlas.space(f"yamnet-{self.weights}:{layer}")
                atlas.layout("tsne", space=space, seed=self.options.seed, job=self.job)
                command = line("layout", part.atlas, space=space, **how)
                found += map_quality(atlas, space, layer, command)
            return Findings(found, kept={"layers": layers})

        self._step(
            part, "probe-tsne", f"Drawing layers of {part.title}", work, layers=layers, **how
        )

    # 4. One layer, patch by patch, as a few dims that lead back to all of it.

    def project(self, part: Part) -> None:
        """Scaler, PCA, scaler of the layer that will be edited."""
        how: dict[str, Any] = {
            "space": f"yamnet-{self.weights}:{self.layer_of(part)}",
            "dims": self.sizes.n_dims,
            "seed": self.options.seed,
        }
        command = line("project", part.atlas, **how)

        def work() -> Findings:
            [made] = project(self._open(part), job=self.job, **how)
            leading, where = made.projection.first(self.sizes.n_dims), {"space": made.space}
            share = float(leading.explained.sum())
            found = [
                Result("explained_variance", where, share, better="", n_items=leading.n_rows),
                Result("patches", where, leading.n_rows, better=""),
                Result("dims", where, leading.n_inputs, better=""),
                Result("leading_dims", where, leading.n_leading, better=""),
            ]
            found = [replace(each, command=command) for each in found]
            return Findings(found, kept={"space": made.space})

        title = f"Projecting layer {self.layer_of(part)} of {part.title}"
        self._step(part, "project", title, work, **how)

    # 5. A flow that pulls material and action apart, measured on recordings it never saw.

    def disentangle(self, part: Part) -> None:
        """Leakage both ways, MIG, DCI and SAP, beside PCA, LDA and ICA of equal size."""
        sizes = self.sizes
        how: dict[str, Any] = {
            "space": self.notebook.kept(f"{part.name}-project")["space"],
            "dims": sizes.flow_dims,
            "n_folds": flow_folds(self._open(part).items, sizes.flow_folds),
            "n_permutations": sizes.n_controls,
            "seed": self.options.seed,
        }
        if part.groupings[0].most_per_group is not None:
            how["most_per_group"] = part.groupings[0].most_per_group
        command = line(
            "disentangle", part.atlas, factors=",".join(FACTORS), steps=sizes.flow_steps, **how
        )

        def work() -> Findings:
            schedule = Schedule(n_steps=sizes.flow_steps)
            made = disentangle(self._open(part), FACTORS, schedule=schedule, job=self.job, **how)
            tried = [
                Result("own_less_leaked", {"dims": width}, value, command=command)
                for width, value in made.dims_tried.items()
            ]
            found = disentangling_report.results(made.judged, made.model.space, command)
            notes = [*disentangling_report.sentences(made.judged), *made.notes]
            return Findings([*found, *tried], notes)

        title = f"Pulling factors of {part.title} apart"
        self._step(part, "flow", title, work, steps=sizes.flow_steps, **how)

    # 6. Edits of held-out groups: both claims, beside everything that is simpler.

    def edit(self, part: Part) -> None:
        """The flow trained on two thirds of the groups, tried on the last third."""
        how: dict[str, Any] = {
            "layer": int(self.layer_of(part)),
            "n_pairs": self.sizes.n_pairs,
            "n_hear": self.sizes.n_measured,
            "min_groups": part.groupings[0].n_folds,
            "seed": self.options.seed,
        }
        steps = self.sizes.flow_steps
        command = line("edits", part.atlas, factors=",".join(FACTORS), steps=steps, **how)

        def work() -> Findings:
            atlas = self._open(part)
            made = evaluate_edits(
                atlas, FACTORS, schedule=Schedule(n_steps=steps), job=self.job, **how
            )
            found = edit_records.evaluated(made, command) + edit_records.heard_ways(made, command)
            pairs = first_pairs(made.pairs, atlas.items, self.sizes.n_hear)
            return Findings(found, list(made.notes), {"pairs": pairs})

        title = f"Editing held-out {part.title}"
        self._step(part, "edits", title, work, steps=steps, n_shown=self.sizes.n_hear, **how)

    # 7. A few edits as sound, the first ones of the table and not the best ones.

    def hear(self, part: Part) -> None:
        """Source, donor, nearest real sound, and the sound found for the edited latent."""
        pairs = self.notebook.kept(f"{part.name}-edits").get("pairs", [])
        layer, seed = int(self.layer_of(part)), self.options.seed
        folder = self.options.out / "sounds"

        def work() -> Findings:
            editor = open_editor(self._open(part), layer=layer)
            shown, found = [], []
            for number, pair in enumerate(pairs):
                factor, item, donor = pair["factor"], pair["receptor"], pair["donor"]
                made = edit(
                    editor.sounds.atlas, item, {factor: donor}, hear=True, editor=editor,
                    seed=seed, job=self.job,
                )  # fmt: skip
                place = {"factor": factor, "number": str(number)}
                given = {f"{factor}_from": donor}
                command = line("edit", part.atlas, item=item, **given, layer=layer, seed=seed)
                found += edit_records.heard(made, place, command)
                into = folder / f"{part.name}-{number}-{factor}"
                shown.append(write_sounds(editor, made, place, into))
            return Findings(found, kept={"shown": shown})

        title = f"Making edited {part.title} sound"
        self._step(part, "sounds", title, work, pairs=pairs, layer=layer, seed=seed)

    # The report.

    def write(self, parts: list[Part]) -> Path:
        """report.html and results.json, from what the steps have kept."""
        made, notes = page.report(self, parts)
        write_results(
            self.options.out / "results.json", made.results, seconds=self.notebook.seconds,
            seed=self.options.seed, notes=notes,
        )  # fmt: skip
        return made.report.write(self.options.out / "report.html")

    def layer_of(self, part: Part) -> str:
        """The layer that is edited: as declared, or the one that inner folds chose most often."""
        if self.options.layer != "best":
            return self.declared
        first = part.groupings[0].column
        records = Records(self.notebook.results).at(part=part.name, group=first, layer="best")
        chosen = [t for r in records for t in str(r.where["chosen"]).split(", ")]
        return max(sorted(set(chosen), key=int), key=chosen.count)

    def _open(self, part: Part) -> timbrespace.Atlas:
        return timbrespace.open(part.atlas, sounds=part.sounds)

    def _step(
        self, part: Part, name: str, title: str, work: Callable[[], Findings], **how: object
    ) -> None:
        """One step of one part; where the data do not allow it, the report says why."""

        def in_part() -> Findings:
            try:
                found = work()
            except Cancelled:
                raise
            except TimbrespaceError as error:
                if name in ESSENTIAL:
                    raise
                found = Findings(notes=[f"{title}: not done. {error}"], done=False)
            results = [replace(r, where={"part": part.name, **r.where}) for r in found.results]
            return replace(found, results=results)

        made_from = {"data": part.fingerprint, "weights": self.weights, **how}
        self.notebook.step(f"{part.name}-{name}", title, made_from, in_part, needs=[part.atlas])


def declared(layer: str | None) -> str:
    """The layer that baselines are compared with, whatever inner folds choose.

    Raises:
        TimbrespaceError: YAMNet has no such layer.
    """
    if layer in (None, "best"):
        return LAYER
    if not str(layer).isdigit() or int(str(layer)) > 13:
        raise TimbrespaceError(f"YAMNet has no layer '{layer}'.", "Name 0 to 13, or best.")
    return str(int(str(layer)))


def missing(spaces: list[str], layer: str) -> list[str]:
    """A layer that has to be among the spaces, if it is not."""
    return [] if f"yamnet:{layer}" in spaces else [f"yamnet:{layer}"]


def _count(name: str, value: float, unit: str = "") -> Result:
    return Result(name, {}, value, unit=unit, better="")
