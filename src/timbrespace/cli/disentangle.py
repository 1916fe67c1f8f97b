"""The command that pulls factors apart: disentangle."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timbrespace.cli.options import AtlasPath, Seed
from timbrespace.cli.progress import showing

if TYPE_CHECKING:
    from timbrespace.api.disentangling import Disentangled


def disentangle(
    atlas: AtlasPath,
    factors: Annotated[str, typer.Option(help="Labels, with commas.")] = "material,action",
    space: Annotated[
        str | None, typer.Option(help="Which latents, for instance yamnet:9:pca64.")
    ] = None,
    dims: Annotated[
        str | None,
        typer.Option(
            help="Dims a factor: 1 (as in the original), 4, or material=4,action=2 "
            "(default: what validates best of 1, 2, 4, 8)."
        ),
    ] = None,
    sigma: Annotated[
        float, typer.Option(help="Correlation within a class; lower it for noisy labels.")
    ] = 0.975,
    group: Annotated[
        str, typer.Option(help="The column whose values never straddle a split, nor make a pair.")
    ] = "group",
    blocks: Annotated[int, typer.Option(min=0, help="Depth of the flow; 0 is linear.")] = 4,
    steps: Annotated[int, typer.Option(min=1, help="At most so many steps of training.")] = 800,
    name: Annotated[str | None, typer.Option(help="Of the model in the atlas.")] = None,
    judge: Annotated[
        bool, typer.Option(help="Measure it on held-out recordings, beside PCA, LDA and ICA.")
    ] = True,
    folds: Annotated[int, typer.Option(min=2, help="Outer folds.")] = 3,
    permutations: Annotated[int, typer.Option(min=0, help="For chance and p.")] = 200,
    most_per_group: Annotated[
        int | None,
        typer.Option(min=1, help="Read only so many rows of a held-out group (default: all)."),
    ] = None,
    seed: Seed = 0,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the report (default: ATLAS/reports/...)")
    ] = None,
) -> None:
    """Train a flow that pulls factors apart, and measure what is in which part of it."""
    import timbrespace
    from timbrespace.api.disentangling import disentangle as run
    from timbrespace.factors.flow.training import Schedule
    from timbrespace.reports import disentangling

    opened = timbrespace.open(atlas)
    began_s = time.monotonic()
    names = [part.strip() for part in factors.split(",") if part.strip()]
    with showing("disentangle", "Pulling factors apart") as job:
        found = run(
            opened, names, space=space, group=group, dims=parse_dims(dims), sigma=sigma,
            n_blocks=blocks, schedule=Schedule(n_steps=steps), name=name, judge=judge,
            n_folds=folds, n_permutations=permutations, most_per_group=most_per_group, seed=seed,
            job=job,
        )  # fmt: skip
    _say(found)
    if not found.judged:
        return
    page = disentangling.write(
        found.judged, out or opened.path / "reports" / found.model.name,
        space=found.model.space, title=f"{opened.name}: {' and '.join(names)} pulled apart",
        notes=found.notes, seconds=time.monotonic() - began_s, seed=seed,
        command=shlex.join(["timbrespace", *sys.argv[1:]]),
    )  # fmt: skip
    from rich.console import Console

    for table in disentangling.tables(found.judged):
        Console(soft_wrap=True).print(table)
    for sentence in disentangling.sentences(found.judged):
        print(sentence)
    print(page)


def parse_dims(text: str | None) -> int | dict[str, int] | None:
    """``"4"`` for all factors, ``"material=4,action=2"`` for each, None to choose.

    Example:
        >>> parse_dims("material=4,action=2")
        {'material': 4, 'action': 2}
    """
    from timbrespace.errors import TimbrespaceError

    if text is None:
        return None
    try:
        if "=" not in text:
            return int(text)
        pairs = [part.split("=") for part in text.split(",")]
        return {name.strip(): int(width) for name, width in pairs}
    except ValueError as error:
        raise TimbrespaceError(
            f"'{text}' says no number of dims.", "Use --dims 4 or --dims material=4,action=2."
        ) from error


def _say(found: Disentangled) -> None:
    """What was trained, on what, and where it lies."""
    print(
        f"{found.folder}: {found.model.flow}, from {found.n_rows} rows of {found.n_items} sounds "
        f"in {found.n_groups} groups"
    )
    for width, score in found.dims_tried.items():
        print(f"  {width} dims a factor: own less leaked {score:+.3f} on inner held-out groups")
    for note in found.notes:
        print(f"  {note}")
