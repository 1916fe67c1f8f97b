"""What the numbers of the matcher say: who is copied better than by doing nothing, and why not."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from timbrespace.reports.results import Result
from timbrespace.studies.effects.matching_items import CORPORA
from timbrespace.studies.effects.matching_rows import DELIVERED, delivered_from
from timbrespace.studies.effects.matching_speed import CLOCKS
from timbrespace.studies.effects.sizes import AIM
from timbrespace.studies.records import Records, few
from timbrespace.studies.verdicts import listed, stands

#: Rows that are told in short, as a sentence begins.
TOLD = {
    "delivered at once": "Delivered at once",
    "delivered": "Delivered refined",
    "search": "Search alone",
}

#: How the row is called that is delivered with ``--seconds``.
WAYS = {"refined": "refined", "search": "by search"}


def in_short(records: Records) -> list[str]:
    """Which effects are copied better than by doing nothing, by how much, and for how long."""
    said = []
    for row, title in TOLD.items():
        gains = list(records.at("gain_share", row=row, corpus="all", metric="mr_stft"))
        if not gains:
            continue
        clear = [_effect(each) for each in gains if is_clear(each)]
        rest = [_effect(each) for each in gains if not is_clear(each)]
        mean = statistics.fmean(each.value for each in gains)
        sentence = (
            f"{title}: {mean:.0%} of the dry sound's distance is gone in the mean of "
            f"{len(gains)} effects (aim {AIM:.0%}). Nearer than doing nothing, the interval clear "
            f"of zero: {listed(clear) or 'none'}."
        )
        said.append(sentence + (f" Not shown to be: {listed(rest)}." if rest else ""))
    return said + _took(records)


def shortfalls(records: Records) -> list[str]:
    """Of each effect that is below the aim: how far, and what it is lost in."""
    gains = records.at("gain_share", corpus="all", metric="mr_stft")
    return [
        _why(records, gains, effect)
        for effect in gains.values("effect")
        if any(
            _is_below(gain)
            for row in DELIVERED
            if (gain := gains.one(effect=effect, row=row)) is not None
        )
    ]


def is_clear(gain: Result) -> bool:
    """Whether a gain's interval lies above zero, and is one of enough groups to say so."""
    return gain.low is not None and not few(gain) and stands(gain, 0.0) == "above"


def share(gain: Result | None) -> str:
    """A gain in whole per cent, with its interval where that says something.

    Example:
        >>> share(Result("gain_share", {}, 0.094, 0.02, 0.16)), share(None)
        ('9% [2%, 16%]', '')
    """
    if gain is None:
        return ""
    if gain.low is None or gain.high is None or few(gain):
        return f"{gain.value:.0%}"
    return f"{gain.value:.0%} [{gain.low:.0%}, {gain.high:.0%}]"


def _is_below(gain: Result) -> bool:
    return gain.value < AIM or not is_clear(gain)


def _why(records: Records, gains: Records, effect: str) -> str:
    of = gains.at(effect=effect)
    best = delivered_from(of.values("row"))["delivered"]
    parts = [_how_far(of, effect, best), _to_be_had(of), _refusals(records, effect, best)]
    parts += [_lost(records, of, effect, best), _settings(records, effect, best)]
    weakest = _weakest(records.at("gain_share", effect=effect, metric="mr_stft", row="delivered"))
    return " ".join(filter(None, [*parts, weakest]))


def _how_far(of: Records, effect: str, best: str) -> str:
    ways = {"delivered at once": "at once", "delivered": WAYS[best]}
    said = [
        f"{way}, {share(gain)} of the distance is gone ({_standing(gain)})"
        for row, way in ways.items()
        if (gain := of.one(row=row)) is not None
    ]
    return f"{effect}: {'; '.join(said)}."


def _standing(gain: Result) -> str:
    if gain.low is None or few(gain):
        return "of too few groups to be told from zero"
    return "clear of zero" if is_clear(gain) else "not clear of zero"


def _to_be_had(of: Records) -> str:
    told = of.one(row="told")
    if told is None:
        return ""
    so = "not even that is the aim" if told.value < AIM else "so the aim is to be had"
    return f"A search that is told the target takes {told.value:.0%} away: {so}."


def _refusals(records: Records, effect: str, best: str) -> str:
    at = records.at(effect=effect, row=best, reference="treated")
    left, changed = at.one("refused_wrongly"), at.one("acted_wrongly")
    if left is None or changed is None:
        return ""
    return (
        f"{left.value:.0%} of the sounds were left alone though acting would have come nearer, "
        f"{changed.value:.0%} changed though doing nothing would have been nearer."
    )


def _lost(records: Records, of: Records, effect: str, best: str) -> str:
    """Which of two costs more: settings that are not found, or refusals that are wrong."""
    rightly = records.one(
        "gain_share_refused_rightly", effect=effect, row=best, reference="treated"
    )
    told, delivered = of.one(row="told"), of.one(row="delivered")
    if rightly is None or told is None or delivered is None:
        return ""
    settings, refusals = told.value - rightly.value, rightly.value - delivered.value
    if max(settings, refusals) <= 0:
        return ""
    more = "settings that are not found" if settings >= refusals else "wrong refusals"
    return (
        f"With every refusal right {rightly.value:.0%} would be gone: more is lost in {more} "
        f"({max(settings, refusals):.0%} against {min(settings, refusals):.0%})."
    )


def _settings(records: Records, effect: str, best: str) -> str:
    at = records.at("distance", effect=effect, corpus="all", metric="parameters")
    ours, random = at.one(row=best), at.one(row="random")
    if ours is None or random is None:
        return ""
    return (
        f"Its settings are wrong by {ours.value:.2f} of their travel, "
        f"random ones by {random.value:.2f}."
    )


def _weakest(gains: Records) -> str:
    of = {kind: gain for kind in CORPORA if (gain := gains.one(corpus=kind)) is not None}
    if len(of) < 2:
        return ""
    kind = min(of, key=lambda each: of[each].value)
    return f"It is weakest on {kind}: {share(of[kind])}."


def _took(records: Records) -> list[str]:
    """How many settings each answer tries, and how many seconds of ``--seconds`` that is."""
    said = []
    for row, begins in (("at once", "Delivered at once is"), ("refined", "Delivered refined is")):
        renders = [each.value for each in records.at("n_renders", row=row)]
        if not renders:
            continue
        took = {
            by: [each.value for each in records.at("match_s", row=row, by=by)] for by in CLOCKS
        }
        about = "with --seconds of about" if row == "refined" else "without --seconds, in"
        said.append(
            f"{begins} what timbrespace match gives {about} {_seconds(took['clock'])} "
            f"{CLOCKS['clock']} of this run ({_seconds(took['processor'])} "
            f"{CLOCKS['processor']}): {_span(renders, '{:.0f}')} settings tried on each sound."
        )
    return said


def _seconds(values: Sequence[float]) -> str:
    return f"{_span(values, '{:.1f}')} s"


def _span(values: Sequence[float], form: str) -> str:
    """The least and the most of several effects, once where they are alike."""
    ends = [form.format(each) for each in (min(values), max(values))]
    return " to ".join(dict.fromkeys(ends))


def _effect(result: Result) -> str:
    return str(result.where["effect"])
