"""The page of the study: every number in it is a record, every verdict follows from records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.cost_page import add_costs, costs
from timbrespace.studies.effects import closeness, matching_figures, space_page
from timbrespace.studies.effects.matching import CAN_REFUSE
from timbrespace.studies.effects.matching_items import CORPORA
from timbrespace.studies.effects.matching_rows import METRICS, ROWS
from timbrespace.studies.effects.sizes import AIM
from timbrespace.studies.records import Records, cell, number
from timbrespace.studies.verdicts import listed

if TYPE_CHECKING:
    from timbrespace.studies.effects.study import Effects

Row = dict[str, str]

MATCHED = (
    "The reference is another stretch of the input's own source under true settings; the target, "
    "which no row is told, is the input under them. Both begin in silence, so that no target "
    "holds a tail that no setting could give. Peaks are set to -12 dBFS before and after.",
    "Gains are paired differences from doing nothing, as a share of its distance; intervals draw "
    "whole voices, tracks and kits with replacement. Some references were never treated: with "
    "these, doing nothing is right.",
)

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
    _matching(made, records)
    _closeness(made, records)
    _sounds(made, study)
    add_costs(made, records)
    made.made_with(study.seed)
    return made, list(records), notes


def _lead(study: Effects) -> str:
    return f"{len(study.matched)} effects: {', '.join(study.matched)}."


def in_short(records: Records) -> list[str]:
    """Which effects are copied better than by doing nothing, and by how much."""
    said = []
    for row in CAN_REFUSE:
        gains = list(records.at("gain_share", row=row, corpus="all", metric="mr_stft"))
        clear = [str(g.where["effect"]) for g in gains if g.low is not None and g.low > 0]
        rest = [name for g in gains if (name := str(g.where["effect"])) not in clear]
        if not gains:
            continue
        mean = sum(g.value for g in gains) / len(gains)
        sentence = (
            f"{ROWS[row].capitalize()}: {mean:.0%} of the dry sound's distance is gone in the "
            f"mean of {len(gains)} effects (aim {AIM:.0%}). Nearer than doing nothing, the "
            f"interval clear of zero: {listed(clear) or 'none'}."
        )
        said.append(sentence + (f" Not shown to be: {listed(rest)}." if rest else ""))
    return said


def _matching(made: Report, records: Records) -> None:
    made.heading("The matcher").text(*MATCHED)
    at = records.at(corpus="all", metric="mr_stft")
    made.table(_rows(at.at("distance")), "Distance from the target: multi-resolution STFT")
    made.figure(
        matching_figures.gains(list(records)),
        "What each way takes away of the distance that doing nothing leaves; the line is the aim.",
    )
    for row in CAN_REFUSE:
        gains = records.at("gain_share", row=row, metric="mr_stft")
        made.table(_by_corpus(gains), f"{ROWS[row]}: share of the distance that is gone")
    for metric, (title, unit) in METRICS.items():
        rows = _rows_by_kind(records.at("distance", metric=metric))
        caption = f"Distance from the target by kind of sound: {title}{', ' * bool(unit)}{unit}"
        made.table(rows, caption)
    made.table(
        _refusals(records),
        "How often acting or leaving the sound alone was right: references that were treated, "
        "and some that were not; predict: processor time for two sounds of 5 s.",
    )


def _rows(distances: Records) -> list[Row]:
    return [
        {"effect": effect}
        | {
            title: "" if found is None else number(found.value)
            for row, title in ROWS.items()
            if distances.at(row=row)
            for found in [distances.one(effect=effect, row=row)]
        }
        for effect in distances.values("effect")
    ]


def _rows_by_kind(distances: Records) -> list[Row]:
    """All rows of :func:`_rows`, for each effect under all sounds and under each kind of them."""
    of_kinds = {kind: _rows(distances.at(corpus=kind)) for kind in _kinds(distances)}
    return [
        {"effect": effect, "sounds": kind} | row
        for effect in distances.values("effect")
        for kind, rows in of_kinds.items()
        for row in rows
        if row["effect"] == effect
    ]


def _kinds(records: Records) -> list[str]:
    return [kind for kind in ("all", *CORPORA) if records.at(corpus=kind)]


def _by_corpus(gains: Records) -> list[Row]:
    kinds = _kinds(gains)
    return [
        {"effect": effect} | {k: cell(gains.one(effect=effect, corpus=k)) for k in kinds}
        for effect in gains.values("effect")
    ]


def _refusals(records: Records) -> list[Row]:
    found = []
    for effect in records.at("refusal_right").values("effect"):
        row: Row = {"effect": effect}
        for way in CAN_REFUSE:
            for kind in ("treated", "untreated"):
                right = records.one("refusal_right", effect=effect, row=way, reference=kind)
                row[f"{way}, {kind}"] = "" if right is None else f"{right.value:.0%}"
        speed = records.one("predict_s", effect=effect)
        row["predict"] = "" if speed is None else f"{1e3 * speed.value:.0f} ms"
        found.append(row)
    return found


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
