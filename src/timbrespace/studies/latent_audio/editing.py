"""Factors pulled apart, edited, made to sound: the later part of the study's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.reports.disentangling import SCORES, TITLES
from timbrespace.reports.html import Report
from timbrespace.studies.latent_audio import figures
from timbrespace.studies.latent_audio.parts import FACTORS, Part
from timbrespace.studies.records import Records, cell, few, p_cell
from timbrespace.studies.verdicts import difference

if TYPE_CHECKING:
    from timbrespace.studies.notebook import Notebook

Row = dict[str, object]

#: Measures of edits by column: what a listener, or the rest of the network, would notice.
CLAIMS = {
    "moved_logits": "to donor's class",
    "kept_logits": "other kept",
    "both_logits": "both",
    "p_gain_logits": "p gained",
    "p_kept_logits": "p of kept",
}
FIT = {
    "nearer_donor": "nearer donor by",
    "to_receptor": "moved by",
    "manifold_ratio": "off the real",
    "clipped": "cut off",
}
#: In which the flow is compared with each other method.
COMPARED = {
    "both_logits": "both", "p_gain_logits": "p gained", "p_kept_logits": "p of kept",
    "nearer_donor": "nearer donor",
}  # fmt: skip
SAID = {"above": "better", "below": "worse", "not told apart from": ""}


def add_flow(made: Report, notebook: Notebook, part: Part, records: Records) -> None:
    """What is in which part of the flow, and published scores, beside linear codes."""
    made.heading(f"{part.title.capitalize()}: material and action pulled apart")
    shares = records.one("explained_variance")
    sizes = {n: records.one(n) for n in ("patches", "dims", "leading_dims")}
    if shares is not None:
        made.table(
            [{**{n.replace("_", " "): int(r.value) for n, r in sizes.items() if r},
              "share of variance in the leading dims": cell(shares)}],
            f"The projection, {shares.where['space']}.",
        ).command(shares.command)  # fmt: skip
    _notes(made, notebook, f"{part.name}-flow")
    read = Records(r for r in records if "source" in r.where and "method" in r.where)
    if not len(read):
        return
    made.figure(
        figures.leakage(read, FACTORS),
        "What kNN reads on held-out recordings from each part of each code, with 95 % "
        "intervals. Crosses: labels permuted among groups of one source class (what the labels "
        "themselves share); dotted: labels permuted over all groups.",
    )
    made.table(_read_rows(read), "Balanced accuracy [95 % interval]; p of the flow's reading "
               "under the stricter of its two permutations.")  # fmt: skip
    made.table(_score_rows(records), "Published scores, 0 to 1, higher is better; means over "
               "outer folds.")  # fmt: skip
    for command in dict.fromkeys(r.command for r in read):
        made.command(command)


def _read_rows(records: Records) -> list[Row]:
    rows = []
    for source in records.values("source"):
        for target in records.values("target"):
            of = records.at(source=source, target=target)
            first = of.one(method="flow")
            row: Row = {"from": source, "read": target}
            row |= {title: cell(of.one(method=method)) for method, title in TITLES.items()}
            beside = {} if first is None else dict(first.baselines)
            row["chance"] = _plain(beside.get("permuted"))
            row["labels alone"] = _plain(beside.get("permuted within the source's classes"))
            row["p"] = p_cell(first)
            rows.append(row)
    return rows


def _score_rows(records: Records) -> list[Row]:
    return [
        {"score": title, **{t: cell(records.one(name, method=m)) for m, t in TITLES.items()}}
        for name, title in SCORES.items()
        if records.one(name, method="flow") is not None
    ]


def add_edits(made: Report, notebook: Notebook, part: Part, records: Records) -> None:
    """Both claims of an edit, for the flow and for everything that is simpler."""
    made.heading(f"{part.title.capitalize()}: one factor edited, the other kept")
    _notes(made, notebook, f"{part.name}-edits")
    found = Records(r for r in records if r.name.startswith("edit_"))
    if not len(found):
        return
    made.text(
        "Each edit gives a held-out sound the donor's factor at the layer; the rest of the "
        "network then runs on. Two claims are read by probes of its class scores, trained on "
        "other groups: the edited factor is now named as the donor's, and the other one still "
        "as it was. Copying all of the donor's dims is the ceiling of the first claim and the "
        "floor of the second; 'nothing', the sound as it is, is the reverse. Even of the donors "
        f"as they are, the probe names the right class in only {_donors(found)}."
    )
    made.figure(
        figures.claims(found, FACTORS),
        "The two claims, with 95 % intervals over groups; the upper right corner has both.",
    )
    titles = {"copy all dims": _copied(records)}
    for factor in found.values("factor"):
        of = found.at(factor=factor)
        made.table(
            _method_rows(of, CLAIMS, titles),
            f"{factor} edited: share of edits named as the donor's class, with the other factor "
            "kept, with both; probability won by the donor's class, and left to the kept one.",
        )
        made.table(
            _fit_rows(of, titles),
            f"{factor} edited: how much nearer the donor's logits came, and how far they moved "
            "(Euclidean); distance of the latent to real ones over the receptor's; share of "
            "activations cut off. p of coming nearer: Wilcoxon over groups, Bonferroni.",
        )
        made.table(
            _margin_rows(of.at("edit_margin"), titles),
            f"{factor} edited: the flow minus each other method, pair by pair. Where a difference "
            "is shown it says whether the flow is better or worse, with p: Wilcoxon over groups, "
            "Bonferroni over all differences of both factors.",
        )
    for command in dict.fromkeys(r.command for r in found):
        made.command(command)


def _donors(found: Records) -> str:
    """How many donors are named rightly, which no edit can be asked to surpass."""
    return " and ".join(
        f"{cell(r)} of the cases ({r.where['factor']})"
        for r in found.at("edit_donor_known", method="flow")
    )


def _copied(records: Records) -> str:
    dims = records.one("leading_dims")
    return "copy all dims" if dims is None else f"copy all {dims.value:.0f} dims"


def _method_rows(records: Records, columns: dict[str, str], titles: dict[str, str]) -> list[Row]:
    return [
        {"method": titles.get(method, method),
         **{title: cell(records.one(f"edit_{name}", method=method))
            for name, title in columns.items()}}
        for method in records.values("method")
    ]  # fmt: skip


def _fit_rows(records: Records, titles: dict[str, str]) -> list[Row]:
    rows = _method_rows(records, FIT, titles)
    for row, method in zip(rows, records.values("method"), strict=True):
        row["p"] = p_cell(records.one("edit_nearer_donor", method=method))
        row["rank-biserial"] = cell(records.one("edit_nearer_donor_rank_biserial", method=method))
        row["d"] = cell(records.one("edit_nearer_donor_d", method=method))
    return rows


def _margin_rows(records: Records, titles: dict[str, str]) -> list[Row]:
    rows = []
    for over in records.values("over"):
        row: Row = {"over": titles.get(over, over)}
        for measure, title in COMPARED.items():
            found = records.one(over=over, measure=measure)
            said = "" if found is None else SAID[difference(found)]
            row[title] = cell(found) + (f" {said}, p {p_cell(found)}" if said else "")
        rows.append(row)
    return rows


def add_sounds(made: Report, notebook: Notebook, part: Part, records: Records) -> None:
    """A few edits to listen to, each with its numbers."""
    ways = records.at("heard_travelled")
    shown = notebook.kept(f"{part.name}-sounds").get("shown", [])
    if not (len(ways) or shown):
        return
    made.heading(f"{part.title.capitalize()}: edits to listen to")
    if len(ways):
        made.table(
            _way_rows(records),
            f"{_how_many(ways)} made to sound, encoded again and measured; 'travelled' is the "
            "share of the way to the edited latent.",
        )
    if shown:
        made.text(
            "The first edits of the table above, chosen by the seed and by nobody. The flow "
            "that made these was trained on all groups, so they are examples; the figures "
            "above come from groups that it had not seen."
        )
    folder = notebook.folder / "sounds"
    for each in shown:
        of = records.at(factor=each["factor"], number=each["number"])
        said = f"{each['factor']} edited: {each['labels']['source']} takes it from "
        made.text(f"{said}{each['labels']['donor']}. Top class of the network before: "
                  f"{each['top']['before']}; after: {each['top']['after']}.")  # fmt: skip
        for name, what in each["sounds"].items():
            label = each["labels"].get(what)
            made.sound(folder / name, f"{what} ({label})" if label else what)
        made.table(_heard_rows(of))


def _how_many(ways: Records) -> str:
    first = next(iter(ways))
    said = f"{first.n_items} edits of held-out sounds from {first.n_groups} groups"
    return said + (" (too few for intervals)" if few(first) else "")


def _way_rows(records: Records) -> list[Row]:
    names = [n for n in dict.fromkeys(r.name for r in records) if n.startswith("heard_")]
    return [
        {"way": way, **{n.removeprefix("heard_").replace("_", " "): cell(records.one(n, way=way))
                        for n in names}}
        for way in records.values("way")
    ]  # fmt: skip


def _heard_rows(records: Records) -> list[Row]:
    rows: list[Row] = [
        {"measure": f"probability of '{r.where['class']}', {r.where['at']}",
         "before": _plain(r.baselines["before"]), "after": cell(r)}
        for r in records.at("p_wanted")
    ]  # fmt: skip
    for name, title in (
        ("travelled", "share of the way that the sound covers"),
        ("manifold_ratio", "distance to real sounds, ratio"),
    ):
        found = records.one(name)
        if found is not None:
            rows.append({"measure": title, "before": "", "after": cell(found)})
    return rows


def _notes(made: Report, notebook: Notebook, name: str) -> None:
    if name in notebook.pages:
        made.bullets(notebook.pages[name].notes)


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
