"""Commands that ask what a space holds: probe, clusters."""

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
    from rich.table import Table

Label = Annotated[str, typer.Option("--label", help="The label to read, for instance material.")]
GroupColumn = Annotated[
    str,
    typer.Option("--group", help="The column whose values never straddle a fold: group, or any "
                 "label, such as source."),
]  # fmt: skip
Spaces = Annotated[
    list[str], typer.Option("--space", help="yamnet:all (every tap it has), yamnet:8, hear:MODULE")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Folder of the report (default: ATLAS/reports/...)"),
]
Dims = Annotated[int, typer.Option("--dims", min=1, help="Leading components that probes see.")]


def probe(
    atlas: AtlasPath,
    label: Label,
    space: Spaces = ["yamnet:all"],  # noqa: B006  (Typer copies it)
    group: GroupColumn = "group",
    combine: Annotated[
        str | None,
        typer.Option(help="Another label: its combinations with the first are held out."),
    ] = None,
    dims: Dims = 64,
    folds: Annotated[int, typer.Option(min=2, help="Folds of the cross-validation.")] = 5,
    min_groups: Annotated[
        int | None,
        typer.Option(min=2, help="Leave out values in fewer groups (default: the folds)."),
    ] = None,
    most_per_group: Annotated[
        int | None,
        typer.Option(min=1, help="Ask only so many of a group, evenly spaced (default: all)."),
    ] = None,
    permutations: Annotated[
        int, typer.Option(min=0, help="Of labels by group, for p; 0: no test.")
    ] = 200,
    seed: Seed = 0,
    out: Out = None,
) -> None:
    """Say whether a label can be read from a space, beside chance and log-mel."""
    import timbrespace
    from timbrespace.api.probing import probe as run
    from timbrespace.reports import probing
    from timbrespace.reports.probing_page import sentences

    opened = timbrespace.open(atlas)
    began_s = time.monotonic()
    with showing("probe", f"Probing {label}") as job:
        probed = run(
            opened, label, spaces=space, group=group, combine=combine, n_dims=dims, n_folds=folds,
            min_groups=min_groups, most_per_group=most_per_group, n_permutations=permutations,
            seed=seed, job=job,
        )  # fmt: skip
        folder = out or opened.path / "reports" / f"probe-{label}-by-{group}"
        page = probing.write(
            probed, folder, ids=opened.items["id"].tolist(),
            seconds=time.monotonic() - began_s, command=_command(),
            title=f"{opened.name}: can '{label}' be read?", job=job,
        )  # fmt: skip
    for sentence in sentences(probed):
        print(sentence)
    _print(probing.terminal_table(probed))
    for line in probing.contrast_lines(probed):
        print(line)
    print(page)


def clusters(
    atlas: AtlasPath,
    label: Label,
    space: Spaces = ["yamnet:all"],  # noqa: B006  (Typer copies it)
    group: GroupColumn = "group",
    k_max: Annotated[int, typer.Option(min=2, help="Most clusters.")] = 40,
    dims: Dims = 64,
    seed: Seed = 0,
    out: Out = None,
) -> None:
    """Say whether a space falls into clusters, and whether they are those of a label."""
    import timbrespace
    from timbrespace.api.probing import clusters as run
    from timbrespace.reports import clustering

    opened = timbrespace.open(atlas)
    began_s = time.monotonic()
    ks = sorted({*range(2, min(k_max, 20) + 1, 2), *range(20, k_max + 1, 5), k_max})
    with showing("clusters", "Clustering") as job:
        question, candidates, found = run(
            opened, label, spaces=space, group=group, ks=ks, n_dims=dims, seed=seed, job=job
        )
    page = clustering.write(
        question, candidates, found, out or opened.path / "reports" / f"clusters-{label}",
        seconds=time.monotonic() - began_s, command=_command(),
        title=f"{opened.name}: clusters and '{label}'",
    )  # fmt: skip
    _print(clustering.terminal_table(question, candidates, found))
    print(page)


def _command() -> str:
    """The command line as it was given, to be printed beside what it made."""
    return shlex.join(["timbrespace", *sys.argv[1:]])


def _print(table: Table) -> None:
    """Print a table at its own width: where there is no terminal, no number is cut off."""
    from rich.console import Console
    from rich.measure import Measurement

    console = Console()
    wide = console.options.update(width=1000)
    needed = Measurement.get(console, wide, table).maximum
    Console(width=max(console.width, needed)).print(table)
