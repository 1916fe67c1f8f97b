"""Commands that change one factor of a sound: edit, edits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timbrespace.cli.options import AtlasPath, Seed, Weights
from timbrespace.cli.progress import showing
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from timbrespace.api.editing import Edit

#: Lets ``edit`` take --material-from, --action-from ... whatever the factors are called.
ANY_FACTOR = {"allow_extra_args": True, "ignore_unknown_options": True}

Layer = Annotated[int, typer.Option(min=0, max=13, help="Where in YAMNet to edit.")]

#: Columns of the table of an evaluation.
SHOWN = {
    "moved_logits": "to donor's class",
    "kept_logits": "others kept",
    "both_logits": "both",
    "nearer_donor": "logits nearer",
    "manifold_ratio": "off the real",
    "clipped": "clipped",
    "length": "length",
}


def edit(
    ctx: typer.Context,
    atlas: AtlasPath,
    item: Annotated[str, typer.Option("--item", help="The sound: id, path or part of a path.")],
    given: Annotated[
        list[str] | None,
        typer.Option("--set", help="FACTOR=ID or FACTOR=class:NAME; or --FACTOR-from ID."),
    ] = None,
    layer: Layer = 9,
    model: Annotated[
        str | None, typer.Option(help="The flow (default: the one of the layer).")
    ] = None,
    strength: Annotated[float, typer.Option(help="0: no edit, 1: a swap.")] = 1.0,
    hear: Annotated[
        bool, typer.Option("--hear/--no-hear", help="Look for a sound of the edit, too.")
    ] = True,
    weights: Weights = None,
    seed: Seed = 0,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for source, donor and edited sound.")
    ] = None,
) -> None:
    """Give a sound one factor of another: --material-from ID keeps all but the material.

    Instead of a sound, a class can be named: --material-from class:wood moves it to the mean of
    all sounds of wood.
    """
    import timbrespace
    from timbrespace.api.editing import edit as run
    from timbrespace.api.editing import find_donor, find_item

    opened = timbrespace.open(atlas)
    donors = parse_donors(given or [], ctx.args)
    with showing("edit", "Editing") as job:
        made = run(
            opened, find_item(opened, item),
            {name: find_donor(opened, text) for name, text in donors.items()},
            layer=layer, model=model, strength=strength, hear=hear, weights=weights, seed=seed,
            job=job,
        )  # fmt: skip
    paths = opened.items.set_index("id")["path"]
    _print_edit(made, {str(i): str(path) for i, path in paths.items()})
    if out is not None:
        from timbrespace.api.editing import write_edit

        for path in write_edit(made, out):
            print(path)


def edits(
    atlas: AtlasPath,
    factors: Annotated[str, typer.Option(help="Labels, with commas.")] = "material,action",
    layer: Layer = 9,
    pairs: Annotated[int, typer.Option(min=1, help="Held-out pairs for each factor.")] = 60,
    hear: Annotated[int, typer.Option(min=0, help="Pairs that are made to sound.")] = 0,
    shared: Annotated[
        bool, typer.Option(help="Donors that share the other factors, as in the original.")
    ] = False,
    group: Annotated[str, typer.Option(help="The column that never straddles the split.")] = (
        "group"
    ),
    min_groups: Annotated[int, typer.Option(min=2, help="Leave out classes in fewer.")] = 5,
    steps: Annotated[int, typer.Option(min=1, help="At most so many steps of training.")] = 800,
    weights: Weights = None,
    seed: Seed = 0,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the tables.")] = None,
) -> None:
    """Measure edits of held-out sounds: by the flow, and by what it has to beat."""
    import timbrespace
    from timbrespace.api.edit_evaluation import evaluate_edits
    from timbrespace.factors.flow.training import Schedule

    opened = timbrespace.open(atlas)
    names = [part.strip() for part in factors.split(",") if part.strip()]
    with showing("edits", "Measuring edits") as job:
        found = evaluate_edits(
            opened, names, layer=layer, group=group, n_pairs=pairs, n_hear=hear,
            min_groups=min_groups, shared=shared, schedule=Schedule(n_steps=steps),
            weights=weights, seed=seed, job=job,
        )  # fmt: skip
    for note in found.notes:
        print(note)
    _show(evaluation_table(found.summary))
    for line in verdicts(found.comparison):
        print(line)
    if len(found.heard):
        _show(heard_table(found.heard))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name in ("pairs", "summary", "comparison", "heard"):
            getattr(found, name).to_csv(out / f"{name}.csv", index=False)
        print(out)


def parse_donors(given: list[str], extra: list[str]) -> dict[str, str]:
    """Factor -> donor from ``--set FACTOR=ID`` and ``--FACTOR-from ID``.

    Raises:
        TimbrespaceError: Something else was written.

    Example:
        >>> parse_donors(["action=b2"], ["--material-from", "a1"])
        {'action': 'b2', 'material': 'a1'}
    """
    donors: dict[str, str] = {}
    for text in given:
        name, equals, donor = text.partition("=")
        if not (name and equals and donor):
            raise TimbrespaceError(f"--set {text} names no donor.", "Write --set material=ID.")
        donors[name] = donor
    left = [part for text in extra for part in text.split("=", 1)]
    for option, donor in zip(left[::2], [*left[1::2], ""], strict=False):
        name = option.removeprefix("--").removesuffix("-from")
        if not option.endswith("-from") or not option.startswith("--") or not donor:
            raise TimbrespaceError(
                f"'{' '.join(extra)}' was not understood.", "Write --material-from ID."
            )
        donors[name] = donor
    if not donors:
        raise TimbrespaceError("No donor was named.", "Write --material-from ID.")
    return donors


def evaluation_table(summary: pd.DataFrame) -> Table:
    """One row for each factor and method: the claims with intervals, and what they cost."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("factor", "method", *SHOWN.values()):
        table.add_column(title, justify="left" if title in ("factor", "method") else "right")
    for (factor, method), part in summary.groupby(["factor", "method"], sort=False):
        rows = {row["measure"]: row for row in part.to_dict("records")}
        cells = ["{mean:.2f} ({low:.2f} to {high:.2f})".format_map(rows[name]) for name in SHOWN]
        table.add_row(str(factor), str(method), *cells)
    return table


def heard_table(heard: pd.DataFrame) -> Table:
    """One row for each way of sounding: means over pairs."""
    from rich.table import Table

    names = ("travelled", "p_gain", "moved", "kept", "source_db", "donor_db", "seconds")
    table = Table("way", *names, box=None, padding=(0, 2, 0, 0))
    for way, part in heard.groupby("way", sort=False):
        table.add_row(str(way), *(f"{part[name].mean():.2f}" for name in names))
    return table


def verdicts(comparison: pd.DataFrame) -> list[str]:
    """Where the flow was shown to be better or worse than a baseline, in sentences."""
    lines = []
    for row in comparison.to_dict("records"):
        if row["verdict"] == "no difference shown":
            continue
        lines.append(
            f"{row['factor']}: flow {row['verdict']} than {row['baseline']} in {row['measure']} "
            f"by {row['mean']:.2f} ({row['low']:.2f} to {row['high']:.2f}), "
            f"p {row['p']:.2g} (corrected), rank-biserial {row['rank_biserial']:.2f}"
        )
    shown = len(lines)
    return [*lines, f"{len(comparison) - shown} of {len(comparison)} differences were not shown."]


def _print_edit(made: Edit, paths: dict[str, str]) -> None:
    print(f"{paths[made.item_id]} in {made.space}, strength {made.strength:g}")
    for name, donor in made.donors.items():
        print(f"  {name} from {paths.get(donor, donor)}")
    for title, top in (("before", made.top_before), ("after", made.top_after)):
        print(f"{title}: " + ", ".join(f"{n} {score:.2f}" for n, score in top))
    print("moved: " + ", ".join(f"{n} {change:+.1f}" for n, change in made.moved[:5]))
    for reading in made.readings:
        aim = f"-> {reading.donor}" if reading.edited else f"keep {reading.receptor}"
        print(
            f"probe of {reading.factor} at the {reading.where} ({aim}): {reading.before} "
            f"{reading.p_before:.2f} before, {reading.after} {reading.p_after:.2f} after"
        )
    for name, distance in made.distances.items():
        print(f"logits' distance, {name}: {distance:.1f}")
    cut = made.clipped
    print(
        f"clipped: {cut.n_negative} negative and {cut.n_over} too high of {cut.n_values} "
        f"({cut.lost:.2f} of the edit's length); {made.manifold_ratio:.2f} times as far from "
        "real sounds as the receptor"
    )
    print("nearest real: " + ", ".join(f"{paths[i]} {d:.1f}" for i, d in made.nearest[:3]))
    if made.heard is not None:
        print(
            f"heard: {100 * made.heard.travelled:.0f} % of the way in "
            f"{made.heard.figures['seconds']:.1f} s"
        )


def _show(table: Table) -> None:
    from rich.console import Console

    Console(soft_wrap=True).print(table)
