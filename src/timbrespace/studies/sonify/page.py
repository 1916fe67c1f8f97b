"""The page of the study: every number in it is a record, every verdict follows from records."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import quote

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.sonify.folder import MAP
from timbrespace.studies.commands import line
from timbrespace.studies.cost_page import add_costs, costs
from timbrespace.studies.records import Records, cell, p_cell
from timbrespace.studies.sonify import figures
from timbrespace.studies.sonify.sizes import TITLES
from timbrespace.studies.sonify.words import METHOD, in_short, part_of

if TYPE_CHECKING:
    from timbrespace.studies.sonify.study import Sonify

Row = dict[str, object]

#: The page of the listening test, beside the report.
LISTEN = "listening.html"
_ABX = (
    ", beside this report, is an ABX test of the main coupling's sounds: X is another item of A's "
    "label, or of B's. Put the CSV files that listeners save into answers/ and run the study "
    "again: what they told apart is then said here, with exact intervals."
)


class LinkedReport(Report):
    """A report that can lead to the files beside it."""

    def link(self, target: str, text: str) -> LinkedReport:
        """Add a paragraph that begins with a link.

        Args:
            target: A path relative to the report; also what is read.
            text: What follows it.

        Example:
            >>> page = LinkedReport("A").link("a.html", " plays.").page()
            >>> '<a href="a.html">a.html</a> plays.' in page
            True
        """
        href, shown = html.escape(quote(target), quote=True), html.escape(target)
        self._add(f'<p><a href="{href}">{shown}</a>{html.escape(text)}</p>')
        return self


def report(study: Sonify) -> tuple[LinkedReport, list[Result], list[str]]:
    """The whole report, its numbers, and the sentences that a reader must know."""
    book = study.notebook
    records = Records([*book.results, *costs(book, study.options.command)])
    data, voices = study.titles()
    said = [*in_short(records, data, voices, study.first_ear()), *_notes(study)]
    made = LinkedReport("Can data that was never sound be told apart by ear?", _lead(study))
    made.command(study.options.command).bullets(said)
    made.heading("Method").text(*METHOD)
    for name, title in data.items():
        _of_data(made, study, records.at(data=name), name, title, voices)
    _map(made, records)
    _ears(made, study)
    add_costs(made, records)
    made.made_with(study.options.seed)
    return made, list(records), said


def _lead(study: Sonify) -> str:
    data, voices = study.titles()
    small = " A small run, to see that all works: its numbers are rough." * study.options.small
    return f"{', '.join(data.values())}; voices: {', '.join(voices.values())}.{small}"


def _notes(study: Sonify) -> list[str]:
    steps = ("data", "voices", "ears")
    pages = study.notebook.pages
    return [note for step in steps if step in pages for note in pages[step].notes]


def _of_data(
    made: Report, study: Sonify, of: Records, name: str, title: str, voices: dict[str, str]
) -> None:
    made.heading(title.capitalize())
    notes = study.notebook.pages.get(f"space-{name}")
    made.bullets(notes.notes if notes else [])
    heard = {v: t for v, t in voices.items() if len(of.at("accuracy_ratio", voice=v))}
    if not heard:
        return
    ears = of.values("ear")
    part = part_of(of)
    made.figure(
        figures.told(of, heard, [e for e in ears if of.one("label_accuracy", ear=e)]),
        f"Labels named rightly from sound ({_of(part)}), with 95 % intervals over groups. "
        "Line: from the data's own latents; dotted: always the most frequent label.",
    )
    for voice, singer in heard.items():
        own = of.at(voice=voice)
        made.table(_told_rows(own, part), f"{singer}: labels ({_of(part)}).")
        made.table(_space_rows(own), f"{singer}: distances and re-encoding "
                   f"({_of(_measured(own))}).")  # fmt: skip
        kept = study.notebook.kept(f"evidence-{name}-{voice}")
        if kept.get("said"):
            made.figure(figures.taken_for(kept, singer),
                        "Rows: the label; columns: what it was taken for.")  # fmt: skip
        for shown in study.notebook.kept("listen").get(f"{name}-{voice}", []):
            made.sound(study.out / shown["sound"], f"{singer}: {shown['label']}")


def _of(part: str) -> str:
    return "held-out items" if part == "held-out" else "all items"


def _measured(of: Records) -> str:
    found = of.one("distance_spearman") or of.one("returned_r2")
    return str(found.where["part"]) if found else "all"


def _told_rows(of: Records, part: str) -> list[Row]:
    rows: list[Row] = []
    own = of.at(part=part, **{"from": "data"})
    accuracy = own.one("label_accuracy")
    rows.append({
        "from": "the data's latents", "ear": "", "accuracy": cell(accuracy),
        "balanced": cell(own.one("label_balanced")), "p": p_cell(own.one("label_balanced")),
        "ratio": "", "over random": "",
    })  # fmt: skip
    for how in of.values("how"):
        for ear in of.values("ear"):
            at = of.at(how=how, ear=ear, part=part)
            if at.one("label_accuracy") is None:
                continue
            rows.append({
                "from": TITLES.get(how, how), "ear": ear,
                "accuracy": cell(at.one("label_accuracy")),
                "balanced": cell(at.one("label_balanced")), "p": p_cell(at.one("label_balanced")),
                "ratio": cell(at.one("accuracy_ratio")),
                "over random": cell(at.one("accuracy_margin")),
            })  # fmt: skip
    if accuracy is not None:
        for name, title in (("majority", "most frequent label"), ("uniform", "a fair die")):
            rows.append({"from": title, "accuracy": f"{accuracy.baselines[name]:.3f}"})
    return rows


def _space_rows(of: Records) -> list[Row]:
    rows: list[Row] = []
    for how in of.values("how"):
        row: Row = {"coupling": TITLES.get(how, how)}
        for ear in of.at("distance_spearman").values("ear"):
            found = of.one("distance_spearman", how=how, ear=ear)
            row[f"distances, {ear}"] = cell(found)
            row[f"Mantel p, {ear}"] = p_cell(found)
        if len(of.at("returned_r2")):
            row["R2 returned"] = cell(of.one("returned_r2", how=how))
            row["correlation"] = cell(of.one("returned_correlation", how=how))
            row["found again"] = cell(of.one("returned_found", how=how))
            chance = of.one("returned_found", how=how)
            row["chance"] = f"{chance.baselines['chance']:.3f}" if chance else ""
        moved = of.one("returned_movement", how=how)
        if moved:
            row["movement"] = cell(moved)
            row["another's"] = f"{moved.baselines['another item']:.3f}"
        rows.append(row)
    return rows


def _map(made: Report, records: Records) -> None:
    """Where the maps of the data lie, and how they are opened; nothing where none was made."""
    mapped = list(records.at("mapped"))
    if not mapped:
        return
    made.heading("The map")
    for each in mapped:
        place = f"{each.where['data']}-{each.where['voice']}/{MAP}"
        made.text(
            f"{place}, beside this report, is the data's own layout of {each.value:,.0f} items; "
            "each plays its own sound. In this report's folder:"
        )
        made.command(line("serve", place))


def _ears(made: LinkedReport, study: Sonify) -> None:
    """The listening test, if there is one, and what listeners have said so far."""
    made.heading("Ears")
    if "listen" in study.notebook.pages:
        made.link(LISTEN, _ABX)
    answers = study.notebook.pages.get("answers")
    made.bullets(answers.notes if answers else [])
