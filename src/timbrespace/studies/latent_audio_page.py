"""The page of the study: every number in it is a record, every verdict follows from records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result, versions
from timbrespace.studies import latent_audio_editing as editing
from timbrespace.studies import latent_audio_reading as reading
from timbrespace.studies.latent_audio_words import METHOD, in_short
from timbrespace.studies.parts import Part
from timbrespace.studies.records import Records
from timbrespace.studies.sizes import PUBLISHED_DISK_MB, PUBLISHED_S
from timbrespace.studies.weights import SAID

if TYPE_CHECKING:
    from timbrespace.studies.latent_audio import LatentAudio

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
THEIRS = "the original study: its data, its machine"


@dataclass(frozen=True)
class Made:
    """A report and the numbers in it."""

    report: Report
    results: list[Result]


def report(study: LatentAudio, parts: Sequence[Part]) -> tuple[Made, list[str]]:
    """The whole report, its numbers, and the sentences that a reader must know."""
    records = Records([*study.notebook.results, *costs(study, parts)])
    said = in_short(records, parts)
    made = Report("Material and action in the layers of YAMNet", _lead(study, parts))
    made.command(study.options.command).bullets(said)
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
    made.heading("What made it")
    listed = ", ".join(f"{name} {number}" for name, number in versions().items())
    made.text(f"Seed {study.options.seed}; {listed}.")
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
    """Seconds, memory and disk of every step, and what the original study says of its own."""
    found = []
    for part in parts:
        for name, page in study.notebook.pages.items():
            if not name.startswith(f"{part.name}-"):
                continue
            where = {"part": part.name, "step": name.removeprefix(f"{part.name}-")}
            measured = [("seconds", page.cost.seconds, "s"), ("disk", page.cost.disk_mb, "MB")]
            if page.cost.cpu_seconds is not None:
                measured.append(("cpu_seconds", page.cost.cpu_seconds, "s"))
            if page.cost.memory_mb is not None:
                measured.append(("peak_memory", page.cost.memory_mb, "MB"))
            found += [_cost(n, where, v, unit, study) for n, v, unit in measured]
    theirs = {"of": THEIRS}
    found += [
        _cost("seconds", {"step": step, **theirs}, seconds, "s")
        for step, seconds in PUBLISHED_S.items()
    ]
    disk = {"step": "waveforms to latents", **theirs}
    return [*found, _cost("disk", disk, PUBLISHED_DISK_MB, "MB")]


def _cost(
    name: str, where: dict[str, str], value: float, unit: str, study: LatentAudio | None = None
) -> Result:
    command = "" if study is None else study.options.command
    return Result(name, where, value, unit=unit, better="lower", command=command)


def _costs(made: Report, records: Records, parts: Sequence[Part]) -> None:
    made.heading("What it took")
    made.text(
        "Seconds (wall clock, and processor time of all cores together), the most memory held and "
        "the disk used by each step, here and now. The last "
        "columns are what the original study states for its own data (13,516 windows), its own "
        "machine and its own code: other work on other sounds, put beside ours to know the "
        "order of size, and no race."
    )
    rows: list[Row] = []
    for begins, theirs in STEPS.items():
        row: Row = {"step": begins}
        for part in parts:
            row |= _own_cost(records.at(part=part.name), begins, part)
        published = [records.one("seconds", step=step, of=THEIRS) for step in theirs]
        row["original: step"] = " + ".join(theirs)
        row["original, published, s"] = " + ".join(f"{r.value:.0f}" for r in published if r)
        disk = [records.one("disk", step=step, of=THEIRS) for step in theirs]
        row["original, published, MB of disk"] = " + ".join(f"{r.value:.0f}" for r in disk if r)
        rows.append(row)
    made.table(
        [row for row in rows if any(k.endswith("processor s") and v for k, v in row.items())]
    )


def _own_cost(records: Records, begins: str, part: Part) -> Row:
    """One row's cells for one part: its steps of that kind, one after the other."""
    steps = [s for s in records.values("step") if s.split("-")[0] == begins]

    def cells(name: str, digits: int) -> str:
        found = [records.one(name, step=step) for step in steps]
        return " + ".join(f"{r.value:.{digits}f}" for r in found if r is not None)

    return {
        f"{part.name}, s": cells("seconds", 1),
        f"{part.name}, processor s": cells("cpu_seconds", 1),
        f"{part.name}, peak MB": cells("peak_memory", 0),
        f"{part.name}, MB of disk": cells("disk", 1),
    }
