"""The command that measures timbre: describe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timbrespace.cli.progress import showing
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.api import Atlas

Names = Annotated[
    list[str] | None,
    typer.Option(
        "--descriptor", "-d",
        help="Only these of a sound; for an atlas, these besides: yamnet:Glass, "
             "probe:material=glass.",
    ),
]  # fmt: skip


def describe(
    targets: Annotated[
        list[Path] | None, typer.Argument(help="An atlas, or one or more sounds.")
    ] = None,
    names: Names = None,
    frames: Annotated[
        Path | None, typer.Option(help="Write values over time here: .csv or .parquet.")
    ] = None,
    step_s: Annotated[
        float, typer.Option("--step-s", min=0.001, help="Seconds between moments.")
    ] = 0.05,
    space: Annotated[
        str | None, typer.Option(help="What probes are fitted on (default: the atlas's own).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the table of sounds here: .csv or .parquet.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Say what can be measured.")] = False,
) -> None:
    """Measure the timbre of sounds, or of all sounds of an atlas; run it again to go on."""
    if list_:
        _list()
        return
    if not targets:
        raise TimbrespaceError("Nothing to describe.", "Name an atlas or a sound, or ask --list.")
    atlas = targets[0] if len(targets) == 1 and (targets[0] / "atlas.json").is_file() else None
    if frames is not None:
        _write(_over_time(targets, names, step_s), frames)
    elif atlas is not None:
        _atlas(atlas, names or [], space, out)
    else:
        _files(targets, names, out)


def _atlas(path: Path, names: list[str], space: str | None, out: Path | None) -> None:
    import timbrespace
    from timbrespace.api.describing import describe as run

    with showing("describe", "Describing") as job:
        atlas = run(timbrespace.open(path), names, space=space, job=job)
    if out is not None:
        table = atlas.descriptors()
        table.insert(0, "path", atlas.items["path"].to_numpy())
        _write(table, out)
    _summary(atlas)


def _files(paths: list[Path], names: list[str] | None, out: Path | None) -> None:
    from timbrespace.api.describing import describe_files

    with showing("describe", "Describing") as job:
        table = describe_files(paths, names, job=job)
    if out is not None:
        _write(table.rename_axis("path").reset_index(), out)
        return
    _print_values(table)


def _over_time(paths: list[Path], names: list[str] | None, step_s: float) -> pd.DataFrame:
    import pandas as pd

    from timbrespace.api.describing import frames_of

    parts = []
    with showing("describe", "Describing") as job:
        job.begin(len(paths), unit="sounds")
        for path in paths:
            job.check()
            part = frames_of(path, names, step_s=step_s)
            part.insert(0, "path", str(path))
            parts.append(part)
            job.advance(1, str(path))
    return pd.concat(parts, ignore_index=True)


def _write(table: pd.DataFrame, path: Path) -> None:
    if path.suffix == ".parquet":
        table.to_parquet(path, index=False)
    elif path.suffix == ".csv":
        table.to_csv(path, index=False, float_format="%.6g")
    else:
        raise TimbrespaceError(
            f"'{path}' is no kind of table.", "Name a file that ends in .csv or .parquet."
        )
    print(f"{path}: {len(table)} rows, {len(table.columns)} columns")


def _summary(atlas: Atlas) -> None:
    """Print the middle half of each descriptor, and how many sounds have it."""
    from rich.console import Console
    from rich.table import Table

    values = atlas.descriptors()
    table = Table("descriptor", "unit", "median", "from", "to", "sounds", box=None)
    table.columns[0].no_wrap = True
    for dim in atlas.descriptor_dims():
        column = values[str(dim["name"])].dropna()
        low, middle, high = (column.quantile(q) for q in (0.25, 0.5, 0.75))
        numbers = [f"{value:.4g}" for value in (middle, low, high)]
        table.add_row(str(dim["name"]), str(dim["unit"]), *numbers, str(len(column)))
    Console().print(table)
    print(f"{atlas.path}: {len(values)} sounds. From and to hold the middle half of them.")


def _print_values(values: pd.DataFrame) -> None:
    from rich.console import Console
    from rich.table import Table

    from timbrespace.semantics.naming import descriptor

    table = Table("descriptor", "unit", *(Path(str(p)).name for p in values.index), box=None)
    table.columns[0].no_wrap = True
    for name in values.columns:
        cells = ["-" if value != value else f"{value:.4g}" for value in values[name]]
        table.add_row(name, descriptor(name).unit, *cells)
    console = Console()
    Console(width=max(console.width, 34 + 14 * len(values))).print(table)


def _list() -> None:
    """Print every descriptor with its unit, usual range and what it says."""
    from rich.console import Console
    from rich.table import Table

    from timbrespace.semantics.table import DESCRIPTORS

    table = Table("descriptor", "unit", "from", "to", "what it says", box=None)
    table.columns[0].no_wrap = True
    for known in DESCRIPTORS:
        table.add_row(known.name, known.unit, f"{known.low:g}", f"{known.high:g}", known.summary)
    Console().print(table)
    print(
        "Also any class of YAMNet (yamnet:Glass), and any label of an atlas (probe:LABEL=VALUE)."
    )
