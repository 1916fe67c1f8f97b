"""The page of the study: every number in it is a record, every verdict follows from records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.cost import together
from timbrespace.studies.cost_page import of_cost
from timbrespace.studies.latent_audio import editing, reading
from timbrespace.studies.latent_audio.parts import Part
from timbrespace.studies.latent_audio.sizes import PUBLISHED_DISK_MB, PUBLISHED_S
from timbrespace.studies.latent_audio.words import METHOD, in_short
from timbrespace.studies.records import Records
from timbrespace.studies.weights import SAID

if TYPE_CHECKING:
    from timbrespace.studies.latent_audio.study import LatentAudio

Row = dict[str, object]

#: Steps of ours, by what their names begin with, beside those of the original.
STEPS = {
    "encode": ("waveforms to latents",),
    "project": ("PCA", "projection"),
    "probe": ("kNN and t-SNE",),
    "flow": ("flow",),
    "edits": ("evaluation",),
    "sounds": (),
}
#: Columns of the table of costs, with digits.
COSTS = {
    "seconds": ("s", 1), "cpu_seconds": ("processor s", 1), "peak_memory": ("peak MB", 0),
    "disk": ("MB of disk", 1),
}  # fmt: skip
THEIRS = "the original study: its data, its machine"


@dataclass(frozen=True)
class Made:
    """A report and the numbers in it."""

    report: Report
    results: list[Result]


def report(study: LatentAudio, parts: Sequence[Part]) -> tuple[Made, list[str]]:
    """The whole report, its numbers, and the sentences that a reader must know."""
    records = Records([*study.notebook.results, *costs(study, parts)])
    verdicts = in_short(records, parts)
    said = [f"{title}: {line}" for title, lines in verdicts.items() for line in lines]
    made = Report("Material and action in the layers of YAMNet", _lead(study, parts))
    made.command(study.options.command)
    for title, lines in verdicts.items():
        made.heading(f"In short: {title}").bullets(lines)
    made.heading("Which sounds").bullets([SAID[study.weights], *_data_notes(study, parts)])
    made.table(_data_rows(records, parts), "What was encoded.")
    made.heading("Method").text(*METHOD)
    for part in parts:
        of = records.at(part=part.name)
        reading.add(made, study.notebook, part, of)
        reading.add_pictures(made, study.notebook, part, of)
        editing.add_flow(made, study.notebook, part, of)
        editing.add_edits(made, study.notebook, part, of)
        editing.add_sounds(made, study.notebook, part, of)
    _costs(made, records, parts)
    made.made_with(study.options.seed)
    return Made(made, list(records)), said


def _lead(study: LatentAudio, parts: Sequence[Part]) -> str:
    titles = " and ".join(part.title for part in parts)
    size = " A small run, to see that all works: its numbers are rough."
    return f"Measured on {titles}.{size if study.options.small else ''}"


def _data_notes(study: LatentAudio, parts: Sequence[Part]) -> list[str]:
    said = [note for part in parts for note in part.notes]
    if study.options.data is None:
        said.append(
            "No recordings were given (--data FOLDER), so nothing here is about recorded sound."
        )
    return said


def _data_rows(records: Records, parts: Sequence[Part]) -> list[Row]:
    rows = []
    for part in parts:
        of = records.at(part=part.name)
        counts = {n: of.one(n) for n in ("sounds", "groups", "duration", "rejects")}
        values = {n: f"{r.value:.1f}" if r.unit else int(r.value) for n, r in counts.items() if r}
        rows.append({"sounds of": part.title, **values})
    return [
        {("seconds" if name == "duration" else name): value for name, value in row.items()}
        for row in rows
    ]


# What it took -------------------------------------------------------------------------


def costs(study: LatentAudio, parts: Sequence[Part]) -> list[Result]:
    """What every step took, steps of a kind together, and what the original says of its own."""
    found, command = [], study.options.command
    for part in parts:
        pages = {
            name.removeprefix(f"{part.name}-"): page.cost
            for name, page in study.notebook.pages.items()
            if name.startswith(f"{part.name}-")
        }
        for step, cost in pages.items():
            found += of_cost({"part": part.name, "step": step}, cost, command)
        for kind in STEPS:
            of_kind = [cost for step, cost in pages.items() if step.split("-")[0] == kind]
            found += of_cost({"part": part.name, "steps": kind}, together(of_kind), command)
        found += of_cost({"part": part.name, "steps": "all"}, together(pages.values()), command)
    theirs = {"of": THEIRS}
    for step, seconds in PUBLISHED_S.items():
        found.append(
            Result("seconds", {"step": step, **theirs}, seconds, unit="s", better="lower")
        )
    where = {"step": "waveforms to latents", **theirs}
    return [*found, Result("disk", where, PUBLISHED_DISK_MB, unit="MB", better="lower")]


def _costs(made: Report, records: Records, parts: Sequence[Part]) -> None:
    made.heading("What it took")
    made.text(
        "Seconds (wall clock, and processor time of all cores together), the most memory held and "
        "the disk used, here and now. The last columns of the first table are what the original "
        "study states for its own data (13,516 windows), its own machine and its own code: other "
        "work on other sounds, put beside ours to know the order of size, and no race."
    )
    for part in parts:
        of = records.at(part=part.name)
        kinds = [kind for kind in (*STEPS, "all") if of.one("seconds", steps=kind)]
        rows = [_cost_row(of, kind) for kind in kinds]
        if part is parts[0]:
            rows = [{**r, **_published(records, k)} for r, k in zip(rows, kinds, strict=True)]
        made.table(
            rows,
            f"{part.title.capitalize()}. Steps of a kind are added up; of memory, the highest.",
        )


def _cost_row(own: Records, kind: str) -> Row:
    of = own.at(steps=kind)
    cells = {t: _number(of.one(name), digits) for name, (t, digits) in COSTS.items()}
    return {"step": kind, **cells}


def _published(records: Records, kind: str) -> Row:
    steps = STEPS.get(kind, ())
    seconds = [records.one("seconds", step=step, of=THEIRS) for step in steps]
    disk = [records.one("disk", step=step, of=THEIRS) for step in steps]
    return {
        "original: step": " + ".join(steps),
        "original, s": " + ".join(_number(r, 0) for r in seconds if r),
        "original, MB": " + ".join(_number(r, 0) for r in disk if r),
    }


def _number(result: Result | None, digits: int) -> str:
    return "" if result is None else f"{result.value:.{digits}f}"
