"""What a measurement of spaces says: its tables, its sentences, its place in a report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.atlas.files import write_bytes
from timbrespace.explore.layout import TITLES as MAPS
from timbrespace.explore.layout import MethodName, compute
from timbrespace.factors.probing.features import components
from timbrespace.reports.style import as_svg
from timbrespace.studies.effects import space_features, space_figures
from timbrespace.studies.effects.space import Measured, effect_map, settings_way
from timbrespace.studies.effects.space_items import Clip
from timbrespace.studies.effects.space_probes import PROBES, TITLES, Probe
from timbrespace.studies.records import Records, cell
from timbrespace.studies.verdicts import difference

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from timbrespace.reports.html import Report
    from timbrespace.spaces.base import DecodingSpace, Latents
    from timbrespace.train.effects.config import EffectsConfig

Row = dict[str, str]

#: The probe by which settings are shown; the others are in ``results.json``.
SHOWN: Probe = "forest"
DISTANCES = {"euclid": "Euclidean", "cosine": "cosine", "scaled": "scaled dims"}
#: Effects whose settings are drawn, unless others are asked for.
DRAWN = ("overdrive", "ringmod", "delay")
#: How maps are laid out.
LAYOUT: MethodName = "umap"
#: Dims that a map is laid out from, where what it maps has more.
_LAID_OUT = 64

METHOD = (
    "Clean sounds that no space has learned from are put through every effect; settings are even "
    "(scrambled Sobol), none is drawn again because of how it sounds, and the peak is set to "
    "-12 dBFS before and after. Whole groups of sounds are held out in five folds, and intervals "
    "draw whole groups with replacement.",
    "Principal components are fitted on the training part of each fold alone. Settings that the "
    "output cannot tell are in results.json and in no mean.",
)


def naming_rows(records: Records) -> list[Row]:
    """Accuracy of the effect: one row for all features of one name, a column for each probe."""
    found = records.at("effect_accuracy")
    return [
        {"features": name}
        | {TITLES[p]: cell(found.one(features=name, probe=p)) for p in PROBES}
        for name in found.values("features")
    ]  # fmt: skip


def reading_rows(records: Records, probe: Probe = SHOWN) -> list[Row]:
    """Share of variance of the settings that is read: one row an effect, then all of them."""
    found = records.at("settings_r2", probe=probe)
    return [
        {"effect": effect}
        | {
            name: cell(found.one(features=name, effect=effect))
            for name in found.values("features")
        }
        for effect in found.values("effect")
    ]


def nearness_rows(records: Records) -> list[Row]:
    """How often the same setting is nearer: one row for all features of one name."""
    found = records.at("same_style_nearer", effect="all")
    return [
        {"features": name}
        | {title: cell(found.one(features=name, distance=d)) for d, title in DISTANCES.items()}
        for name in found.values("features")
    ]  # fmt: skip


def in_short(records: Records) -> list[str]:
    """Which learned space beats which baseline at telling the effect, by how many probes."""
    margins = records.at("effect_accuracy_margin")
    said = []
    for name in margins.values("features"):
        for other in margins.at(features=name).values("against"):
            of = [difference(r) for r in margins.at(features=name, against=other)]
            better, worse = of.count("above"), of.count("below")
            said.append(
                f"Telling the effect, {name} is above {other} with {better} of {len(of)} probes, "
                f"below with {worse}, not told apart with {len(of) - better - worse}."
            )
    return said


def add(report: Report, records: Records, figures: Mapping[str, Figure]) -> None:
    """The section of a report: method, verdicts, tables, figures.

    Args:
        report: To add to.
        records: The results of :func:`space.measure`.
        figures: From :func:`figures_of`, by caption.
    """
    report.heading("The space of effects").text(*METHOD).bullets(in_short(records))
    report.table(naming_rows(records), "Telling the effect: accuracy")
    caption = f"Reading the settings ({TITLES[SHOWN]}): share of variance; a constant reaches 0"
    report.table(reading_rows(records), caption)
    report.table(nearness_rows(records), "The same setting is nearer than another: chance is 0.5")
    for title, figure in figures.items():
        report.figure(figure, title)


def tables(records: Records) -> list[str]:
    """The tables as lines of Markdown."""
    parts = (naming_rows(records), reading_rows(records), nearness_rows(records))
    return [line for rows in parts for line in ["", *_markdown(rows)]]


def figures_of(
    measured: Measured,
    spaces: Mapping[str, DecodingSpace],
    clip: Clip,
    *,
    drawn: Collection[str] = DRAWN,
    n_each: int = 200,
    seed: int = 0,
) -> dict[str, Figure]:
    """All figures, by caption.

    Args:
        measured: From :func:`space.measure`.
        spaces: By name; in each of them the clip is drawn.
        clip: The one that is put through every setting.
        drawn: Ids of the effects whose settings are drawn.
        n_each: Settings of each effect that a map of it is made from.
        seed: Of layouts.
    """
    items = measured.items
    rows = {name: measured.found[name] for name in (*spaces, space_features.SPECTRUM)}
    layouts = {name: _laid_out(rows[name], seed) for name in rows}
    records = Records(measured.results)
    made = {
        "Accuracy of the effect, with intervals over groups of sounds":
            space_figures.accuracy(records, {str(p): TITLES[p] for p in PROBES}),
        f"Sounds of {len(set(items.groups))} groups by effect ({MAPS[LAYOUT]})":
            space_figures.by_effect(layouts, items.y, items.names),
    }  # fmt: skip
    for name, space in spaces.items():
        made |= _of_one_clip(name, space, clip, items.config, drawn, n_each, seed)
    return made


def write_figures(
    folder: Path,
    measured: Measured,
    spaces: Mapping[str, DecodingSpace],
    clips: Sequence[Clip],
    *,
    seed: int = 0,
) -> list[Path]:
    """Figures as SVG files, of the first clip of those given."""
    written = []
    for number, figure in enumerate(figures_of(measured, spaces, clips[0], seed=seed).values()):
        path = folder / f"space-{number + 1}.svg"
        write_bytes(path, as_svg(figure))
        written.append(path)
    return written


def _of_one_clip(
    name: str,
    space: DecodingSpace,
    clip: Clip,
    config: EffectsConfig,
    drawn: Collection[str],
    n_each: int,
    seed: int,
) -> dict[str, Figure]:
    """One clip under all effects; the settings of some; and a way between two settings."""
    items, latents = effect_map(space, clip, config, n_each, seed)
    title = f"One clip in {name}"
    layout = {name: _laid_out(latents, seed)}
    made = {
        f"{title}, by effect ({MAPS[LAYOUT]})": space_figures.by_effect(
            layout, items.y, items.names
        )
    }
    for number, effect in enumerate(items.effects):
        told = [i for i, parameter in enumerate(effect.parameters) if parameter.identifiable]
        if effect.id not in drawn or not told:
            continue
        own, theta = latents[items.y == number], items.theta(number)[:, told]
        on_the_way = settings_way(space, clip, config, number)
        points = _laid_out(np.concatenate([own, on_the_way]), seed)
        names = [effect.parameters[i].title for i in told]
        made[f"{title}: settings of {effect.title} in domain colouring"] = (
            space_figures.setting_pairs(points[: len(own)], theta, names, effect.title)
        )
        made[f"{title}: {effect.title}, all settings from low to high"] = space_figures.way(
            points[: len(own)], points[len(own) :], effect.title, ("low", "high")
        )
    return made


def _laid_out(latents: Latents, seed: int) -> space_figures.Points:
    rows = latents
    if latents.shape[1] > _LAID_OUT:
        rows = components(latents, _LAID_OUT, seed=seed)[0].astype(np.float32)
    return compute(rows, LAYOUT, seed=seed).points


def _markdown(rows: Iterable[Row]) -> list[str]:
    listed = list(rows)
    if not listed:
        return []
    names = list(listed[0])
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return lines + [f"| {' | '.join(str(row.get(n, '')) for n in names)} |" for row in listed]
