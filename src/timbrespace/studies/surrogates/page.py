"""The page of the study: every number in it is a record, every verdict follows from records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.reports.surrogate_page import DOMAIN
from timbrespace.studies.cost_page import add_costs, costs
from timbrespace.studies.records import Records, cell
from timbrespace.studies.surrogates import figures
from timbrespace.studies.surrogates.sizes import PROMISED
from timbrespace.studies.surrogates.words import METHOD, in_short

if TYPE_CHECKING:
    from timbrespace.studies.surrogates.casting import Role
    from timbrespace.studies.surrogates.study import Surrogates

Row = dict[str, object]

#: Rows of a transfer, as they are drawn; what else was measured is in results.json.
CARRYING = {
    "standing still": "standing still",
    "common sounds": "by sounds that both have heard",
    "from scratch": "from scratch",
    "smoothness": "told how smooth words are",
    "common sounds, corrected": "by common sounds, corrected",
    "all points": "all points",
}


def report(study: Surrogates, roles: Sequence[Role]) -> tuple[Report, list[Result], list[str]]:
    """The whole report, its numbers, and the sentences that a reader must know."""
    command, book = study.options.command, study.notebook
    titles = {role.cast.name: role.cast.title for role in roles}
    words = _titles_of_words(study, roles)
    records = Records([*book.results, *costs(book, command)])
    said = [*in_short(records, titles, words), *book.pages["voices"].notes]
    made = Report("Can a generator be played by timbre words?", _lead(study, titles))
    made.command(command).bullets(said)
    made.heading("Method").text(*METHOD)
    for role in roles:
        _voice(made, study, records, role, words)
    _together(made, records, titles, words)
    _carried(made, study, records, roles, titles)
    add_costs(made, records)
    made.made_with(study.options.seed)
    return made, list(records), said


def _lead(study: Surrogates, titles: dict[str, str]) -> str:
    size = " A small run, to see that all works: its numbers are rough."
    return f"{len(titles)} voices: {', '.join(titles.values())}.{size * study.options.small}"


def _titles_of_words(study: Surrogates, roles: Sequence[Role]) -> dict[str, str]:
    """Titles by name, of all words of all voices."""
    return {
        word["name"]: word["title"]
        for role in roles
        for word in study.notebook.kept(f"learn-{role.cast.name}").get("words", [])
    }


def _voice(
    made: Report, study: Surrogates, records: Records, role: Role, words: dict[str, str]
) -> None:
    name = role.cast.name
    kept = study.notebook.kept(f"learn-{name}")
    made.heading(role.cast.title).bullets(study.notebook.pages[f"learn-{name}"].notes)
    made.table([_word_row(records, name, word) for word in kept["words"]],
               "Reach, R2 on held-out latents and in a held-out region (best simpler method), and "
               "what comes of asking; error in the word's unit.")  # fmt: skip
    made.bullets(
        f"{word['title']} gets no slider. {word['problem']}"
        for word in kept["words"] if word["problem"]
    )  # fmt: skip
    made.table([_domain_row(records, name, word) for word in kept["words"]], DOMAIN)
    promised = {word: words[word] for word in PROMISED if word in words}
    if any(loop["word"] in promised for loop in kept["loops"]):
        made.figure(figures.wanted_measured(kept["loops"], promised), "Asked for, and heard.")
    if len(records.at("slider_travel", voice=name)):
        made.figure(
            figures.leakage(records, name, words),
            "Rows: the slider that moves from end to end. Columns: how far each word travels, as "
            "a share of its reach. Words that mean nearly the same move together, as they should.",
        )
    for shown in study.notebook.kept(f"hear-{name}").get("shown", []):
        made.sound(study.out / shown["sound"], f"{shown['word']}, from low to high")
    _dims(made, study, records, role, words)


def _word_row(records: Records, voice: str, word: dict[str, Any]) -> Row:
    of = records.at(voice=voice, word=word["name"])
    loop = of.one("closed_loop_spearman", method="gradient", asked="alone")
    quick = of.one("closed_loop_spearman", method="feed-forward", asked="alone")
    error = of.one("closed_loop_median_error", method="gradient", asked="alone")
    rising = records.one("monotonicity", voice=voice, slider=word["name"])
    r2 = list(of.at("r2"))
    return {
        "word": word["title"],
        "unit": word["unit"],
        "reach": f"{word['low']:.3g} to {word['high']:.3g}",
        **{f"R2, {r.where['points']}": _beside(r) for r in r2},
        "closed loop": cell(loop),
        "in one pass": "" if quick is None else f"{quick.value:.2f}",
        "median error": "" if error is None else f"{error.value:.3g}",
        "rising": "" if rising is None else f"{rising.value:.0%}",
    }


def _domain_row(records: Records, voice: str, word: dict[str, Any]) -> Row:
    """Where a word is defined, and what differs between latents and between repeats of one."""
    of = records.at(voice=voice, word=word["name"])
    defined = of.one("share_defined")
    spreads = [of.one(f"spread_between_{what}") for what in ("latents", "repeats")]
    between, within = ["" if r is None else f"{r.value:.3g}" for r in spreads]
    return {
        "word": word["title"],
        "unit": word["unit"],
        "defined": "" if defined is None else f"{defined.value:.1%}",
        "between latents": between,
        "between repeats": within,
    }


def _beside(result: Result) -> str:
    best = max(result.baselines.values(), default=float("nan"))
    return f"{result.value:.2f} ({best:.2f})"


def _dims(
    made: Report, study: Surrogates, records: Records, role: Role, words: dict[str, str]
) -> None:
    """The dims that carry most, and what they are called after."""
    names = study.notebook.kept(f"explain-{role.cast.name}").get("names", [])
    rows: list[Row] = []
    for each in names:
        of = records.at("importance", voice=role.cast.name, dim=each["dim"])
        strongest = max(of, key=lambda r: r.value, default=None)
        if each["called"] and strongest is not None:
            word = words.get(str(strongest.where["word"]), str(strongest.where["word"]))
            row: Row = {"dim": each["dim"], "called": each["called"], "moves most": word,
                        "R2 lost by permuting it": cell(strongest)}  # fmt: skip
            if study.sizes.floor:
                floor = strongest.baselines["a dim that does nothing"]
                row["a dim that does nothing"] = f"{floor:.3f}"
            rows.append(row)
    if rows:
        made.table(rows[:16], f"What dims do: {len(rows)} of {len(names)} move a word by more "
                   "than noise; the first 16 of them.")  # fmt: skip


def _together(
    made: Report, records: Records, titles: dict[str, str], words: dict[str, str]
) -> None:
    made.heading("All voices")
    made.figure(
        figures.closed_loop(records, titles, words),
        "Spearman between wanted and measured, one word at a time, with 95 % intervals over "
        "requests. Dotted: what is aimed at.",
    )


def _carried(
    made: Report, study: Surrogates, records: Records, roles: Sequence[Role],
    titles: dict[str, str],
) -> None:  # fmt: skip
    near = records.at(figures.TRANSFER, where="near")
    pairs = [(a.cast.name, b.cast.name) for a in roles for b in roles if a is not b]
    pairs = [(a, b) for a, b in pairs if len(near.at(**{"from": a, "to": b}))]
    if not pairs:
        return
    made.heading("Words carried to another voice")
    common = study.notebook.kept("carry-" + "-".join(pairs[0])).get("notes", [])
    made.bullets(common)
    made.figure(
        figures.carried(near, pairs, titles, CARRYING),
        "Closed-loop error near the player by how many latents of the new voice were decoded.",
    )
    for old, new in pairs:
        of = near.at(**{"from": old, "to": new})
        anchors = sorted({int(r.where["anchors"]) for r in of})
        rows: list[Row] = [
            {"method": method,
             **{str(k): cell(of.one(method=method, anchors=k)) for k in anchors}}
            for method in of.values("method")
        ]  # fmt: skip
        made.table(rows, f"{titles[old]} to {titles[new]}: error near the player, by decodes.")
        kept = study.notebook.kept(f"carry-{old}-{new}")
        own = [note for note in kept.get("notes", []) if note not in common]
        made.bullets([*kept.get("said", []), *own])
