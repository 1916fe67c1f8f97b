"""The matcher's part of the report: what is given, why not more, and every row and measure."""

from __future__ import annotations

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.effects import matching_figures
from timbrespace.studies.effects.matching_items import CORPORA
from timbrespace.studies.effects.matching_rows import (
    CAN_REFUSE,
    DELIVERED,
    METRICS,
    ROWS,
    delivered_from,
)
from timbrespace.studies.effects.matching_verdicts import share, shortfalls
from timbrespace.studies.records import Records, cell, number

Row = dict[str, str]

MATCHED = (
    "The reference is another stretch of the input's own source under true settings; the target, "
    "which no row is told, is the input under them. Both begin in silence, so that no target "
    "holds a tail that no setting could give. Peaks are set to -12 dBFS before and after.",
    "Gains are paired differences from doing nothing, as a share of its distance; intervals draw "
    "whole voices, tracks and kits with replacement. Some references were never treated: with "
    "these, doing nothing is right.",
)


def add(made: Report, records: Records) -> None:
    """The section of a report: what a person is given first, then every row and measure."""
    made.heading("The matcher").text(*MATCHED)
    made.table(delivered_rows(records), "What is given: share of the distance that is gone")
    said = shortfalls(records)
    if said:
        made.heading("Where the matcher falls short, and why").bullets(said)
    made.heading("The matcher, row by row")
    at = records.at(corpus="all", metric="mr_stft")
    made.table(rows(at.at("distance")), "Distance from the target: multi-resolution STFT")
    made.figure(
        matching_figures.gains(list(records)),
        "What each way takes away of the distance that doing nothing leaves; the line is the aim.",
    )
    for row in (*DELIVERED, *CAN_REFUSE):
        gains = records.at("gain_share", row=row, metric="mr_stft")
        if gains:
            made.table(_by_corpus(gains), f"{ROWS[row]}: share of the distance that is gone")
    for metric, (title, unit) in METRICS.items():
        caption = f"Distance from the target by kind of sound: {title}{', ' * bool(unit)}{unit}"
        made.table(rows_by_kind(records.at("distance", metric=metric)), caption)
    made.table(
        refusal_rows(records),
        "How often acting or leaving the sound alone was right: references that were treated, "
        "and some that were not; predict: processor time for two sounds of 5 s.",
    )


def delivered_rows(records: Records) -> list[Row]:
    """One row an effect: what ``match`` gives without ``--seconds`` and with it.

    *Left alone* is how many of the sounds were, with a reference that was treated and with one
    that was not; *seconds* is the median on the clock of the run.
    """
    gains = records.at("gain_share", corpus="all", metric="mr_stft")
    return [
        {"effect": effect}
        | {
            key: value
            for row in DELIVERED
            for key, value in _delivered(records, gains.at(effect=effect), effect, row).items()
        }
        for effect in gains.values("effect")
    ]


def rows(distances: Records) -> list[Row]:
    """Distances of one kind of sound: one row an effect, a column for each way."""
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


def rows_by_kind(distances: Records) -> list[Row]:
    """All of :func:`rows`, for each effect under all sounds and under each kind of them."""
    of_kinds = {kind: rows(distances.at(corpus=kind)) for kind in _kinds(distances)}
    return [
        {"effect": effect, "sounds": kind} | row
        for effect in distances.values("effect")
        for kind, found in of_kinds.items()
        for row in found
        if row["effect"] == effect
    ]


def refusal_rows(records: Records) -> list[Row]:
    """How often acting or refusing was right: one row an effect."""
    found = []
    for effect in records.at("refusal_right").values("effect"):
        row: Row = {"effect": effect}
        for way in CAN_REFUSE:
            for kind in ("treated", "untreated"):
                right = records.one("refusal_right", effect=effect, row=way, reference=kind)
                row[f"{way}, {kind}"] = _percent(right)
        speed = records.one("predict_s", effect=effect)
        row["predict"] = "" if speed is None else f"{1e3 * speed.value:.0f} ms"
        found.append(row)
    return found


def _delivered(records: Records, gains: Records, effect: str, row: str) -> Row:
    best = delivered_from(gains.values("row")).get(row)
    at = records.at(effect=effect, row=best) if best else Records([])
    left = [_percent(at.one("refused", reference=kind)) for kind in ("treated", "untreated")]
    tried, took = at.one("n_renders"), at.one("match_s", by="clock")
    return {
        row: share(gains.one(row=row)),
        f"{row}: left alone, treated, untreated": ", ".join(filter(None, left)),
        f"{row}: settings tried": "" if tried is None else f"{tried.value:.0f}",
        f"{row}: seconds": "" if took is None else f"{took.value:.1f}",
    }


def _kinds(records: Records) -> list[str]:
    return [kind for kind in ("all", *CORPORA) if records.at(corpus=kind)]


def _by_corpus(gains: Records) -> list[Row]:
    kinds = _kinds(gains)
    return [
        {"effect": effect} | {k: cell(gains.one(effect=effect, corpus=k)) for k in kinds}
        for effect in gains.values("effect")
    ]


def _percent(result: Result | None) -> str:
    return "" if result is None else f"{result.value:.0%}"
