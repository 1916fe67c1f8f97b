"""The page of the study: every number in it is a record, every verdict follows from records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.cost_page import add_costs, costs
from timbrespace.studies.effects import closeness, matching_page, space_page, twins
from timbrespace.studies.effects.matching_verdicts import in_short
from timbrespace.studies.records import Records, cell

if TYPE_CHECKING:
    from timbrespace.studies.effects.study import Effects

NEAR = (
    "Our differentiable effects and the mda plug-ins that they were measured on, with the same "
    "sounds and the same settings, at 44.1 kHz: medians over settings and sounds, lower is "
    "nearer. Dry is what doing nothing would score, wrong settings what the real one under other "
    "settings would; left is the level of the difference of the waveforms. A null is not "
    "expected.",
)


def report(study: Effects) -> tuple[Report, list[Result], list[str]]:
    """The whole report, its numbers, and the sentences that a reader must know."""
    book = study.notebook
    records = Records([*book.results, *costs(book, study.options.command)])
    notes = [note for page in book.pages.values() for note in page.notes]
    small = " A small run, to see that all works: its numbers are rough." * study.options.small
    made = Report("Can an effect's style be heard, mapped and copied?", _lead(study) + small)
    made.command(study.options.command)
    made.bullets([*in_short(records), *notes])
    figures = {
        each["title"]: (study.figures / each["file"]).read_bytes()
        for each in book.kept("space").get("figures", [])
    }
    space_page.add(made, records, figures)
    matching_page.add(made, records)
    _closeness(made, records)
    twins.add(made, records)
    _sounds(made, study)
    add_costs(made, records)
    made.made_with(study.seed)
    return made, list(records), notes


def _lead(study: Effects) -> str:
    return f"{len(study.matched)} effects: {', '.join(study.matched)}."


def _closeness(made: Report, records: Records) -> None:
    found = records.at("closeness")
    if not found:
        return
    made.heading("Ours, beside the real ones").text(*NEAR)
    shown = {
        f"{title}{', ' * bool(unit)}{unit}: {row}": {"metric": metric, "row": name}
        for metric, (title, unit) in closeness.MEASURES.items()
        for name, row in closeness.ROWS.items()
    } | {"left, dB": {"metric": closeness.LEFT}}
    rows = [
        {"effect": effect}
        | {title: cell(found.one(effect=effect, **place)) for title, place in shown.items()}
        for effect in found.values("effect")
    ]
    made.table(rows, "Distance from the real plug-in under the same settings")


def _sounds(made: Report, study: Effects) -> None:
    made.heading("Sounds, and a test for ears").text(
        "listening.html, beside this report, is a MUSHRA test of these sounds that runs in any "
        "browser; timbrespace listening read RESULTS says what listeners heard."
    )
    for each in study.notebook.kept("hear").get("shown", []):
        made.sound(study.out / each["file"], f"{each['trial']}: {each['sound']}")
